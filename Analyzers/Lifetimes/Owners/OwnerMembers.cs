using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>The members of types that can own counted references.</summary>
internal sealed class OwnerMembers(ContractReader contracts, CountedTypes types)
{
    /// <summary>
    /// Whether a type, or a private one in it, has a member that can own: without one there is nothing to look for. Private types belong
    /// to the one that they are in.
    /// </summary>
    public bool AreIn(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
            if (MayOwn(member) || (member is INamedTypeSymbol { DeclaredAccessibility: Accessibility.Private } inner && AreIn(inner)))
                return true;
        return PrimaryParametersOf(type).Any(MayOwn);
    }

    /// <summary>The type as whose members those of a private type count.</summary>
    public static INamedTypeSymbol OutermostOf(INamedTypeSymbol type)
    {
        while (type is { DeclaredAccessibility: Accessibility.Private, ContainingType: { } outer })
            type = outer;
        return type;
    }

    /// <summary>
    /// Whether a member can own: it is storage of an object, of a type that holds counted references. What is static lives as long as
    /// the process, and no cleanup comes after it.
    /// </summary>
    public bool MayOwn(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false, AssociatedSymbol: null } field =>
            types.Keeps(field.Type) && (ContractReader.TraitsOf(field) & ReferenceTraits.Borrowed) == 0 && IsOfSource(field),
        IPropertySymbol { IsStatic: false } property =>
            types.Keeps(property.Type) && IsOfSource(property) && Declarations.IsAutomatic(property)
            && (contracts.TraitsOf(property) & ReferenceTraits.Borrowed) == 0,
        IParameterSymbol { ContainingSymbol: IMethodSymbol constructor } parameter =>
            types.Keeps(parameter.Type) && IsOwned(parameter) && Declarations.IsPrimary(constructor),
        _ => false,
    };

    /// <summary>The references that the primary constructor of a type takes: in a record as properties, elsewhere as they are.</summary>
    public IEnumerable<ISymbol> TakenBy(INamedTypeSymbol type)
    {
        foreach (var parameter in PrimaryParametersOf(type))
            if (IsOwned(parameter))
                yield return PropertyOf(parameter) ?? (ISymbol)parameter;
    }

    /// <summary>The property that a record has for a parameter.</summary>
    public static ISymbol? PropertyOf(IParameterSymbol parameter) =>
        parameter is { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { IsRecord: true } record } constructor }
        && Declarations.IsPrimary(constructor)
            ? record.GetMembers(parameter.Name).FirstOrDefault(member => member is IPropertySymbol)
            : null;

    private static IEnumerable<IParameterSymbol> PrimaryParametersOf(INamedTypeSymbol type) =>
        type.InstanceConstructors.FirstOrDefault(Declarations.IsPrimary)?.Parameters ?? Enumerable.Empty<IParameterSymbol>();

    private bool IsOwned(IParameterSymbol parameter) => (contracts.TraitsOf(parameter) & ReferenceTraits.Owned) != 0;

    private static bool IsOfSource(ISymbol member) => member.Locations is [{ IsInSource: true }, ..];
}
