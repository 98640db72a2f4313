using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>Expressions seen past what does not change their value.</summary>
internal static class Expressions
{
    /// <summary>Without parentheses, <c>!</c> and casts around it.</summary>
    public static ExpressionSyntax? Bare(ExpressionSyntax? expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parens:
                    expression = parens.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    expression = sure.Operand;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>With the parentheses and <c>!</c> around it.</summary>
    public static ExpressionSyntax Dressed(ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax || expression.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            expression = (ExpressionSyntax)expression.Parent!;
        return expression;
    }

    /// <summary>The parameter to which an argument goes.</summary>
    public static IParameterSymbol? ParameterOf(ArgumentSyntax argument, SemanticModel model)
    {
        if (argument.Parent is not BaseArgumentListSyntax { Parent: { } call } list
            || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return null;
        if (argument.NameColon is { } name)
            return method.Parameters.FirstOrDefault(parameter => parameter.Name == name.Name.Identifier.ValueText);
        var index = list.Arguments.IndexOf(argument);
        return index < method.Parameters.Length ? method.Parameters[index]
            : method.Parameters.LastOrDefault() is { IsParams: true } rest ? rest
            : null;
    }

    /// <summary>The call of a member of an expression, also where it is made only if that is not null.</summary>
    public static InvocationExpressionSyntax? CallOn(ExpressionSyntax receiver) => receiver.Parent switch
    {
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == receiver => call,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } chain when chain.Expression == receiver =>
            call.Expression is MemberBindingExpressionSyntax ? call : null,
        _ => null,
    };

    /// <summary>The name of the method that a call calls.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    private static bool IsChoice(SyntaxKind kind) =>
        kind is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression;

    /// <summary>Whether some code declares variables in the middle of an expression.</summary>
    public static bool Declares(SyntaxNode node) => node.DescendantNodesAndSelf().Any(inner => inner is SingleVariableDesignationSyntax);

    /// <summary>Whether reading an expression twice gives the same thing and does nothing: a name, or members of names.</summary>
    public static bool IsSimple(ExpressionSyntax? expression) => Bare(expression) switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax access => IsSimple(access.Expression),
        _ => false,
    };

    /// <summary>Whether a member access can be written behind an expression without parentheses.</summary>
    public static bool IsPrimary(ExpressionSyntax expression) => expression is
        IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax
        or ThisExpressionSyntax or ElementAccessExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalAccessExpressionSyntax
        or BaseObjectCreationExpressionSyntax or GenericNameSyntax;

    /// <summary>Whether an expression is evaluated only if something else in the code around it says so.</summary>
    public static bool IsReachedConditionally(SyntaxNode expression, TextSpan within)
    {
        for (var inner = expression; inner.Parent is { } outer && within.Contains(outer.Span); inner = outer)
            if (outer is BinaryExpressionSyntax binary && inner == binary.Right
                    && IsChoice((SyntaxKind)binary.RawKind)
                || outer is ConditionalExpressionSyntax choice && inner != choice.Condition
                || outer is ConditionalAccessExpressionSyntax chain && inner == chain.WhenNotNull
                || outer is SwitchExpressionArmSyntax)
                return true;
        return false;
    }
}
