using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>A constant that a contract names, with the type that tells it from others of the same number.</summary>
internal sealed record Named(ITypeSymbol Type, object Constant)
{
    public static Named? Of(TypedConstant constant) =>
        constant is { IsNull: false, Kind: TypedConstantKind.Enum or TypedConstantKind.Primitive, Type: { } type, Value: { } value } ? new Named(type, value) : null;

    public bool IsOf(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(Type, type);
}

/// <summary>A call that detaches.</summary>
/// <param name="When">The argument with which it does; null for any.</param>
/// <param name="Pending">The answer that says that a callback may be running still; null for any.</param>
internal sealed record DetachContract(Named? When, Named? Pending);

/// <summary>A call that wants events to be asked for.</summary>
internal sealed record NeedContract(long Events, ImmutableArray<Named> When);

/// <summary>One callback of the type that an engine is attached with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="EventType">The enum of the events.</param>
/// <param name="Events">The events that it is called for.</param>
/// <param name="IsEnd">Whether it says that the task is gone.</param>
/// <param name="IsOptional">Whether to ask for the events makes sense without an override.</param>
/// <param name="IsOverridden">Whether the type reacts to it.</param>
internal sealed record Callback(string Name, ITypeSymbol EventType, long Events, bool IsEnd, bool IsOptional, bool IsOverridden);

/// <summary>Reads what contracts say of engines: of calls, and of the types of their callbacks.</summary>
internal sealed class EngineContracts
{
    private readonly ConcurrentDictionary<IMethodSymbol, DetachContract?> detaches = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, NeedContract?> needs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IParameterSymbol, Named?> news = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, long> needed = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<Callback>> callbacks = new(SymbolEqualityComparer.Default);

    public DetachContract? DetachOf(IMethodSymbol method) => detaches.GetOrAdd(method.OriginalDefinition, static m =>
        Find(m, AttributeNames.Detaches) is { ConstructorArguments: [var when], NamedArguments: var named }
            ? new DetachContract(Named.Of(when), named.Where(pair => pair.Key == "Pending").Select(pair => Named.Of(pair.Value)).FirstOrDefault())
            : null);

    public NeedContract? NeedOf(IMethodSymbol method) => needs.GetOrAdd(method.OriginalDefinition, static m =>
        Find(m, AttributeNames.NeedsEvents) is { ConstructorArguments: [var events, { Kind: TypedConstantKind.Array, Values: var when }] } && Named.Of(events) is { } mask
            ? new NeedContract(BitsOf(mask.Constant), [.. when.Select(Named.Of).OfType<Named>()])
            : null);

    /// <summary>The argument with which a call makes a new engine.</summary>
    public Named? NewWith(IParameterSymbol parameter) => news.GetOrAdd(parameter.OriginalDefinition, static p =>
        p.GetAttributes().FirstOrDefault(attribute => AttributeNames.Is(attribute, AttributeNames.NewWith)) is { ConstructorArguments: [var value] }
            ? Named.Of(value)
            : null);

    /// <summary>All events that some call of an engine type needs.</summary>
    public long NeededBy(ITypeSymbol engine) => needed.GetOrAdd(engine.OriginalDefinition, type =>
    {
        var events = 0L;
        foreach (var member in type.GetMembers())
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                events |= NeedOf(method)?.Events ?? 0;
        return events;
    });

    /// <summary>The callbacks of a type that is known exactly; none for a type that has nothing to do with engines.</summary>
    public ImmutableArray<Callback> CallbacksOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None }
        ? callbacks.GetOrAdd(type.OriginalDefinition, static t => ReadCallbacks(t))
        : [];

    public static long BitsOf(object constant) => constant is ulong big ? unchecked((long)big) : Convert.ToInt64(constant);

    private static ImmutableArray<Callback> ReadCallbacks(ITypeSymbol exact)
    {
        var found = ImmutableArray.CreateBuilder<Callback>();
        var overridden = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        for (var type = exact; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            foreach (var member in type.GetMembers())
            {
                if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
                    continue;
                if (method.OverriddenMethod is { } root)
                    overridden.Add(root.OriginalDefinition);
                if (Directly(method, AttributeNames.Reports) is { ConstructorArguments: [var events], NamedArguments: var named } && Named.Of(events) is { } mask)
                    found.Add(new Callback(
                        method.Name, mask.Type, BitsOf(mask.Constant), Says(named, "IsEnd"), Says(named, "IsOptional"),
                        method.IsAbstract || overridden.Contains(method.OriginalDefinition)));
            }

        return found.ToImmutable();
    }

    private static bool Says(ImmutableArray<KeyValuePair<string, TypedConstant>> named, string what) =>
        named.Any(pair => pair.Key == what && pair.Value.Value is true);

    private static AttributeData? Find(IMethodSymbol method, string name) =>
        Directly(method, name) ?? Declarations.BaseContracts(method).Select(contract => Find(contract.OriginalDefinition, name)).FirstOrDefault(found => found is not null);

    private static AttributeData? Directly(IMethodSymbol method, string name) =>
        method.GetAttributes().FirstOrDefault(attribute => AttributeNames.Is(attribute, name));
}
