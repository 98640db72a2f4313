using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Promises;

/// <summary>Whether a type puts what one of its fields holds, so that what is stored there has found its owner.</summary>
internal static class Keepers
{
    public static bool IsPutByItsType(ISymbol member, ITypeSymbol held, ContractReader contracts)
    {
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
            foreach (var node in part.GetSyntax().DescendantNodes())
                if (node is IdentifierNameSyntax name && name.Identifier.ValueText == member.Name && IsPut(name, held, contracts))
                    return true;
        return false;
    }

    /// <summary>Whether a mention of the field puts it: <c>_pid.Put()</c>, <c>_pid?.Dispose()</c>, <c>using (_pid)</c>.</summary>
    private static bool IsPut(IdentifierNameSyntax name, ITypeSymbol held, ContractReader contracts)
    {
        ExpressionSyntax field = name;
        while (field.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }
            || (field.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own && own.Name == field))
            field = (ExpressionSyntax)field.Parent;
        var called = field.Parent switch
        {
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access when access.Expression == field => access.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax bound } } access
                when access.Expression == field => bound.Name,
            _ => null,
        };
        return called is null
            ? field.Parent is UsingStatementSyntax
            : held.GetMembers(called.Identifier.ValueText).OfType<IMethodSymbol>().Any(method =>
                (contracts.TraitsOf(method) & MethodTraits.Puts) != 0 || LibraryFacts.IsDispose(method));
    }
}
