using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>A method of which all callers are at hand, so that what it takes and gives can be changed with them.</summary>
internal static class OwnMethod
{
    /// <summary>Whether all that can call the method stands in this file, and nobody else says what it takes and gives.</summary>
    public static bool IsOnlyOurs(IMethodSymbol method, SourceFile file) =>
        method is { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary, IsAsync: false, RefKind: RefKind.None }
        && !method.IsPartialDefinition && method.PartialDefinitionPart is null && method.ExplicitInterfaceImplementations.IsEmpty
        && method.ContainingType.DeclaringSyntaxReferences.All(part => part.SyntaxTree == file.Root.SyntaxTree);

    /// <summary>All calls; null where the method is mentioned without one, or calls itself.</summary>
    public static List<InvocationExpressionSyntax>? CallsOf(IMethodSymbol method, MethodDeclarationSyntax declaration, SourceFile file)
    {
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var name in file.Root.DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText != method.Name
                || file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is not IMethodSymbol found
                || !SymbolEqualityComparer.Default.Equals(found.OriginalDefinition, method.OriginalDefinition))
                continue;
            var access = name.Parent is MemberAccessExpressionSyntax member && member.Name == name ? member : (ExpressionSyntax)name;
            if (access.Parent is not InvocationExpressionSyntax call || call.Expression != access || declaration.Span.Holds(call))
                return null;
            calls.Add(call);
        }

        return calls;
    }

    /// <summary>Whether the pid of a value can be taken where the value is given away.</summary>
    public static bool MayTakePid(ExpressionSyntax value, SourceFile file) =>
        Mentions.IsNull(value) || Sections.Around(value, file) is not null;

    /// <summary>The name of the method when it gives a pid: the old one where the new one is taken.</summary>
    public static string Renamed(IMethodSymbol method) =>
        HeldValue.Renamed(method.Name) is var name && method.ContainingType.GetMembers(name).Any() ? method.Name : name;
}
