using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Whether a lookup goes straight into an argument that may be stale, which needs no section. The graph has taken the expression
/// apart, so the way is followed in the syntax.
/// </summary>
internal static class StaleTolerance
{
    public static bool Covers(SyntaxNode lookup, SemanticModel? model, ContractReader contracts)
    {
        if (ArgumentAround(lookup) is not { } argument || model is null)
            return false;
        // An argument in parentheses has no operation of its own: it is found through its call.
        var arguments = argument.Parent?.Parent is { } call
            ? model.GetOperation(call) switch
            {
                IInvocationOperation invocation => invocation.Arguments,
                IObjectCreationOperation creation => creation.Arguments,
                _ => [],
            }
            : [];
        foreach (var passed in arguments)
            if (argument.Span.Contains(passed.Syntax.Span))
                return passed.Parameter is { } parameter && (contracts.TraitsOf(parameter) & ReferenceTraits.StaleTolerant) != 0;
        return false;
    }

    private static ArgumentSyntax? ArgumentAround(SyntaxNode node)
    {
        for (; node.Parent is { } parent; node = parent)
            switch (parent)
            {
                case ArgumentSyntax argument:
                    return argument;
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    continue;
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == node:
                    continue;
                case ConditionalExpressionSyntax conditional when conditional.Condition != node:
                    continue;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }:
                    continue;
                default:
                    return null;
            }

        return null;
    }
}
