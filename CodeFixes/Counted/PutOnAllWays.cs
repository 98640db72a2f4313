using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>Ways to put a local whatever happens, in the place of the puts that it has: it must not be handed on.</summary>
internal static class PutOnAllWays
{
    /// <summary>Declares it with <c>using</c>: it is put where its scope ends.</summary>
    public static Remedy? Using(SourceFile file, Acquisition acquired)
    {
        if (acquired.Statement is not { Parent: BlockSyntax or GlobalStatementSyntax } statement || acquired.Ever(Fate.Overwritten) || Jumps.Cross(statement))
            return null;
        if (!acquired.All(Fate.Put).All(mention => PutRemoval.Delete(file, mention)))
            return null;
        file.Edits.Insert(statement.Declaration.SpanStart, "using ");
        return Offer(file, "Using", $"Declare '{acquired.Name}' with 'using'");
    }

    /// <summary>Puts it in a <c>finally</c> around all of its scope.</summary>
    public static Remedy? Finally(SourceFile file, Acquisition acquired, string put) =>
        OwnedRange.Of(acquired, file) is { } range
        && acquired.All(Fate.Put).All(mention => PutRemoval.Delete(file, mention))
        && range.Write(file, acquired.Name, put)
            ? Offer(file, "Finally", $"Put '{acquired.Name}' in a 'finally'")
            : null;

    /// <summary>A <c>using</c> statement around what comes before the last put: it is put where it was.</summary>
    public static Remedy? UsingStatement(SourceFile file, Acquisition acquired)
    {
        if (StatementsUpToThePut(acquired) is not { } held || acquired.Ever(Fate.Overwritten)
            || acquired.Statement!.ToString().Contains('\n')
            || !acquired.All(Fate.Put).All(mention => PutRemoval.Delete(file, mention))
            || !DeleteAbove(file, acquired.Statement, held.List[held.First])
            || !BlockWriter.Write(file, held, Frame.Block($"using ({acquired.Statement.Declaration})"), _ => false, _ => null))
            return null;
        return Offer(file, "UsingStatement", $"Hold '{acquired.Name}' in a 'using' statement");
    }

    /// <summary>Whether something of weight still runs behind the last put, which a longer hold would keep waiting for it.</summary>
    public static bool IsPutEarly(Acquisition acquired) =>
        StatementsUpToThePut(acquired) is { } held
        && held.List.Skip(held.Last + 2).SelectMany(statement => statement.DescendantNodes()).Any(node => node is InvocationExpressionSyntax);

    private static StatementRun? StatementsUpToThePut(Acquisition acquired)
    {
        if (acquired.Statement is not { } declaration || StatementRun.ListOf(declaration) is not { } list
            || acquired.All(Fate.Put).LastOrDefault() is not { } put)
            return null;
        var first = list.IndexOf(declaration) + 1;
        var last = list.FindIndex(statement => statement.Span.Contains(put.Span)) - 1;
        var isAlone = last >= first
            && (list[last + 1] is ExpressionStatementSyntax
                || list[last + 1] is IfStatementSyntax { Else: null } test && TestsForNull(test, acquired));
        return isAlone && acquired.Uses.TrueForAll(use => use.Mention.SpanStart < list[last + 1].Span.End)
            ? new StatementRun(list, first, last)
            : null;
    }

    /// <summary>Whether a statement does nothing but put where there is something to put.</summary>
    private static bool TestsForNull(IfStatementSyntax test, Acquisition acquired) =>
        (test.Statement is ExpressionStatementSyntax || test.Statement is BlockSyntax { Statements: [ExpressionStatementSyntax] })
        && acquired.Uses.Exists(use => test.Condition.Span.Holds(use.Mention) && Mentions.IsNullTest(use.Mention));

    /// <summary>Takes a declaration out, with the blank lines below it.</summary>
    private static bool DeleteAbove(SourceFile file, StatementSyntax declaration, StatementSyntax next)
    {
        var layout = file.Layout;
        var start = layout.LineStart(declaration.SpanStart);
        var end = layout.StartWithComments(next.GetFirstToken());
        if (!layout.StartsLine(declaration.SpanStart) || end < declaration.Span.End
            || !string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(declaration.Span.End, end))))
            return false;
        file.Edits.Delete(TextSpan.FromBounds(start, end));
        return true;
    }

    private static Remedy? Offer(SourceFile file, string kind, string title) =>
        SolutionEdits.Of(file) is { } edits ? new Remedy(kind, title, edits) : null;
}
