using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>Which types can hold a counted reference.</summary>
internal sealed class CountedTypes(ContractReader contracts)
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> mayHold = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Whether a member of the type keeps counted references: it is one, or an array, collection, tuple, lazy value or task of the
    /// libraries over one. A generic type of somebody's own may put what it holds itself, and what goes through a channel or a completion
    /// source is its receiver's.
    /// </summary>
    public bool Keeps(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => Keeps(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } named => IsOfLibrary(named)
            && named.Name is not ("WeakReference" or "TaskCompletionSource" or "Channel" or "ChannelWriter" or "ChannelReader")
            && Carries(named),
        _ => contracts.RoleOf(type) == TypeRole.Counted,
    };

    /// <summary>Whether a value of the type may be a counted reference or give one: what flows into it is followed.</summary>
    public bool MayHold(ITypeSymbol? type) => IsUntyped(type) || type switch
    {
        IArrayTypeSymbol array => MayHold(array.ElementType),
        INamedTypeSymbol { IsGenericType: true, TypeKind: not TypeKind.Delegate } named => mayHold.GetOrAdd(named, _ => named.TypeArguments.Any(MayHold) || Carries(named)),
        _ => Carries(type),
    };

    /// <summary>Whether a value of the type may be anything, or anything disposable.</summary>
    public bool IsUntyped(ITypeSymbol? type) => type switch
    {
        null => false,
        IDynamicTypeSymbol => true,
        ITypeParameterSymbol => contracts.RoleOf(type) != TypeRole.Counted,
        { SpecialType: SpecialType.System_Object or SpecialType.System_IDisposable or SpecialType.System_Collections_IEnumerable
            or SpecialType.System_Collections_IEnumerator } => true,
        { Name: "IAsyncDisposable" or "ITuple" or "ICollection" or "IList" or "IDictionary", TypeKind: TypeKind.Interface } named =>
            named is INamedTypeSymbol { IsGenericType: false },
        _ => false,
    };

    private bool Carries(ITypeSymbol? type) => type switch
    {
        null or IErrorTypeSymbol or { TypeKind: TypeKind.Delegate } => false,
        IArrayTypeSymbol array => Carries(array.ElementType),
        INamedTypeSymbol { IsGenericType: true } named => known.GetOrAdd(named, _ => ReadCarries(named)),
        _ => contracts.RoleOf(type) == TypeRole.Counted,
    };

    private bool ReadCarries(INamedTypeSymbol type)
    {
        if (contracts.RoleOf(type) == TypeRole.Counted)
            return true;
        if (type.IsUnboundGenericType)
            return false;
        for (var i = 0; i < type.TypeArguments.Length; i++)
            if (type.TypeParameters[i].Variance != VarianceKind.In && Carries(type.TypeArguments[i]))
                return true;
        return type.ContainingType is { IsGenericType: true } outer && Carries(outer);
    }

    private static bool IsOfLibrary(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { Name: "System" };
    }
}
