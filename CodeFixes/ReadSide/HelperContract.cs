using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.ReadSide;

/// <summary>
/// A method of the project that opens or closes a section for its callers, and does not say so: nothing is wrong with it but the
/// missing word.
/// </summary>
internal static class HelperContract
{
    /// <summary>The word on the method around a call, if its callers do the other half.</summary>
    /// <param name="file">The file.</param>
    /// <param name="call">The call that opens or closes.</param>
    /// <param name="does">Which of the two it does.</param>
    public static Remedy? Declare(SourceFile file, InvocationExpressionSyntax call, MethodTraits does)
    {
        var other = does == MethodTraits.AcquiresReadLock ? MethodTraits.ReleasesReadLock : MethodTraits.AcquiresReadLock;
        if (MethodAround(call, file) is not { } declaration || !HasPartnersIn(file, declaration, other)
            || SectionNeeds.Moving(file, [declaration]).Any(moving => moving != call))
            return null;
        var attribute = does + "Attribute";
        return Annotation.Write(file, declaration, attribute) is { } word && SolutionEdits.Of(file) is { } edits
            ? new Remedy("Annotate", $"Annotate '{declaration.Identifier.ValueText}' with {word}", edits)
            : null;
    }

    /// <summary>Whether some caller of the method around a call does the other half, so that the method is right as it is.</summary>
    public static bool IsRelied(SourceFile file, InvocationExpressionSyntax call, MethodTraits does) =>
        MethodAround(call, file, anywhere: true) is { } declaration
        && HasPartnersIn(
            file, declaration, does == MethodTraits.AcquiresReadLock ? MethodTraits.ReleasesReadLock : MethodTraits.AcquiresReadLock);

    /// <summary>The inferred method that makes a call on every way through it.</summary>
    private static MethodDeclarationSyntax? MethodAround(InvocationExpressionSyntax call, SourceFile file, bool anywhere = false)
    {
        if (Mentions.FunctionOf(call) is not MethodDeclarationSyntax declaration
            || file.Model.GetDeclaredSymbol(declaration, file.Cancellation) is not { } method || !Declarations.IsInferred(method))
            return null;
        if (anywhere || declaration.ExpressionBody?.Expression == call)
            return declaration;
        return call.Parent is ExpressionStatementSyntax statement && statement.Parent == declaration.Body
            && !Mentions.SameFunction([declaration.Body!]).Any(node => node is ReturnStatementSyntax && node.SpanStart < call.SpanStart)
                ? declaration
                : null;
    }

    private static bool HasPartnersIn(SourceFile file, MethodDeclarationSyntax declaration, MethodTraits partner)
    {
        var method = file.Model.GetDeclaredSymbol(declaration, file.Cancellation)!;
        var name = declaration.Identifier.ValueText;
        foreach (var tree in file.Model.Compilation.SyntaxTrees)
        {
            var calls = tree.GetRoot(file.Cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => Expressions.NameOf(call)?.Identifier.ValueText == name).ToList();
            if (calls.Count == 0 || file.Other(tree) is not { } other)
                continue;
            if (calls.Exists(call => SymbolEqualityComparer.Default.Equals(
                    other.Model.GetSymbolInfo(call, file.Cancellation).Symbol?.OriginalDefinition, method)
                && SectionNeeds.Moving(other, [Mentions.FunctionOf(call)], partner).Any()))
                return true;
        }

        return false;
    }
}
