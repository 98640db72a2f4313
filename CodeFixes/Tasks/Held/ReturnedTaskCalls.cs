using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>The calls of a method that is to return a pid instead of a task.</summary>
internal sealed class ReturnedTaskCalls(IMethodSymbol method, MethodDeclarationSyntax declaration, HandleApi api)
{
    /// <summary>Gives what is returned to each call a local of its own; false where a call can not have one.</summary>
    public bool Hoist(SourceFile file)
    {
        if (OwnMethod.CallsOf(method, declaration, file) is not { } calls)
            return false;
        var places = new List<Place>();
        foreach (var call in calls.Where(call => Declared(call) is null))
        {
            if (Place.Around(call) is not { } place || places.Exists(other => other.Span.IntersectsWith(place.Span))
                || place is StatementRun run && run.List[0].Parent is not BlockSyntax
                || place is ExpressionBody body && body.IsTree(file.Model)
                || place.IsLoopHeader(call) || !IsFirst(call, place)
                || call.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } })
                return false;
            places.Add(place);
            var local = FreeName.Near(call, "task");
            var type = file.Layout.UsesVar ? "var" : file.Imports.NameOf(
                method.ReturnType, method.ReturnNullableAnnotation == NullableAnnotation.Annotated ? NullableFlowState.MaybeNull : NullableFlowState.NotNull,
                call.SpanStart);
            file.Edits.Replace(call.Span, local);
            if (!place.Write(file, Frame.Above($"{type} {local} = {call};")))
                return false;
        }

        return true;
    }

    /// <summary>Rewrites the calls, each of which fills a local.</summary>
    public bool Rewrite(SourceFile file, string name)
    {
        if (OwnMethod.CallsOf(method, declaration, file) is not { } calls)
            return false;
        var renamed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var given = new HashSet<(SyntaxNode, string)>();
        foreach (var call in calls)
        {
            if (Declared(call) is not var (statement, declarator, type)
                || HeldLocal.Of(declarator, method.ReturnNullableAnnotation != NullableAnnotation.NotAnnotated, api, renamed, file) is not
                    { } local
                || !local.Write(local.FreshName(given)))
                return false;
            if (name != method.Name)
                file.Edits.Replace(Expressions.NameOf(call)!.Identifier.Span, name);
            file.Edits.Insert(statement.SpanStart, "using ");
            if (type.IsVar)
                continue;
            var pid = file.Imports.NameOf(api.Pid, type.SpanStart);
            file.Edits.Replace(type.Span, type is NullableTypeSyntax ? pid + "?" : pid);
        }

        return true;
    }

    /// <summary>The declaration of the local that a call fills, where a <c>using</c> can stand in front of it.</summary>
    private static (LocalDeclarationStatementSyntax, VariableDeclaratorSyntax, TypeSyntax)? Declared(InvocationExpressionSyntax call) =>
        call.Parent is EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax
                {
                    Variables.Count: 1,
                    Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Parent: BlockSyntax } statement,
                } declaration,
            } declarator,
        }
            ? (statement, declarator, declaration.Type)
            : null;

    /// <summary>Whether a call is made whenever its place is reached, and before anything else happens there.</summary>
    private static bool IsFirst(InvocationExpressionSyntax call, Place place) =>
        !Expressions.IsReachedConditionally(call, place.Span)
        && !place.Nodes.SelectMany(node => node.DescendantNodesAndSelf()).Any(node =>
            node.SpanStart < call.SpanStart && !node.Span.Holds(call)
            && node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax
                or AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or ElementAccessExpressionSyntax
                or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression });
}
