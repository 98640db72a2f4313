using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Analyzers.Contracts;

/// <summary>What the declaration of a member says of who may call it and what it stands in for.</summary>
internal static class Declarations
{
    /// <summary>
    /// Whether the contract of a method is what its body does: it is private or internal, has source, and no caller reaches it
    /// through a base or an interface.
    /// </summary>
    public static bool IsInferred(IMethodSymbol method) =>
        method is { IsAbstract: false, IsVirtual: false, IsOverride: false, IsExtern: false, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet }
        && !(method.AssociatedSymbol is IPropertySymbol property && IsAutomatic(property))
        && method.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal
            or Accessibility.NotApplicable
        && !method.DeclaringSyntaxReferences.IsEmpty
        && method.ExplicitInterfaceImplementations.IsEmpty
        && !IsEntryPoint(method);

    /// <summary>Whether a constructor is written out, so that what it does with its arguments can be read off its body.</summary>
    public static bool IsWrittenConstructor(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false }
        && method.DeclaringSyntaxReferences is [var declaration, ..]
        && declaration.GetSyntax() is ConstructorDeclarationSyntax;

    /// <summary>Whether a constructor is the parameter list of its type.</summary>
    public static bool IsPrimary(IMethodSymbol constructor) =>
        constructor is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false }
        && constructor.DeclaringSyntaxReferences is [var declaration, ..]
        && declaration.GetSyntax() is TypeDeclarationSyntax;

    /// <summary>The overridden method and the interface methods whose contracts a method inherits.</summary>
    public static IEnumerable<IMethodSymbol> BaseContracts(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden)
            yield return overridden;
        foreach (var contract in method.ExplicitInterfaceImplementations)
            yield return contract;
        if (method.DeclaredAccessibility != Accessibility.Public || method.IsStatic || method.ContainingType is not { } type
            || method.MethodKind is not (MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet))
            yield break;
        foreach (var contract in type.AllInterfaces)
            foreach (var member in contract.GetMembers(method.Name))
                if (member is IMethodSymbol promised
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(promised), method))
                    yield return promised;
    }

    /// <summary>Whether a <c>using</c> can stand for a type.</summary>
    public static bool IsDisposable(ITypeSymbol type) =>
        IsDisposableContract(type) || type.AllInterfaces.Any(IsDisposableContract)
        || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(IsDisposable));

    private static bool IsDisposableContract(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_IDisposable || type is { Name: "IAsyncDisposable", ContainingNamespace.Name: "System" };

    /// <summary>Whether a property is nothing but a field with accessors, so that what is assigned to it is read from it.</summary>
    public static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType is { } type && property is { IsIndexer: false, IsAbstract: false }
        && type.GetMembers("<" + property.Name + ">k__BackingField") is [IFieldSymbol];

    /// <summary>Whether the body of a method shows that nothing in it throws: it calls and makes nothing, indexes, casts and divides nothing.</summary>
    public static bool IsCalm(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty && method.DeclaringSyntaxReferences.All(declaration =>
        !declaration.GetSyntax().DescendantNodes().Any(node =>
            node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or ThrowStatementSyntax or ThrowExpressionSyntax
                or ElementAccessExpressionSyntax or CastExpressionSyntax or AwaitExpressionSyntax
            || node.IsKind(SyntaxKind.DivideExpression) || node.IsKind(SyntaxKind.ModuloExpression)));

    /// <summary>Whether the program starts with a method.</summary>
    public static bool IsEntryPoint(IMethodSymbol method) =>
        method is { IsStatic: true, Name: WellKnownMemberNames.EntryPointMethodName or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName };
}
