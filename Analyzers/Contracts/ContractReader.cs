using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>
/// Reads contracts off the attributes of one compilation and off its contract files; nothing else knows where a contract came from.
/// Attributes are matched by full name, so that a project may declare its own copies.
/// </summary>
internal sealed class ContractReader
{
    private readonly ConcurrentDictionary<ITypeSymbol, TypeRole> roles = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> carriers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, MethodTraits> methods = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ReferenceTraits> references = new(SymbolEqualityComparer.Default);

    private readonly DeclaredContracts declared;
    private readonly ImmutableHashSet<ISymbol> blocking;

    private ContractReader(DeclaredContracts declared, ImmutableHashSet<ISymbol> blocking)
    {
        this.declared = declared;
        this.blocking = blocking;
    }

    /// <summary>A reader of attributes and of what is declared; null where there is neither, so that nothing needs to be analysed.</summary>
    public static ContractReader? For(Compilation compilation, DeclaredContracts declared)
    {
        if (!declared.IsEmpty)
            return new ContractReader(declared, []);
        foreach (var marker in AttributeNames.Markers)
            if (!compilation.GetTypesByMetadataName(AttributeNames.Namespace + "." + marker).IsEmpty)
                return new ContractReader(declared, []);
        return null;
    }

    /// <summary>What calls say of engines, in full.</summary>
    public EngineContracts Engines { get; } = new();

    /// <summary>A reader to which some more methods may block.</summary>
    public ContractReader WithBlocking(ImmutableHashSet<ISymbol> methodsThatBlock) =>
        methodsThatBlock.IsEmpty ? this : new ContractReader(declared, methodsThatBlock);

    /// <summary>What values of a type are.</summary>
    public TypeRole RoleOf(ITypeSymbol? type) => type switch
    {
        null => TypeRole.Plain,
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Select(RoleOf).FirstOrDefault(role => role != TypeRole.Plain),
        { SpecialType: not SpecialType.None } => TypeRole.Plain,
        INamedTypeSymbol => roles.GetOrAdd(type.OriginalDefinition, ReadRole),
        _ => TypeRole.Plain,
    };

    /// <summary>Whether a value of the type can hold a protected reference: as itself, an element, a type argument, a tuple element.</summary>
    public bool Carries(ITypeSymbol? type) => type switch
    {
        null or { SpecialType: not SpecialType.None } or IErrorTypeSymbol => false,
        IArrayTypeSymbol array => Carries(array.ElementType),
        INamedTypeSymbol named => carriers.GetOrAdd(named, t => ReadCarries((INamedTypeSymbol)t)),
        ITypeParameterSymbol => RoleOf(type) == TypeRole.Protected,
        _ => false,
    };

    /// <summary>What is counted, in one word; "reference" where the type does not say.</summary>
    public string CountedWord(ITypeSymbol? type)
    {
        foreach (var candidate in SelfAndBases(type))
        {
            if (declared.OfType(candidate) is { Role: TypeRole.Counted, Word: { } said })
                return said;
            foreach (var attribute in candidate.GetAttributes())
                if (AttributeNames.Is(attribute, AttributeNames.Counted)
                    && attribute.ConstructorArguments is [{ Value: string word }])
                    return word;
        }

        return "reference";
    }

    /// <summary>What a method promises, its own attributes and those of what it overrides or implements taken together.</summary>
    public MethodTraits TraitsOf(IMethodSymbol method) => methods.GetOrAdd(method.OriginalDefinition, ReadTraits);

    /// <summary>What a method says of the reference that it returns.</summary>
    public ReferenceTraits ReturnTraitsOf(IMethodSymbol method) => references.GetOrAdd(method.OriginalDefinition, symbol =>
    {
        var original = (IMethodSymbol)symbol;
        var traits = OwnWords.OfReturn(original) | Declared(original, original.ReturnType);
        foreach (var contract in Declarations.BaseContracts(original))
            traits |= ReturnTraitsOf(contract);
        return traits;
    });

    /// <summary>What a parameter says of the reference that is passed through it.</summary>
    public ReferenceTraits TraitsOf(IParameterSymbol parameter) => references.GetOrAdd(parameter.OriginalDefinition, symbol =>
    {
        var original = (IParameterSymbol)symbol;
        var traits = OwnWords.Of(original) | Declared(original, original.Type);
        if (original.ContainingSymbol is IMethodSymbol method)
            foreach (var contract in Declarations.BaseContracts(method))
                if (original.Ordinal < contract.Parameters.Length)
                    traits |= TraitsOf(contract.Parameters[original.Ordinal]);
        return traits;
    });

    /// <summary>What a property says of the reference that it gives.</summary>
    public ReferenceTraits TraitsOf(IPropertySymbol property) =>
        property.GetMethod is { } getter ? ReturnTraitsOf(getter) : OwnWords.Of(property.GetAttributes());

    /// <summary>The argument with which a method does not return; null where there is none (<c>[DoesNotReturnIf(false)]</c>).</summary>
    public static bool? DoesNotReturnIf(IParameterSymbol parameter)
    {
        foreach (var attribute in parameter.GetAttributes())
            if (attribute is { AttributeClass.Name: "DoesNotReturnIfAttribute", ConstructorArguments: [{ Value: bool answer }] })
                return answer;
        return null;
    }

    /// <summary>What a field says of the reference that it holds.</summary>
    public static ReferenceTraits TraitsOf(IFieldSymbol field) => OwnWords.Of(field.GetAttributes());

    /// <summary>Whether values of a type that is not counted itself are counted where a contract file says so.</summary>
    public bool MayBeCounted(ITypeSymbol type) => declared.MayBeCounted(type);

    private TypeRole ReadRole(ITypeSymbol type)
    {
        foreach (var candidate in SelfAndBases(type))
        {
            if (declared.OfType(candidate).Role is not TypeRole.Plain and var said)
                return said;
            foreach (var attribute in candidate.GetAttributes())
                if (AttributeNames.RoleOf(attribute) is not TypeRole.Plain and var role)
                    return role;
        }

        return TypeRole.Plain;
    }

    /// <summary>What a contract file says of a value. To own or put one of a type that is nothing to us makes that value counted.</summary>
    private ReferenceTraits Declared(ISymbol symbol, ITypeSymbol type)
    {
        var traits = declared.OfReference(symbol);
        return (traits & (ReferenceTraits.Owned | ReferenceTraits.Puts)) != 0 && RoleOf(type) == TypeRole.Plain
            ? traits | ReferenceTraits.CountsValue
            : traits;
    }

    private bool ReadCarries(INamedTypeSymbol type)
    {
        if (RoleOf(type) == TypeRole.Protected)
            return true;
        if (type.TypeKind == TypeKind.Delegate || type.IsUnboundGenericType)
            return false;
        for (var i = 0; i < type.TypeArguments.Length; i++)
            // What only consumes its argument (a comparer, a handler) keeps none.
            if (type.TypeParameters[i].Variance != VarianceKind.In && Carries(type.TypeArguments[i]))
                return true;
        return type.ContainingType is { IsGenericType: true } outer && Carries(outer);
    }

    private MethodTraits ReadTraits(IMethodSymbol method)
    {
        var traits = OwnWords.Of(method) | declared.OfMethod(method) | (blocking.Contains(method) ? MethodTraits.MayBlock : MethodTraits.None);
        if (RoleOf(method.ContainingType) == TypeRole.Counted)
            foreach (var parameter in method.Parameters)
                if ((TraitsOf(parameter) & ReferenceTraits.OfEngines) != 0)
                    traits |= MethodTraits.EngineCall;
        foreach (var contract in Declarations.BaseContracts(method))
            traits |= TraitsOf(contract);
        if (!declared.IsEmpty && CountsValues(method))
            traits |= MethodTraits.CountsValues;
        return traits | ReadScopeTraits(method) | ReadResultTraits(method.ReturnType) | BlockingFacts.TraitsOf(method);
    }

    /// <summary>What an enum says of every method that answers with it, at once or later.</summary>
    private static MethodTraits ReadResultTraits(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var later] })
            type = later;
        if (type.TypeKind == TypeKind.Enum)
            foreach (var attribute in type.GetAttributes())
                if (AttributeNames.Is(attribute, AttributeNames.MustCheck))
                    return MethodTraits.MustCheck;
        return MethodTraits.None;
    }

    private bool CountsValues(IMethodSymbol method) =>
        (ReturnTraitsOf(method) & ReferenceTraits.CountsValue) != 0
        || method.Parameters.Any(parameter => (TraitsOf(parameter) & ReferenceTraits.CountsValue) != 0);

    /// <summary>What makes a scope opens its section, and its disposal closes it; a scope type has no need to say so again.</summary>
    private MethodTraits ReadScopeTraits(IMethodSymbol method)
    {
        if (RoleOf(method.ReturnType) == TypeRole.Scope && method.MethodKind == MethodKind.Ordinary)
            return MethodTraits.AcquiresReadLock;
        if (RoleOf(method.ContainingType) != TypeRole.Scope)
            return MethodTraits.None;
        return method is { MethodKind: MethodKind.Constructor, IsImplicitlyDeclared: false } ? MethodTraits.AcquiresReadLock
            : LibraryFacts.IsDispose(method) ? MethodTraits.ReleasesReadLock
            : MethodTraits.None;
    }

    private static IEnumerable<ITypeSymbol> SelfAndBases(ITypeSymbol? type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
            yield return current;
        if (type is not null)
            foreach (var contract in type.AllInterfaces)
                yield return contract;
    }
}
