using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>Where control can go, as far as the shape of the text tells; in doubt it can go there.</summary>
internal static class Jumps
{
    /// <summary>Whether control never comes out at the end of a statement.</summary>
    public static bool AlwaysLeaves(StatementSyntax? statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax
            or YieldStatementSyntax { Expression: null } => true,
        BlockSyntax block => AlwaysLeaves(block.Statements.LastOrDefault()),
        IfStatementSyntax { Else: { } otherwise } test => AlwaysLeaves(test.Statement) && AlwaysLeaves(otherwise.Statement),
        UsingStatementSyntax held => AlwaysLeaves(held.Statement),
        LockStatementSyntax held => AlwaysLeaves(held.Statement),
        TryStatementSyntax { Catches.Count: 0 } guarded => AlwaysLeaves(guarded.Block),
        _ => false,
    };

    /// <summary>Whether control can come from one node to an exit behind it, in the life of one variable.</summary>
    public static bool CanReach(SyntaxNode from, SyntaxNode exit, SyntaxNode declaration)
    {
        var common = from.AncestorsAndSelf().First(outer => outer.Span.Contains(exit.Span));
        if (common.AncestorsAndSelf().Any(outer => IsLoop(outer) && !outer.Span.Contains(declaration.Span)))
            return true;
        if (from.SpanStart > exit.SpanStart)
            return false;
        if (common is IfStatementSyntax test && test.Statement.Span.Contains(from.Span) && test.Else?.Span.Contains(exit.Span) == true
            || common is SwitchStatementSyntax choice && !choice.Expression.Span.Contains(from.Span))
            return false;
        // On the way up to what holds both, each list that ends in a jump keeps control from going on.
        for (var inner = from; inner.Parent is { } outer && outer != common; inner = outer)
        {
            if (inner is not StatementSyntax statement)
                continue;
            if (Leaves(StatementRun.ListOf(statement) is { } list ? list[list.Count - 1] : statement, declaration))
                return false;
        }

        return true;
    }

    /// <summary>A break or continue leaves for good only if the variable is one of the loop's own.</summary>
    private static bool Leaves(StatementSyntax last, SyntaxNode declaration) =>
        AlwaysLeaves(last)
        && !last.DescendantNodesAndSelf().Any(node => node is GotoStatementSyntax
            || node is BreakStatementSyntax or ContinueStatementSyntax && !EndsLife(node, declaration));

    private static bool EndsLife(SyntaxNode jump, SyntaxNode declaration)
    {
        var target = jump.Ancestors().First(outer => IsLoop(outer) || jump is BreakStatementSyntax && outer is SwitchStatementSyntax);
        return target.Span.Contains(declaration.Span);
    }

    /// <summary>
    /// Whether a <c>goto</c> leads from the statements before one to those behind it, or back, in the same list: none may jump over a
    /// <c>using</c> declaration.
    /// </summary>
    public static bool Cross(StatementSyntax statement)
    {
        if (StatementRun.ListOf(statement) is not { } list)
            return false;
        var labels = new Dictionary<string, bool>();
        var isBehind = false;
        foreach (var other in list)
        {
            isBehind |= other == statement;
            for (var labeled = other as LabeledStatementSyntax; labeled is not null; labeled = labeled.Statement as LabeledStatementSyntax)
                labels[labeled.Identifier.ValueText] = isBehind;
        }

        return labels.Count > 0 && list.SelectMany(other => other.DescendantNodesAndSelf()).OfType<GotoStatementSyntax>().Any(jump =>
            jump.Expression is IdentifierNameSyntax { Identifier.ValueText: var target } && labels.TryGetValue(target, out var isTargetBehind)
            && isTargetBehind != jump.SpanStart >= statement.SpanStart);
    }

    public static bool IsLoop(SyntaxNode node) =>
        node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;
}
