using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Utrace.Analyzers.Flow;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Finds the words and the place for a way out. The graph has no block for a bare <c>return;</c> or <c>continue;</c>, so the jump is
/// found in the syntax, behind the last thing that ran.
/// </summary>
internal static class ExitPaths
{
    public static ExitPath Of(FlowExit exit, SyntaxNode body, string end)
    {
        var anchor = exit.Source.BranchValue?.Syntax;
        if (exit.IsThrow)
        {
            var thrown = anchor?.AncestorsAndSelf().FirstOrDefault(node => node is ThrowStatementSyntax or ThrowExpressionSyntax) ?? anchor ?? body;
            return new ExitPath(thrown.GetLocation(), "on the path that throws at line " + Quote.LineOf(thrown));
        }

        if (exit.Branch is { Semantics: ControlFlowBranchSemantics.Return } && anchor is not null)
        {
            var returned = anchor.AncestorsAndSelf().TakeWhile(node => node != body).FirstOrDefault(node => node is ReturnStatementSyntax) ?? anchor;
            return new ExitPath(returned.GetLocation(), "on the path that returns at line " + Quote.LineOf(returned));
        }

        return JumpBehind(exit.Source, exit.Branch) is ReturnStatementSyntax bare && body.Span.Contains(bare.Span)
            ? new ExitPath(bare.GetLocation(), "on the path that returns at line " + Quote.LineOf(bare))
            : new ExitPath(EndOf(body), "on the path that reaches the end of " + end);
    }

    /// <summary>The way on which a variable goes out of scope.</summary>
    public static ExitPath OutOfScope(ControlFlowBranch branch, SyntaxNode variable)
    {
        var jump = JumpBehind(branch.Source, branch);
        var place = jump is ContinueStatementSyntax or BreakStatementSyntax or GotoStatementSyntax
            ? jump.GetLocation()
            : EndOf(variable.FirstAncestorOrSelf<BlockSyntax>() ?? variable);
        var line = place.GetMappedLineSpan().StartLinePosition.Line + 1;
        return new ExitPath(place, "on the path that leaves its block at line " + line);
    }

    private static Location EndOf(SyntaxNode body)
    {
        var block = body as BlockSyntax ?? body.ChildNodes().OfType<BlockSyntax>().FirstOrDefault();
        return (block?.CloseBraceToken.GetLocation() ?? body.GetLastToken().GetLocation());
    }

    private static StatementSyntax? JumpBehind(BasicBlock source, ControlFlowBranch? branch)
    {
        var anchor = source.BranchValue?.Syntax ?? source.Operations.LastOrDefault()?.Syntax;
        if (anchor?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return null;
        var side = source.ConditionKind == ControlFlowConditionKind.None || branch is null
            ? (bool?)null
            : branch.IsConditionalSuccessor == (source.ConditionKind == ControlFlowConditionKind.WhenTrue);
        if (side is { } taken && statement is IfStatementSyntax conditional && conditional.Condition.Span.Contains(anchor.Span))
            return BehindCondition(conditional, anchor, taken);
        return Behind(statement);
    }

    /// <summary>
    /// Where a part of a condition decides the whole, the whole has its answer, turned once for each negation between: this holds for
    /// <c>&amp;&amp;</c> and <c>||</c> alike.
    /// </summary>
    private static StatementSyntax? BehindCondition(IfStatementSyntax conditional, SyntaxNode part, bool side)
    {
        for (var node = part; node != conditional; node = node.Parent!)
            if (node.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
                side = !side;
        var next = side ? conditional.Statement : conditional.Else?.Statement;
        return next is null || IsEmpty(next) ? Behind(conditional) : JumpAt(next);
    }

    private static bool IsEmpty(StatementSyntax statement) => statement is BlockSyntax { Statements.Count: 0 } or EmptyStatementSyntax;

    private static StatementSyntax? JumpAt(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or BreakStatementSyntax => statement,
        BlockSyntax { Statements: [var first, ..] } => JumpAt(first),
        _ => null,
    };

    private static StatementSyntax? Behind(StatementSyntax statement)
    {
        if (statement is ReturnStatementSyntax)
            return statement;
        var siblings = statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        var index = siblings.IndexOf(statement);
        if (index >= 0 && index + 1 < siblings.Count)
        {
            var next = siblings[index + 1];
            return next is LocalFunctionStatementSyntax || IsEmpty(next) ? Behind(next) : JumpAt(next);
        }

        return statement.Parent switch
        {
            StatementSyntax and not (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax) =>
                Behind((StatementSyntax)statement.Parent),
            ElseClauseSyntax { Parent: StatementSyntax conditional } => Behind(conditional),
            CatchClauseSyntax { Parent: StatementSyntax tried } => Behind(tried),
            FinallyClauseSyntax { Parent: StatementSyntax tried } => Behind(tried),
            _ => null,
        };
    }
}
