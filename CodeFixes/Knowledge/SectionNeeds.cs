using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>What code wants of the section that it stands in, and what it does to it.</summary>
internal static class SectionNeeds
{
    private const MethodTraits Moves = MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock;

    /// <summary>Whether code needs no section: it mentions no task, looks none up, and calls nothing that may.</summary>
    /// <param name="file">The file.</param>
    /// <param name="code">The code.</param>
    /// <param name="except">What the same remedy replaces.</param>
    /// <param name="isTried">Whether the analysis is asked about the result: what is inferred of methods is left to it.</param>
    public static bool IsFree(SourceFile file, IEnumerable<SyntaxNode> code, TextSpan except = default, bool isTried = false)
    {
        foreach (var node in code.SelectMany(statement => statement.DescendantNodesAndSelf()))
        {
            if (node is UsingStatementSyntax inner && Sections.IsScope(inner, file))
                return false;
            if (node is not ExpressionSyntax expression || except.Length > 0 && except.Contains(node.Span))
                continue;
            var member = file.Model.GetSymbolInfo(expression, file.Cancellation).Symbol;
            if (file.Contracts.Carries(file.Model.GetTypeInfo(expression, file.Cancellation).Type)
                || MethodOf(member) is { } method && MayNeedSection(file, method, isTried))
                return false;
        }

        return true;
    }

    /// <summary>The calls in some code, functions inside it left out, that open or close sections for who calls them.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Moving(SourceFile file, IEnumerable<SyntaxNode> code, MethodTraits how = Moves) =>
        Mentions.SameFunction(code).OfType<InvocationExpressionSyntax>().Where(call => (TraitsOf(file, call) & how) != 0);

    /// <summary>What a call says that it does to sections, whether its result holds one or not.</summary>
    public static MethodTraits TraitsOf(SourceFile file, InvocationExpressionSyntax call) =>
        file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method ? file.Contracts.TraitsOf(method) : MethodTraits.None;

    /// <summary>Whether some code has directives that leave parts of it out: braces around it could lose one.</summary>
    public static bool IsConditionallyCompiled(SourceFile file, TextSpan span) =>
        file.Root.DescendantTrivia(span, descendIntoTrivia: false).Any(trivia => span.Contains(trivia.Span)
            && (SyntaxKind)trivia.RawKind is SyntaxKind.IfDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia
                or SyntaxKind.ElseDirectiveTrivia or SyntaxKind.EndIfDirectiveTrivia);

    // What is inferred of a method of the project is not looked into.
    private static bool MayNeedSection(SourceFile file, IMethodSymbol method, bool isTried) =>
        method.MethodKind == MethodKind.DelegateInvoke
        || !isTried && (method.MethodKind == MethodKind.LocalFunction || Declarations.IsInferred(method))
        || (file.Contracts.TraitsOf(method) & (MethodTraits.RequiresReadLock | Moves | MethodTraits.AssertsReadLock)) != 0;

    private static IMethodSymbol? MethodOf(ISymbol? member) => member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod;
}
