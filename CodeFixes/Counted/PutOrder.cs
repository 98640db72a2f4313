using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// Two puts of one reference in one function: whether one of them comes on all ways by the other. As far as the shape of the text
/// tells; in doubt it does not.
/// </summary>
internal sealed class PutOrder
{
    private readonly SourceFile file;
    private readonly ExpressionSyntax first;
    private readonly ExpressionSyntax second;
    private readonly ISymbol? variable;

    private PutOrder(SourceFile file, ExpressionSyntax first, ExpressionSyntax second, ISymbol? variable)
    {
        this.file = file;
        this.first = first;
        this.second = second;
        this.variable = variable;
    }

    /// <summary>The order of two puts, of which the first is no <c>using</c>; null where it is not to be told.</summary>
    public static PutOrder? Of(SourceFile file, ExpressionSyntax first, ExpressionSyntax second)
    {
        var function = Mentions.FunctionOf(second);
        if (first.SpanStart >= second.SpanStart || Mentions.FunctionOf(first) != function
            || Mentions.SameFunction([function]).Any(node => node is LabeledStatementSyntax or GotoStatementSyntax))
            return null;
        var order = new PutOrder(file, first, second, VariableOf(file, second));
        return order.IsWrittenBetween(function) ? null : order;
    }

    /// <summary>The variable, field or property that a call puts.</summary>
    public static ISymbol? VariableOf(SourceFile file, ExpressionSyntax put) =>
        ReceiverOf(put) is { } receiver && Expressions.IsSimple(receiver)
            ? file.Model.GetSymbolInfo(Expressions.Bare(receiver)!, file.Cancellation).Symbol
            : null;

    private static ExpressionSyntax? ReceiverOf(ExpressionSyntax put) => put switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax } chain => chain.Expression,
        _ => null,
    };

    /// <summary>Whether the reference is put on all ways that come to the second put.</summary>
    public bool IsAlwaysBefore()
    {
        var function = Mentions.FunctionOf(second);
        for (SyntaxNode inner = second; inner != function && inner.Parent is not null; inner = inner.Parent)
            if (inner is StatementSyntax statement && StatementRun.ListOf(statement) is { } list
                && list.Take(list.IndexOf(statement)).Any(above => AlwaysPuts(above)))
                return true;
        return false;
    }

    /// <summary>Whether all ways from the first put come to another one.</summary>
    public bool IsAlwaysBehind()
    {
        var function = Mentions.FunctionOf(first);
        for (SyntaxNode inner = first; inner != function && inner.Parent is { } outer; inner = outer)
        {
            if (Jumps.IsLoop(outer))
                return false;
            if (outer is TryStatementSyntax { Finally.Block: { } last } guarded && inner != guarded.Finally && AlwaysPuts(last))
                return true;
            if (inner is not StatementSyntax statement || StatementRun.ListOf(statement) is not { } list)
                continue;
            var behind = list.Skip(list.IndexOf(statement) + 1).ToList();
            var put = behind.FindIndex(below => AlwaysPuts(below));
            if (behind.Take(put < 0 ? behind.Count : put).Any(Leaves))
                return false;
            if (put >= 0)
                return true;
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement) => Mentions.SameFunction([statement]).Any(node =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or BreakStatementSyntax or ContinueStatementSyntax
            or YieldStatementSyntax or AwaitExpressionSyntax);

    /// <summary>Whether the variable gets something else between the two, or on the way round to the second.</summary>
    private bool IsWrittenBetween(SyntaxNode function)
    {
        if (variable is null)
            return false;
        var loop = second.Ancestors().TakeWhile(outer => outer != function)
            .LastOrDefault(outer => Jumps.IsLoop(outer) && !outer.Span.Contains(first.Span));
        var end = loop?.Span.End ?? second.SpanStart;
        return function.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.SpanStart > first.SpanStart && name.SpanStart < end && name.Identifier.ValueText == variable.Name
            && (Mentions.IsWritten(name) || name.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax set } whole && set.Left == whole));
    }

    /// <summary>Whether the reference is put when control comes out at the end of a statement.</summary>
    private bool AlwaysPuts(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax or LocalDeclarationStatementSyntax => IsPut(statement),
        BlockSyntax block => block.Statements.Any(AlwaysPuts),
        IfStatementSyntax { Else: { } otherwise } test => PutsOrLeaves(test.Statement) && PutsOrLeaves(otherwise.Statement),
        IfStatementSyntax test => IsNullGuard(test.Condition) && AlwaysPuts(test.Statement),
        TryStatementSyntax guarded => guarded.Finally is { } last && AlwaysPuts(last.Block)
            || AlwaysPuts(guarded.Block) && guarded.Catches.All(handler => PutsOrLeaves(handler.Block)),
        UsingStatementSyntax held => held.Expression is { } expression && IsVariable(expression) || AlwaysPuts(held.Statement),
        LockStatementSyntax held => AlwaysPuts(held.Statement),
        SwitchStatementSyntax choice => choice.Sections.Any(section => section.Labels.Any(label => label is DefaultSwitchLabelSyntax))
            && choice.Sections.All(section => section.Statements.Any(AlwaysPuts)
                || section.Statements.Last() is ReturnStatementSyntax or ThrowStatementSyntax),
        _ => false,
    };

    private bool PutsOrLeaves(StatementSyntax statement) => AlwaysPuts(statement) || Jumps.AlwaysLeaves(statement);

    /// <summary>Whether a simple statement puts: it is one of the two, or another put of the variable.</summary>
    private bool IsPut(StatementSyntax statement) =>
        new[] { first, second }.Any(put => statement.Span.Holds(put) && Mentions.FunctionOf(put) == Mentions.FunctionOf(statement)
            && !Expressions.IsReachedConditionally(put, statement.Span))
        || statement is ExpressionStatementSyntax { Expression: { } expression } && ReceiverOf(expression) is { } receiver
            && IsVariable(receiver)
            && (expression as InvocationExpressionSyntax ?? ((ConditionalAccessExpressionSyntax)expression).WhenNotNull) is { } call
            && file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method && file.Api.IsPut(method);

    /// <summary>Where there is nothing, there is nothing to put.</summary>
    private bool IsNullGuard(ExpressionSyntax condition) => Expressions.Bare(condition) switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test =>
            IsVariable(test.Left) && Mentions.IsNull(test.Right),
        IsPatternExpressionSyntax { Pattern: not ConstantPatternSyntax } test => IsVariable(test.Expression) && Mentions.IsNullTest(test.Expression),
        _ => false,
    };

    private bool IsVariable(ExpressionSyntax expression) =>
        variable is not null && Expressions.IsSimple(expression)
        && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(Expressions.Bare(expression)!, file.Cancellation).Symbol, variable);
}
