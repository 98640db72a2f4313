using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Refactorings;

/// <summary>Expressions that want a read-side section around them.</summary>
internal static class Lookups
{
    /// <summary>Those in some code that have none in the text; functions inside it are left out.</summary>
    public static IEnumerable<ExpressionSyntax> Bare(IEnumerable<SyntaxNode> nodes, SourceFile file) =>
        Mentions.SameFunction(nodes).OfType<ExpressionSyntax>()
            .Where(expression => IsLookup(expression, file) && Sections.Around(expression, file) is null);

    /// <summary>Whether an expression calls, or reads, what needs a section.</summary>
    public static bool IsLookup(ExpressionSyntax expression, SourceFile file) =>
        !Mentions.IsNameOf(expression.Parent) && (expression switch
        {
            InvocationExpressionSyntax call => file.Model.GetSymbolInfo(call, file.Cancellation).Symbol as IMethodSymbol,
            SimpleNameSyntax name => (file.Model.GetSymbolInfo(name, file.Cancellation).Symbol as IPropertySymbol)?.GetMethod,
            _ => null,
        }) is { } method && Needs(method, file);

    /// <summary>Whether a method, or the property that it reads, says that it needs a section.</summary>
    public static bool Needs(IMethodSymbol method, SourceFile file) =>
        (file.Contracts.TraitsOf(method) & MethodTraits.RequiresReadLock) != 0;

    /// <summary>Whether the function around a node says that its caller is in a section.</summary>
    public static bool CallerHolds(SyntaxNode node, SourceFile file) =>
        file.Model.GetEnclosingSymbol(node.SpanStart, file.Cancellation) is IMethodSymbol method && Needs(method, file);
}
