using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Where a function first gives its thread away: its caller goes on from there.</summary>
internal static class Suspensions
{
    /// <summary>The end of the first await in the text of an async function.</summary>
    public static int FirstAwaitEnd(IMethodSymbol function)
    {
        var end = int.MaxValue;
        foreach (var declaration in function.DeclaringSyntaxReferences)
        {
            var root = declaration.GetSyntax();
            foreach (var node in root.DescendantNodes(node => node == root || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
                if (EndOf(node) is { } found)
                    end = Math.Min(end, found);
        }

        return end;
    }

    /// <summary>The node that an await is shown at, and its text: an await that is part of a statement is called by its keywords.</summary>
    public static (SyntaxNode Place, string Text) Shown(SyntaxNode place) =>
        place.FirstAncestorOrSelf<SyntaxNode>(node => node is AwaitExpressionSyntax or StatementSyntax) switch
        {
            CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } each => (each.Expression, "await foreach"),
            UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } scope =>
                ((SyntaxNode?)scope.Expression ?? scope.Declaration ?? place, "await using"),
            LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } local => (local.Declaration, "await using"),
            _ => (place, Quote.Of(place)),
        };

    private static int? EndOf(SyntaxNode node) => node switch
    {
        AwaitExpressionSyntax await => await.Span.End,
        CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } each => each.Expression.Span.End,
        UsingStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } scope => scope.Span.End,
        LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword, Parent: { } block } => block.Span.End,
        _ => null,
    };
}
