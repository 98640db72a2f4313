using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Refactorings;

/// <summary>
/// "Introduce read-side section": around the selected statements that look tasks up, or around the lookup under the cursor and all
/// that uses its result.
/// </summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(IntroduceSection))]
[Shared]
public sealed class IntroduceSection : LifetimeRefactoring
{
    private protected override Task<Remedy?> ProposeAsync(Fault place) => Task.FromResult(Propose(place));

    private static Remedy? Propose(Fault place)
    {
        var file = place.File.Afresh();
        if ((place.Span.IsEmpty ? UnderCursor(place, file) : Selected(place, file)) is not { } start
            || !Lookups.Bare(start.Nodes, file).Any() || Lookups.CallerHolds(start.Nodes.First(), file)
            || Sections.Header(file, start.Span.Start) is not { } header)
            return null;
        var reach = new Reach(file, _ => false);
        return reach.From(start) is { } whole && BlockWriter.Write(file, whole, Frame.Block(header), _ => false, reach.From)
            && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Section", "Introduce read-side section", edits)
                : null;
    }

    private static Place? UnderCursor(Fault place, SourceFile file)
    {
        var lookup = place.Node.AncestorsAndSelf().TakeWhile(node => node is not StatementSyntax)
            .OfType<ExpressionSyntax>().FirstOrDefault(expression => Lookups.IsLookup(expression, file));
        return lookup is not null && Place.Around(lookup) is { } start && !start.IsLoopHeader(lookup) ? start : null;
    }

    /// <summary>The statements of one list that a selection covers, or touches with its ends.</summary>
    private static Place? Selected(Fault place, SourceFile file)
    {
        var text = file.Text.ToString(place.Span);
        var from = place.Span.Start + (text.Length - text.TrimStart().Length);
        var to = place.Span.Start + text.TrimEnd().Length;
        if (from >= to || file.Root.FindToken(from).Parent is not { } node)
            return null;
        if (node.FirstAncestorOrSelf<StatementSyntax>() is { } inner && inner.SpanStart < from && to <= inner.Span.End)
            return UnderCursor(place, file);
        foreach (var statement in node.AncestorsAndSelf().OfType<StatementSyntax>().Where(statement => statement is not BlockSyntax))
        {
            if (statement.SpanStart < from && statement.Span.End < to || StatementRun.ListOf(statement) is not { } list)
                continue;
            var first = list.IndexOf(statement);
            var last = list.FindLastIndex(other => other.SpanStart < to);
            if (last >= first && list[last].Span.End >= to)
                return new StatementRun(list, first, last);
        }

        return UnderCursor(place, file);
    }
}
