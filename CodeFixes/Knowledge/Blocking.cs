using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>Calls that may sleep, by contract, by what is known of the library, or because a method of the project calls one that may: no section may hold them.</summary>
internal static class Blocking
{
    /// <summary>How many methods of the project are looked through, one below the other.</summary>
    private const int Depth = 4;

    /// <summary>The calls in some code, functions inside it left out, that may sleep.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Calls(SourceFile file, IEnumerable<SyntaxNode> nodes) =>
        Mentions.SameFunction(nodes).OfType<InvocationExpressionSyntax>().Where(call => MayBlock(file, call, file.Model, Depth));

    private static bool MayBlock(SourceFile file, InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method)
            return false;
        if ((file.Contracts.TraitsOf(method) & MethodTraits.Pausing) != 0)
            return true;
        if (depth == 0 || !(Declarations.IsInferred(method) || method.MethodKind == MethodKind.LocalFunction)
            || method.DeclaringSyntaxReferences is not [var declared])
            return false;
        var body = declared.GetSyntax(file.Cancellation);
        var inner = body.SyntaxTree == model.SyntaxTree ? model
            : model.Compilation.ContainsSyntaxTree(body.SyntaxTree) ? model.Compilation.GetSemanticModel(body.SyntaxTree)
            : null;
        return inner is not null
            && Mentions.SameFunction([body]).OfType<InvocationExpressionSyntax>().Any(deeper => MayBlock(file, deeper, inner, depth - 1));
    }
}
