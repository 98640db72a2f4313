using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Analyzers.Contracts;

/// <summary>What a type does with the parameters of its primary constructor, which has no body to read it off.</summary>
internal static class PrimaryConstructors
{
    /// <summary>
    /// Whether an object keeps the argument: it is a record's, a member mentions the parameter, or an initializer stores it or passes it
    /// on, which is more than to call something on it.
    /// </summary>
    public static bool Keeps(SyntaxNode declaration, IParameterSymbol parameter)
    {
        if (declaration is not TypeDeclarationSyntax type)
            return false;
        if (type is RecordDeclarationSyntax)
            return true;
        foreach (var node in type.DescendantNodes())
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == parameter.Name && IsParameter(name) && IsKept(name))
                return true;
        return false;
    }

    private static bool IsParameter(IdentifierNameSyntax name) =>
        name.Parent is not MemberBindingExpressionSyntax && !(name.Parent is MemberAccessExpressionSyntax member && member.Name == name);

    private static bool IsKept(IdentifierNameSyntax name)
    {
        var isInitializer = name.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: var owner }
            && owner is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax };
        return !isInitializer || name.Parent is not (MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax);
    }
}
