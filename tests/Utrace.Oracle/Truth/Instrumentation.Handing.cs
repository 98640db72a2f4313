using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Oracles.Truth;

/// <summary>Where a counted reference goes besides a local variable, and where it comes back from.</summary>
internal sealed partial class Instrumentation
{
    public override SyntaxNode? VisitExpressionElement(ExpressionElementSyntax node)
    {
        var visited = (ExpressionElementSyntax)base.VisitExpressionElement(node)!;
        return IsCounted(model.GetTypeInfo(node.Expression).Type) ? visited.WithExpression(Call("HandedOn", visited.Expression)) : visited;
    }

    // Who is made with a reference puts it. So does who has the tuple, but for one that is taken apart at once.
    public override SyntaxNode? VisitArgument(ArgumentSyntax node)
    {
        var visited = (ArgumentSyntax)base.VisitArgument(node)!;
        bool isKept = node.Parent is TupleExpressionSyntax tuple && !IsTakenApart(tuple)
            || node.Parent?.Parent is BaseObjectCreationExpressionSyntax;
        return isKept && node.Expression is not DeclarationExpressionSyntax && IsCounted(model.GetTypeInfo(node.Expression).Type)
            ? visited.WithExpression(Call("HandedOn", visited.Expression))
            : visited;
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        if (!IsCounted(model.GetTypeInfo(node.Left).Type))
            return visited;
        if (node.Right.IsKind(SyntaxKind.NullLiteralExpression) && model.GetSymbolInfo(node.Left).Symbol is not ILocalSymbol)
            return visited;
        return model.GetSymbolInfo(node.Left).Symbol switch
        {
            IFieldSymbol when node.Left is IdentifierNameSyntax =>
                visited.WithRight(Call("Instead", Line(node), visited.Left, Call("HandedOn", visited.Right))),
            IFieldSymbol or IPropertySymbol => visited.WithRight(Call("HandedOn", visited.Right)),
            IParameterSymbol { RefKind: RefKind.Out } => visited.WithRight(Call("GivenOut", Line(node), visited.Right)),
            IParameterSymbol { RefKind: RefKind.Ref } => visited.WithRight(Call("InsteadOfGiven", visited.Left, visited.Right)),
            ILocalSymbol => visited.WithRight(
                Call("Instead", Line(node), visited.Left, IsLocalOfCounted(node.Right) ? Call("Alias", visited.Right) : visited.Right)),
            null => visited.WithRight(Call("HandedOn", visited.Right)), // an element of an array
            _ => visited,
        };
    }

    private bool IsLocalOfCounted(ExpressionSyntax value) =>
        value is IdentifierNameSyntax && model.GetSymbolInfo(value).Symbol is ILocalSymbol { Type: var type } && IsCounted(type);

    private static ExpressionSyntax TookAt(ExpressionSyntax node, SyntaxNode? visited)
    {
        ExpressionSyntax took = Call("Took", Line(node), visited);
        return IsKept(node) ? took : Call("Dropped", took);
    }

    /// <summary>Whether what an expression gives is stored, returned, given a name by a pattern, or put where it stands.</summary>
    private static bool IsKept(ExpressionSyntax node)
    {
        SyntaxNode inner = node;
        while (inner.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }
            or SwitchExpressionArmSyntax or ArgumentSyntax { Parent: TupleExpressionSyntax } or TupleExpressionSyntax
            || (inner.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != inner)
            || (inner is SwitchExpressionArmSyntax && inner.Parent is SwitchExpressionSyntax))
            inner = inner.Parent;
        return inner.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left is not IdentifierNameSyntax { Identifier.ValueText: "_" },
            IsPatternExpressionSyntax pattern => pattern.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any(),
            SwitchStatementSyntax match => match.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Any(),
            EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or UsingStatementSyntax or ExpressionElementSyntax => true,
            _ => false,
        };
    }

    private string? OutputOf(InvocationExpressionSyntax node, IMethodSymbol method)
    {
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean)
            return null;
        foreach (ArgumentSyntax argument in node.ArgumentList.Arguments)
        {
            if (!argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) || !IsCounted(model.GetTypeInfo(argument.Expression).Type))
                continue;
            return NameOf(argument);
        }
        return null;
    }

    /// <summary>What a call without an answer hands back by ref or out.</summary>
    private IEnumerable<string> HandedBack(StatementSyntax statement)
    {
        if (statement is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call })
            yield break;
        foreach (ArgumentSyntax argument in call.ArgumentList.Arguments)
            if (!argument.RefKindKeyword.IsKind(SyntaxKind.None) && IsCounted(model.GetTypeInfo(argument.Expression).Type))
                yield return NameOf(argument);
    }

    private static string NameOf(ArgumentSyntax argument) =>
        argument.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax name }
            ? name.Identifier.ValueText
            : argument.Expression.ToString();

    private static bool IsTakenApart(TupleExpressionSyntax tuple) =>
        tuple.Parent is AssignmentExpressionSyntax { Left: TupleExpressionSyntax or DeclarationExpressionSyntax };
}
