using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Oracles.Truth;

internal sealed partial class Instrumentation
{
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (model.GetSymbolInfo(node).Symbol is not IMethodSymbol method)
            return base.VisitInvocationExpression(node);
        var visited = (InvocationExpressionSyntax)base.VisitInvocationExpression(node)!;
        SyntaxNode? receiver = (visited.Expression as MemberAccessExpressionSyntax)?.Expression;
        switch (method.ContainingType.Name, method.Name)
        {
            case ("Rcu", "ReadLock"):
                return Call("Lock", Line(node));
            case ("Rcu", "ReadUnlock"):
                return Call("Unlock", Line(node));
            case ("Rcu", "EnterReadScope"):
                return IsInUsing(node) ? Call("UsingScope") : Call("Scope", Line(node));
            case ("ReadScope", "Dispose"):
                return Call("Close", OpenedAt((MemberAccessExpressionSyntax)node.Expression), $"ref {receiver}");
            case ("PidHandle", "Task") when receiver is not null:
                return IsStaleTolerant(node) ? Call("Stale", receiver) : Call("Task", Line(node), receiver);
            case ("PidHandle" or "UtraceEngine", "Put" or "Dispose") when receiver is not null:
                return Call("Put", Line(node), receiver);
            case ("UtraceEngine", "AttachTask" or "TryAttachTask"):
                visited = visited.ReplaceNode(
                    visited.ArgumentList.Arguments[0].Expression,
                    Call("Attach", Line(node.ArgumentList.Arguments[0]), visited.ArgumentList.Arguments[0].Expression));
                break;
            case ("TaskStruct", "AsUnreapedChild"):
                return Call("Claimed", visited);
            case (_, "Add") when node.ArgumentList.Arguments is [var item] && IsCounted(model.GetTypeInfo(item.Expression).Type):
                ExpressionSyntax added = visited.ArgumentList.Arguments[0].Expression;
                return visited.ReplaceNode(added, Call("HandedOn", added));
        }
        if (node.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: var rest } && rest == node)
            return visited;
        if (IsCounted(method.ReturnType))
            return TookAt(node, visited);
        return OutputOf(node, method) is { } output ? Call("TookOut", Line(node), visited, output) : visited;
    }

    public override SyntaxNode? VisitConditionalAccessExpression(ConditionalAccessExpressionSyntax node)
    {
        if (node.WhenNotNull is not InvocationExpressionSyntax call || model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return base.VisitConditionalAccessExpression(node);
        SyntaxNode receiver = Visit(node.Expression)!;
        return (method.ContainingType.Name, method.Name) switch
        {
            ("PidHandle", "Task") => Call("TaskOrNull", Line(node), receiver),
            ("PidHandle" or "UtraceEngine", "Put" or "Dispose") => Call("PutMaybe", Line(node), receiver),
            _ when IsCounted(method.ReturnType) => TookAt(node, base.VisitConditionalAccessExpression(node)),
            _ => base.VisitConditionalAccessExpression(node),
        };
    }

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        SyntaxNode visited = base.VisitMemberAccessExpression(node)!;
        return model.GetSymbolInfo(node).Symbol is IPropertySymbol { Name: "GroupLeader" or "RealParent" }
            ? Call("Related", Line(node), visited)
            : visited;
    }

    public override SyntaxNode? VisitExpressionElement(ExpressionElementSyntax node)
    {
        var visited = (ExpressionElementSyntax)base.VisitExpressionElement(node)!;
        return IsCounted(model.GetTypeInfo(node.Expression).Type) ? visited.WithExpression(Call("HandedOn", visited.Expression)) : visited;
    }

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        var visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
        if (!IsCounted(model.GetTypeInfo(node.Left).Type))
            return visited;
        return model.GetSymbolInfo(node.Left).Symbol switch
        {
            IFieldSymbol when node.Left is IdentifierNameSyntax =>
                visited.WithRight(Call("Instead", Line(node), visited.Left, Call("HandedOn", visited.Right))),
            IFieldSymbol => visited.WithRight(Call("HandedOn", visited.Right)),
            ILocalSymbol => visited.WithRight(
                Call("Instead", Line(node), visited.Left, IsLocalOfCounted(node.Right) ? Call("Alias", visited.Right) : visited.Right)),
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
            || (inner.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != inner))
            inner = inner.Parent;
        return inner.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left is not IdentifierNameSyntax { Identifier.ValueText: "_" },
            IsPatternExpressionSyntax pattern => pattern.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any(),
            EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or UsingStatementSyntax or ExpressionElementSyntax => true,
            _ => false,
        };
    }

    private int OpenedAt(MemberAccessExpressionSyntax dispose) =>
        model.GetSymbolInfo(dispose.Expression).Symbol is { DeclaringSyntaxReferences: [var declaration] }
            ? Line(declaration.GetSyntax())
            : 0;

    private string? OutputOf(InvocationExpressionSyntax node, IMethodSymbol method)
    {
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean)
            return null;
        foreach (ArgumentSyntax argument in node.ArgumentList.Arguments)
        {
            if (!argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) || !IsCounted(model.GetTypeInfo(argument.Expression).Type))
                continue;
            return argument.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax name }
                ? name.Identifier.ValueText
                : argument.Expression.ToString();
        }
        return null;
    }

    private bool IsStaleTolerant(SyntaxNode node)
    {
        while (node.Parent is ParenthesizedExpressionSyntax or ConditionalExpressionSyntax or PostfixUnaryExpressionSyntax)
            node = node.Parent;
        return node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument
            && model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && call.ArgumentList.Arguments.IndexOf(argument) is var index
            && method.Parameters[index].GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "StaleTolerantAttribute");
    }

    private static bool IsInUsing(SyntaxNode node) =>
        node.Parent is UsingStatementSyntax
        || node.FirstAncestorOrSelf<StatementSyntax>() is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }
        || node.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: UsingStatementSyntax };

    private static bool IsCounted(ITypeSymbol? type) => type is { Name: "PidHandle" or "UtraceEngine" };
}
