using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>
/// From where an owned reference is stored, over all that passes it on, to whether anything puts it: a walk over variables, members and
/// methods, without regard to the order of statements.
/// </summary>
internal sealed class OwnerSearch(Mentions mentions, ValueFlow flow, Func<ISymbol, Mentions, bool> addOutsiders)
{
    private readonly Dictionary<IOperation, Destinations> followed = [];
    private readonly Dictionary<ISymbol, List<ISymbol>?> reached = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> aliases = new(SymbolEqualityComparer.Default);

    /// <summary>A collection that is known under another name is filled under that name too.</summary>
    public void AddAliasesOf(ISymbol member)
    {
        foreach (var mention in mentions.Of(Destinations.Named(member)))
            foreach (var other in Follow(mention).Symbols)
            {
                if (!IsCollection(other))
                    continue;
                if (!aliases.TryGetValue(other, out var known))
                    aliases.Add(other, known = new(SymbolEqualityComparer.Default));
                known.Add(Destinations.Named(member));
            }
    }

    /// <summary>All that a reference reaches from some variables and members; null where something puts it, or may.</summary>
    public IReadOnlyList<ISymbol>? From(IEnumerable<ISymbol> starts)
    {
        var all = new List<ISymbol>();
        foreach (var start in starts)
        {
            if (!reached.TryGetValue(start, out var found))
                reached.Add(start, found = Walk(start));
            if (found is null)
                return null;
            foreach (var symbol in found)
                if (!all.Contains(symbol, SymbolEqualityComparer.Default))
                    all.Add(symbol);
        }

        return all;
    }

    /// <summary>What can be seen from inside the type comes first; the rest of the compilation is asked only where that puts nothing.</summary>
    private List<ISymbol>? Walk(ISymbol start)
    {
        if (WalkKnown(start) is not { } near || !near.Any(IsStorage))
            return WalkKnown(start);
        var isMore = false;
        foreach (var symbol in near)
            isMore |= addOutsiders(symbol, mentions);
        return isMore ? WalkKnown(start) : near;
    }

    private List<ISymbol>? WalkKnown(ISymbol start)
    {
        var order = new List<ISymbol> { start };
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { start };
        for (var i = 0; i < order.Count; i++)
        {
            if (IsUnknown(order[i]))
                return null;
            foreach (var next in NextOf(order[i]))
            {
                if (next is null)
                    return null;
                if (seen.Add(next))
                    order.Add(next);
            }
        }

        return order;
    }

    /// <summary>Whether what holds the reference is not to be followed: it lives as long as the process, or is of another assembly.</summary>
    private static bool IsUnknown(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { IsIndexer: true, DeclaredAccessibility: not Accessibility.Private } => true, // it has no name to look for
        IFieldSymbol or IPropertySymbol => symbol.IsStatic || symbol.DeclaringSyntaxReferences.IsEmpty,
        _ => false,
    };

    private IEnumerable<ISymbol?> NextOf(ISymbol symbol)
    {
        if (symbol.ContainingType is { } type)
            mentions.AddType(type);
        if (symbol is IParameterSymbol parameter && OwnerMembers.PropertyOf(parameter) is { } recorded)
            yield return recorded;
        if (symbol is IPropertySymbol property)
            foreach (var contract in ContractsOf(property))
                yield return contract;
        if (aliases.TryGetValue(symbol, out var others))
            foreach (var other in others)
                yield return other;
        foreach (var mention in mentions.Of(symbol))
        {
            if (mention is IMethodReferenceOperation)
                yield return null; // a delegate may give the reference to anybody
            var to = Follow(mention);
            if (to.IsSettled)
                yield return null;
            foreach (var next in to.Symbols)
                yield return next;
        }
    }

    private Destinations Follow(IOperation mention)
    {
        if (!followed.TryGetValue(mention, out var to))
            followed.Add(mention, to = flow.Of(mention));
        return to;
    }

    /// <summary>The properties under whose names others see this one.</summary>
    private static IEnumerable<ISymbol> ContractsOf(IPropertySymbol property)
    {
        if (property.OverriddenProperty is { } overridden)
            yield return Destinations.Named(overridden);
        foreach (var contract in property.ContainingType.AllInterfaces)
            foreach (var member in contract.GetMembers().OfType<IPropertySymbol>())
                if (SymbolEqualityComparer.Default.Equals(property.ContainingType.FindImplementationForInterfaceMember(member), property))
                    yield return Destinations.Named(member);
    }

    private static bool IsStorage(ISymbol symbol) => symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol;

    private bool IsCollection(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => flow.IsCollection(local.Type),
        IParameterSymbol parameter => flow.IsCollection(parameter.Type),
        IPropertySymbol property => flow.IsCollection(property.Type),
        IMethodSymbol method => flow.IsCollection(method.ReturnType),
        _ => false,
    };
}
