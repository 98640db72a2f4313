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

    /// <summary>The parameters that members go on using after the construction, so that they are fields in all but name.</summary>
    public static IEnumerable<IParameterSymbol> CapturedParametersOf(INamedTypeSymbol type)
    {
        if (type.IsRecord)
            yield break; // its parameters are properties
        foreach (var constructor in type.InstanceConstructors)
            if (constructor.DeclaringSyntaxReferences is [var declaration, ..] && declaration.GetSyntax() is TypeDeclarationSyntax)
                foreach (var parameter in constructor.Parameters)
                    if (type.DeclaringSyntaxReferences.Any(part => IsCaptured(part.GetSyntax(), parameter.Name)))
                        yield return parameter;
    }

    private static bool IsCaptured(SyntaxNode type, string parameter) =>
        type.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == parameter && IsParameter(name) && IsInMemberBody(name) && !IsHidden(name, parameter));

    /// <summary>Whether a mention is run after the construction: initializers and the arguments of a base are not.</summary>
    private static bool IsInMemberBody(IdentifierNameSyntax name) => name.FirstAncestorOrSelf<SyntaxNode>(node =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax or EqualsValueClauseSyntax
            or PrimaryConstructorBaseTypeSyntax or TypeDeclarationSyntax) switch
    {
        BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or BasePropertyDeclarationSyntax => true,
        EqualsValueClauseSyntax initializer => initializer.FirstAncestorOrSelf<SyntaxNode>(node =>
            node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax) is not null,
        _ => false,
    };

    /// <summary>Whether the name means a parameter or a local of the member itself.</summary>
    private static bool IsHidden(IdentifierNameSyntax name, string parameter) =>
        name.Ancestors().TakeWhile(node => node is not TypeDeclarationSyntax).Any(node =>
            node is ParameterListSyntax
            || (node is BaseMethodDeclarationSyntax method && method.ParameterList.Parameters.Any(own => own.Identifier.ValueText == parameter))
            || (node is BlockSyntax block && block.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(own => own.Identifier.ValueText == parameter)));

    private static bool IsParameter(IdentifierNameSyntax name) =>
        name.Parent is not MemberBindingExpressionSyntax && !(name.Parent is MemberAccessExpressionSyntax member && member.Name == name);

    private static bool IsKept(IdentifierNameSyntax name)
    {
        var isInitializer = name.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is { Parent: var owner }
            && owner is PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax };
        return !isInitializer || name.Parent is not (MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax);
    }
}
