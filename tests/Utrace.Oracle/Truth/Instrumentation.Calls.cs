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
                return IsStaleTolerant(node) ? Call("Stale", Line(node), receiver) : Call("Task", Line(node), receiver);
            case ("PidHandle" or "UtraceEngine", "Put" or "Dispose") when receiver is not null:
                return Call("Put", Line(node), receiver);
            case ("UtraceEngine", "AttachTask" or "TryAttachTask"):
                visited = visited.ReplaceNode(
                    visited.ArgumentList.Arguments[0].Expression,
                    Call("Attach", Line(node.ArgumentList.Arguments[0]), visited.ArgumentList.Arguments[0].Expression));
                break;
            case ("TaskStruct", "AsUnreapedChild"):
                return Call("Claimed", visited);
            case (_, "Add" or "Enqueue") when node.ArgumentList.Arguments is [.., var item] && IsCounted(model.GetTypeInfo(item.Expression).Type):
                ExpressionSyntax added = visited.ArgumentList.Arguments[^1].Expression;
                return visited.ReplaceNode(added, Call("HandedOn", added));
        }
        if (node.Parent is ConditionalAccessExpressionSyntax { WhenNotNull: var rest } && rest == node)
            return visited;
        if (IsCounted(method.ReturnType))
            return Call("Took", Line(node), visited);
        return OutputOf(node, method) is { } output ? Call("TookOut", Line(node), visited, output) : visited;
    }

    public override SyntaxNode? VisitAwaitExpression(AwaitExpressionSyntax node)
    {
        SyntaxNode visited = base.VisitAwaitExpression(node)!;
        return IsCounted(model.GetTypeInfo(node).Type) ? Call("Took", Line(node), visited) : visited;
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
            _ when IsCounted(method.ReturnType) => Call("Took", Line(node), base.VisitConditionalAccessExpression(node)),
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

    // Where the scope was opened: where it is declared, or assigned if it is declared without a value.
    private int OpenedAt(MemberAccessExpressionSyntax dispose)
    {
        if (model.GetSymbolInfo(dispose.Expression).Symbol is not { DeclaringSyntaxReferences: [var reference] } scope)
            return 0;
        SyntaxNode declaration = reference.GetSyntax();
        AssignmentExpressionSyntax? assignment = declaration is VariableDeclaratorSyntax { Initializer: null }
            ? declaration.FirstAncestorOrSelf<MemberDeclarationSyntax>()!.DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(one.Left).Symbol, scope))
            : null;
        return Line(assignment ?? declaration);
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
