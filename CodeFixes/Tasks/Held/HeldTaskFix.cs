using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;
using Utrace.CodeFixes.Tasks.Held.Collections;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>
/// UTR1003 on a field or an automatic property: it holds the pid instead. Its declaration, what is assigned to it, every use and
/// the cleanup of its type are rewritten together, in all files, or not at all.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HeldTaskFix))]
[Shared]
public sealed class HeldTaskFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1003"];

    private protected override string Title => "Keep pids instead of tasks";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault) =>
        (await OfDeclarationAsync(fault).ConfigureAwait(false) ?? await OfValueAsync(fault).ConfigureAwait(false)) is { } remedy
        && await remedy.Edits.CompileAsync(fault.File.Document.Project.Solution, fault.Cancellation).ConfigureAwait(false)
            ? [remedy]
            : [];

    /// <summary>The remedy for a member that holds one task, or a collection of tasks, at its declaration.</summary>
    internal static async Task<Remedy?> OfDeclarationAsync(Fault fault)
    {
        if (HeldMember.At(fault) is not { } member)
            return await CollectionRemedy.ProposeAsync(fault.Node, fault.File.Document, fault.Cancellation).ConfigureAwait(false);
        var files = new FileSet(fault.File.Document.Project.Solution, fault.Cancellation);
        if (await files.OpenAsync(fault.File.Document.Id).ConfigureAwait(false) is not { } home
            || await UsesAsync(fault, member, files).ConfigureAwait(false) is not { } uses
            || HeldName.Of(member, home, uses.Values.SelectMany(list => list).Select(use => use.Name)) is not { } name
            || !Declare(home, member, name))
            return null;
        foreach (var pair in uses)
            if (!HeldUses.Rewrite(pair.Key, pair.Value, member, name))
                return null;
        if (!await HeldCleanup.WriteAsync(home, files, HeldOwner.Of(member, name, uses)).ConfigureAwait(false)
            || SolutionEdits.Of(files.All) is not { } edits)
            return null;
        return new Remedy("Pid", $"Keep a {member.Api.Pid.Name} in '{member.Symbol.Name}' instead of the task", edits);
    }

    private static async Task<Remedy?> OfValueAsync(Fault fault) => fault.Node is ExpressionSyntax
        ? await CapturedTask.ProposeAsync(fault).ConfigureAwait(false)
            ?? await AwaitedTask.ProposeAsync(fault).ConfigureAwait(false)
            ?? await ReturnedTask.ProposeAsync(fault).ConfigureAwait(false)
            ?? ReturnedTuple.Propose(fault)
            ?? await HandedOutTask.ProposeAsync(fault).ConfigureAwait(false)
            ?? await WalkedTask.ProposeAsync(fault).ConfigureAwait(false)
        : null;

    /// <summary>Every mention, by file; null where one is out of reach or can not be served.</summary>
    private static async Task<Dictionary<SourceFile, List<HeldUse>>?> UsesAsync(Fault fault, HeldMember member, FileSet files)
    {
        var solution = fault.File.Document.Project.Solution;
        var uses = new Dictionary<SourceFile, List<HeldUse>>();
        foreach (var found in await SymbolFinder.FindReferencesAsync(member.Symbol, solution, fault.Cancellation).ConfigureAwait(false))
            foreach (var reference in found.Locations)
            {
                if (files.IsDouble(reference.Document))
                    continue;
                if (reference.IsImplicit || await files.OpenAsync(reference.Document.Id).ConfigureAwait(false) is not { } file
                    || file.Root.FindNode(reference.Location.SourceSpan, findInsideTrivia: true,
                        getInnermostNodeForTie: true) is not SimpleNameSyntax name)
                    return null;
                var use = member.Element is { } element ? element.UseOf(name, file) : HeldUse.Of(name, file);
                if (use is null)
                    continue;
                if (use.Need == Need.Impossible)
                    return null;
                if (!uses.TryGetValue(file, out var list))
                    uses.Add(file, list = []);
                list.Add(use);
            }

        foreach (var list in uses.Values)
            list.Sort((one, other) => one.Name.SpanStart.CompareTo(other.Name.SpanStart));
        return uses;
    }

    private static bool Declare(SourceFile home, HeldMember member, string name)
    {
        var type = home.Imports.NameOf(member.Api.Pid, member.Type.SpanStart);
        home.Edits.Replace(member.Type.Span, member.Type is NullableTypeSyntax ? type + "?" : type);
        if (member.Renamed is { RawKind: not 0 } renamed && name != renamed.ValueText)
            home.Edits.Replace(renamed.Span, name);
        return member.Initializer is null || HeldWrites.Convert(home, member.Initializer, member.Api);
    }
}
