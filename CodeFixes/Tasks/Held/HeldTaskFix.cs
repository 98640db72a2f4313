using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

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

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (HeldMember.At(fault) is not { } member)
            return [];
        var files = new FileSet(fault.File.Document.Project.Solution, fault.Cancellation);
        if (await files.OpenAsync(fault.File.Document.Id).ConfigureAwait(false) is not { } home
            || await UsesAsync(fault, member, files).ConfigureAwait(false) is not { } uses
            || NewName(member, home, uses) is not { } name
            || !Declare(home, member, name))
            return [];
        foreach (var pair in uses)
            if (!Rewrite(pair.Key, pair.Value, member, name))
                return [];
        if (!await HeldCleanup.WriteAsync(home, files, HeldOwner.Of(member, name, uses)).ConfigureAwait(false)
            || SolutionEdits.Of(files.All) is not { } edits)
            return [];
        return [new Remedy("Pid", $"Keep a {member.Api.Pid.Name} in '{member.Symbol.Name}' instead of the task", edits)];
    }

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
                var use = HeldUse.Of(name, file);
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

    /// <summary>The wanted name, or that of a handle where it is taken; the old name if both are.</summary>
    private static string NewName(HeldMember member, SourceFile home, Dictionary<SourceFile, List<HeldUse>> uses)
    {
        var wanted = member.WantedName;
        foreach (var name in new[] { wanted, wanted + "Handle" })
            if (name == member.Symbol.Name || IsFree(name))
                return name;
        return member.Symbol.Name;

        bool IsFree(string name)
        {
            for (var type = member.Symbol.ContainingType; type is not null; type = type.BaseType)
                if (!type.GetMembers(name).IsEmpty || type.Name == name)
                    return false;
            return !home.Root.DescendantNodes().OfType<TypeParameterSyntax>().Any(parameter => parameter.Identifier.ValueText == name)
                && uses.Values.SelectMany(list => list).All(use =>
                    use.Access != use.Name || use.Name.IsPartOfStructuredTrivia() || FreeName.Near(use.Name, name) == name);
        }
    }

    private static bool Declare(SourceFile home, HeldMember member, string name)
    {
        var type = home.Imports.NameOf(member.Api.Pid, member.Type.SpanStart);
        home.Edits.Replace(member.Type.Span, member.Type is NullableTypeSyntax ? type + "?" : type);
        if (name != member.Symbol.Name)
            home.Edits.Replace(member.Identifier.Span, name);
        return member.Initializer is null || HeldWrites.Convert(home, member.Initializer, member);
    }

    private static bool Rewrite(SourceFile file, List<HeldUse> uses, HeldMember member, string name)
    {
        var regions = TaskRegions.Divide(file, uses, member.IsNullable);
        if (!regions.TrueForAll(region => region.Write(member, name)))
            return false;
        var read = new HashSet<StatementSyntax>();
        foreach (var use in uses)
        {
            if (regions.Exists(region => region.Serves(use)))
                continue;
            var isWritten = use.Need switch
            {
                Need.Name => Rename(file, use, name),
                Need.Write => HeldWrites.Write(file, use, uses, member, name),
                Need.AnyTask => LookUp(file, use, member, name),
                Need.Pid => PassPid(file, use, member, name),
                // No section can hold the statement; one reading above it is enough for one that stands alone.
                Need.Task => (Place.Around(use.Access) is StatementRun || read.Add(use.Access.FirstAncestorOrSelf<StatementSyntax>()!))
                    && ReadFirst(file, use, member, name),
                _ => false,
            };
            if (!isWritten)
                return false;
        }

        return true;
    }

    private static bool Rename(SourceFile file, HeldUse use, string name)
    {
        file.Edits.Replace(use.Name.Span, name);
        return true;
    }

    /// <summary>A stale task is good enough: what the pid names now, or null.</summary>
    private static bool LookUp(SourceFile file, HeldUse use, HeldMember member, string name)
    {
        file.Edits.Replace(use.Access.Span, use.Renamed(name) + member.Dot + member.Api.Find + "()");
        return true;
    }

    private static bool ReadFirst(SourceFile file, HeldUse use, HeldMember member, string name)
    {
        var lookup = use.Renamed(name) + member.Dot + member.Api.Find + "()";
        if (use.WantsSure)
            lookup = $"({lookup} ?? throw new {TaskRegion.Exception(file, use.Name.SpanStart)}({TaskRegion.Gone}))";
        return Sections.Around(use.Access, file) is null && Sections.Header(file, use.Name.SpanStart) is { } header
            && (LoopCondition.Around(use.Access) is { } loop
                ? LoopCondition.Write(file, loop, use.Access, header, lookup)
                : ValueFirst.Write(file, use.Access, header, lookup));
    }

    private static bool PassPid(SourceFile file, HeldUse use, HeldMember member, string name)
    {
        var isSure = !member.IsNullable || use.WantsSure;
        if (PidArgument.Of(use.Access, file) is { } argument)
        {
            if (isSure)
                argument.Write(file, use.Renamed(name) + (member.IsNullable && use.IsForced ? "!" : ""));
            else if (argument.MayBeStale)
                return LookUp(file, use, member, name);
            else if (argument.Throws)
                argument.Write(file,
                    $"{use.Renamed(name)} ?? throw new {TaskRegion.Exception(file, use.Name.SpanStart)}(\"There is no task.\")");
            else
                return false;
            return true;
        }

        // The pid of the task is asked for: that is what is held now.
        if (Expressions.CallOn(Expressions.Dressed(use.Access)) is not { } call || Expressions.NameOf(call) is not { } called)
            return false;
        file.Edits.Replace(use.Name.Span, name);
        file.Edits.Replace(called.Span, member.Api.Get);
        return true;
    }
}
