using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// UTR1002: lets the section end behind the last use of the task that was looked up in it; where it can not last so long, looks the task
/// up again.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseAfterSectionFix))]
[Shared]
public sealed class UseAfterSectionFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR1002"];

    private protected override string Title => "Use the task inside its section";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (Lengthen(fault) is { } lengthened)
            return [lengthened];
        return LaterLookup.Propose(fault) is { } again
            && await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is { } trial
            && await trial.LeavesAsync(again.Edits).ConfigureAwait(false) is not null
                ? [again]
                : [];
    }

    private static Remedy? Lengthen(Fault fault)
    {
        var file = fault.File.Afresh();
        return End(fault) is var (list, first, end)
            && Extent(file, list, first, end) is { } run
            && Write(file, run, end)
            && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Lengthen", "Let the section end behind the last use", edits)
                : null;
    }

    /// <summary>
    /// The list of statements that holds the lookup, the end of the section and, behind both, the use; and where in it the first two are.
    /// </summary>
    private static (List<StatementSyntax> List, int First, int End)? End(Fault fault)
    {
        if (fault.Story is not [var lookup, ..])
            return null;
        foreach (var statement in fault.Node.AncestorsAndSelf().OfType<StatementSyntax>())
        {
            if (StatementRun.ListOf(statement) is not { } list)
                continue;
            var first = list.FindIndex(other => other.Span.Contains(lookup));
            if (first < 0)
                continue;
            var end = list.FindIndex(first, other => other.Span.Contains(fault.Story.Length > 1 ? fault.Story[1] : lookup));
            return end >= first && end < list.IndexOf(statement) ? (list, first, end) : null;
        }

        return null;
    }

    /// <summary>The statements from the lookup to the last that needs what was looked up, or what those between declare.</summary>
    private static StatementRun? Extent(SourceFile file, List<StatementSyntax> list, int first, int end)
    {
        var reach = new Reach(file, _ => false);
        var holdsAll = first == end;
        for (Place start = new StatementRun(list, first, end); ;)
        {
            if (reach.From(start) is not StatementRun run || run.First != first || run.List[first] != list[first] || run.Last == end)
                return null;
            var behind = new StatementRun(list, end + 1, run.Last);
            if (holdsAll && run.Last < list.Count - 1 && behind.HoldsToTheEnd(file))
            {
                start = run.Extend(list.Count - 1);
                continue;
            }

            var moved = behind.Nodes.ToList();
            var later = holdsAll ? moved.SelectMany(node => LaterMentions(file, node, run.Span.End)) : [];
            var last = later.OrderBy(mention => mention.SpanStart).LastOrDefault();
            if (last is null)
                return Blocking.Calls(file, moved).Any() ? null : run;
            if (Reach.Extend(run, last) is not { } extended)
                return null;
            start = extended;
        }
    }

    private static bool Write(SourceFile file, StatementRun run, int end) => run.List[end] switch
    {
        UsingStatementSyntax section when !Sections.IsScope(section, file) => false,
        UsingStatementSyntax { Statement: not BlockSyntax } section => SectionEnd.GiveBraces(file, section, run),
        UsingStatementSyntax { Statement: BlockSyntax block } section => SectionEnd.MoveTail(file, section, block, run, end),
        TryStatementSyntax { Finally.Block.Statements: var cleanup, Catches.Count: 0 } section
            when cleanup.Any(statement => SectionEnd.IsUnlock(file, statement)) =>
                SectionEnd.MoveTail(file, section, section.Block, run, end),
        BlockSyntax section when section.Statements.Any(statement => Sections.IsScope(statement, file)) =>
            SectionEnd.MoveTail(file, section, section, run, end),
        ExpressionStatementSyntax unlock => SectionEnd.MoveUnlock(file, unlock, run, end) || SectionEnd.MakeScope(file, run, end),
        _ => false,
    };

    /// <summary>Where, behind a position, what a statement declares is mentioned.</summary>
    private static IEnumerable<SyntaxNode> LaterMentions(SourceFile file, SyntaxNode statement, int behind) =>
        from node in statement.DescendantNodesAndSelf()
        where node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax
        let declared = file.Model.GetDeclaredSymbol(node, file.Cancellation)
        where declared is not null
        from mention in Mentions.Of(declared, node, file)
        where mention.SpanStart > behind
        select mention;
}
