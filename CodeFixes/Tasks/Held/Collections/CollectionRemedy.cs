using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Tasks.Held.Collections;

/// <summary>
/// A collection of tasks becomes one of pids: its declaration, what is added, looked at and removed, and the cleanup of its type,
/// together or not at all.
/// </summary>
internal static class CollectionRemedy
{
    public static async Task<Remedy?> ProposeAsync(SyntaxNode node, Document document, CancellationToken cancellation)
    {
        var files = new FileSet(document.Project.Solution, cancellation);
        if (await files.OpenAsync(document.Id).ConfigureAwait(false) is not { } home
            || HeldCollection.At(node, home) is not { } collection
            || await FindAsync(collection, files, document.Project.Solution, cancellation).ConfigureAwait(false) is not { } found)
            return null;
        var name = HeldName.Of(collection, home, found.SelectMany(pair => pair.Value));
        var rewritten = new Dictionary<SourceFile, CollectionMentions>();
        foreach (var pair in found)
        {
            var mentions = new CollectionMentions(pair.Key, collection, name);
            rewritten.Add(pair.Key, mentions);
            mentions.Count(pair.Value);
            if (!pair.Value.TrueForAll(mentions.Take) || !mentions.Finish())
                return null;
        }

        var owner = new HeldOwner(
            collection.Symbol,
            collection.Identifier,
            [.. PutAll(home, collection, name, rewritten.Values)],
            (from mentions in rewritten.Values
             from reset in mentions.Resets
             select (mentions.File, reset)).ToLookup(pair => pair.File, pair => pair.reset));
        return Declare(home, collection, name)
            && await HeldCleanup.WriteAsync(home, files, owner).ConfigureAwait(false)
            && SolutionEdits.Of(files.All) is { } edits
                ? new Remedy("Pid", $"Keep {collection.Api.Pid.Name}s in '{collection.Symbol.Name}' instead of tasks", edits)
                : null;
    }

    private static FrameLine[] PutAll(
        SourceFile home, HeldCollection collection, string name, IEnumerable<CollectionMentions> rewritten)
    {
        var access = (HeldOwner.UsesThis(rewritten.SelectMany(mentions => mentions.Accesses)) ? "this." : "") + name;
        var lines = collection.PutAll(access, name == "pid" ? "each" : "pid", home, collection.Identifier.SpanStart);
        // A new array is full of nulls, whatever its type says.
        return collection.Shape == Shape.Array && !collection.IsNullable
            ? [lines[0], lines[1], lines[2] with { Text = lines[2].Text.Replace(".", "?.") }, lines[3]]
            : lines;
    }

    private static bool Declare(SourceFile home, HeldCollection collection, string name)
    {
        var mentions = new CollectionMentions(home, collection, name);
        mentions.Replace(collection.Element);
        if (name != collection.Symbol.Name)
            home.Edits.Replace(collection.Identifier.Span, name);
        return collection.Initializer is not { } initial || mentions.Create(initial);
    }

    /// <summary>Every mention, by file; null where one is out of reach.</summary>
    private static async Task<Dictionary<SourceFile, List<SimpleNameSyntax>>?> FindAsync(
        HeldCollection collection, FileSet files, Solution solution, CancellationToken cancellation)
    {
        var names = new Dictionary<SourceFile, List<SimpleNameSyntax>>();
        foreach (var found in await SymbolFinder.FindReferencesAsync(collection.Symbol, solution, cancellation).ConfigureAwait(false))
            foreach (var reference in found.Locations)
            {
                if (files.IsDouble(reference.Document))
                    continue;
                if (reference.IsImplicit || await files.OpenAsync(reference.Document.Id).ConfigureAwait(false) is not { } file
                    || file.Root.FindNode(reference.Location.SourceSpan, findInsideTrivia: true,
                        getInnermostNodeForTie: true) is not SimpleNameSyntax name)
                    return null;
                if (!names.TryGetValue(file, out var list))
                    names.Add(file, list = []);
                list.Add(name);
            }

        foreach (var list in names.Values)
            list.Sort((one, other) => one.SpanStart.CompareTo(other.SpanStart));
        return names;
    }
}
