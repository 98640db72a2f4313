using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>Whether an expression can be evaluated in a statement above the one in which it stands, and nobody sees a difference.</summary>
internal sealed class EvaluationOrder
{
    private readonly SourceFile file;
    private readonly ExpressionSyntax moved;
    private readonly bool callsOwn;

    private EvaluationOrder(SourceFile file, ExpressionSyntax moved)
    {
        this.file = file;
        this.moved = moved;
        var type = file.Model.GetEnclosingSymbol(moved.SpanStart, file.Cancellation)?.ContainingType;
        callsOwn = moved.DescendantNodesAndSelf().Any(node =>
            node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax
            && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(node, file.Cancellation).Symbol?.ContainingType, type));
    }

    /// <summary>Whether a place always evaluates the expression, once, and nothing before it that would notice, or be noticed.</summary>
    public static bool IsFirst(SourceFile file, ExpressionSyntax moved, Place place)
    {
        if (place.IsLoopHeader(moved) || Expressions.IsReachedConditionally(moved, place.Span))
            return false;
        var order = new EvaluationOrder(file, moved);
        for (SyntaxNode inner = moved; inner.Parent is { } outer && place.Span.Contains(inner.Span) && !place.Nodes.Contains(inner); inner = outer)
        {
            if (outer.ChildNodes().TakeWhile(child => child != inner).Any(child => !order.IsUnaffected(child)))
                return false;
        }

        return true;
    }

    /// <summary>Whether it makes no difference if a node is evaluated before or behind the expression.</summary>
    private bool IsUnaffected(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => IsSteady(name),
        MemberAccessExpressionSyntax access => IsUnaffected(access.Expression) && IsSteady(access.Name),
        MemberBindingExpressionSyntax binding => IsSteady(binding.Name),
        AnonymousFunctionExpressionSyntax or LiteralExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or TypeSyntax
            or NameColonSyntax or TypeOfExpressionSyntax or DefaultExpressionSyntax or InterpolatedStringTextSyntax => true,
        InvocationExpressionSyntax call => Mentions.IsNameOf(call.ArgumentList.Arguments.FirstOrDefault()),
        BinaryExpressionSyntax binary => binary.Kind() is not (SyntaxKind.DivideExpression or SyntaxKind.ModuloExpression)
            && IsBuiltIn(binary) && IsUnaffected(binary.Left) && IsUnaffected(binary.Right),
        PrefixUnaryExpressionSyntax { RawKind: not ((int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression) } unary =>
            IsBuiltIn(unary) && IsUnaffected(unary.Operand),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure => IsUnaffected(sure.Operand),
        ParenthesizedExpressionSyntax or ArgumentSyntax or BaseArgumentListSyntax or InterpolationSyntax or EqualsValueClauseSyntax
            or ConditionalAccessExpressionSyntax or VariableDeclaratorSyntax or PatternSyntax => node.ChildNodes().All(IsUnaffected),
        _ => false,
    };

    private bool IsSteady(SimpleNameSyntax name) => file.Model.GetSymbolInfo(name, file.Cancellation).Symbol switch
    {
        ILocalSymbol or IParameterSymbol => !moved.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(inside =>
            inside.Identifier.ValueText == name.Identifier.ValueText && (Mentions.IsWritten(inside) || IsStepped(inside))),
        IFieldSymbol field => field.IsReadOnly || field.IsConst || !callsOwn,
        // What a reference is asked for does not hang on other references.
        IPropertySymbol property => file.Contracts.RoleOf(property.ContainingType) == TypeRole.Counted,
        INamespaceOrTypeSymbol or IMethodSymbol or IDiscardSymbol => true,
        null => name.Identifier.ValueText is "_" or "var",
        _ => false,
    };

    private bool IsBuiltIn(ExpressionSyntax operation) =>
        file.Model.GetSymbolInfo(operation, file.Cancellation).Symbol is null or IMethodSymbol { MethodKind: MethodKind.BuiltinOperator };

    private static bool IsStepped(ExpressionSyntax name) => name.Parent is not null && (SyntaxKind)name.Parent.RawKind is
        SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
        or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression;
}
