using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>A plain lookup of the task that a pid names: <c>pid.Task()</c>, <c>pid?.Task()</c>.</summary>
/// <param name="Pid">The pid.</param>
/// <param name="Name">The name of the method that looks it up.</param>
/// <param name="Conditional">Whether the pid may be null, in which case there is no task.</param>
internal sealed record Lookup(ExpressionSyntax Pid, SimpleNameSyntax Name, bool Conditional)
{
    /// <summary>The expression as a lookup by pid of the thread itself; null if it is something else.</summary>
    public static Lookup? Of(ExpressionSyntax? expression, SourceFile file)
    {
        var (pid, call, conditional) = Expressions.Bare(expression) switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } plain => (access.Expression, plain, false),
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax } tested } chain =>
                (chain.Expression, tested, true),
            _ => default,
        };
        if (call is null || file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method
            || file.Contracts.RoleOf(method.ContainingType) != TypeRole.Counted
            || !SymbolEqualityComparer.Default.Equals(file.Api.FindTask(method.ContainingType), method)
            || !call.ArgumentList.Arguments.All(argument => IsDefault(argument, file)))
            return null;
        return call.Expression switch
        {
            MemberAccessExpressionSyntax access => new Lookup(pid, access.Name, conditional),
            MemberBindingExpressionSyntax binding => new Lookup(pid, binding.Name, conditional),
            _ => null,
        };
    }

    private static bool IsDefault(ArgumentSyntax argument, SourceFile file) =>
        file.Model.GetConstantValue(argument.Expression, file.Cancellation) is { HasValue: true, Value: 0 };
}

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
        while (expression.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
            expression = (ExpressionSyntax)expression.Parent;
        return expression;
    }

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
}
