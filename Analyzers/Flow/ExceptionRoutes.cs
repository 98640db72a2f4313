using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Flow;

/// <summary>The ways of an exception through the regions of a graph: handlers that may take it, finallies that run, and out.</summary>
internal sealed class ExceptionRoutes
{
    private readonly bool[] guarded;
    private readonly bool[] handling;

    public ExceptionRoutes(ControlFlowGraph graph)
    {
        guarded = new bool[graph.Blocks.Length];
        handling = new bool[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            for (var region = block.EnclosingRegion; region is not null && !guarded[block.Ordinal]; region = Outside(region))
                guarded[block.Ordinal] = region.Kind == ControlFlowRegionKind.Try;
            for (var region = block.EnclosingRegion; region is not null && !handling[block.Ordinal]; region = Outside(region))
                handling[block.Ordinal] = region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter;
        }
    }

    /// <summary>One place that an exception goes to; no node where it leaves the graph.</summary>
    public readonly record struct Step(FlowNode? Node);

    /// <summary>Whether a handler or a finally sees what the block throws.</summary>
    public bool IsGuarded(BasicBlock block) => guarded[block.Ordinal];

    /// <summary>Whether a block is part of a handler, a filter or a finally.</summary>
    public bool IsHandling(BasicBlock block) => handling[block.Ordinal];

    /// <summary>Whether the region that ends with a block is a filter, and not a finally around its try.</summary>
    public static bool IsFilter(BasicBlock block)
    {
        var region = block.EnclosingRegion;
        while (region is not null && region.Kind is not (ControlFlowRegionKind.Filter or ControlFlowRegionKind.Finally))
            region = Outside(region);
        return region?.Kind == ControlFlowRegionKind.Filter;
    }

    /// <summary>The static type of what a block throws; null for a rethrow.</summary>
    public static ITypeSymbol? ThrownType(BasicBlock block)
    {
        var value = block.BranchValue;
        while (value is IConversionOperation { IsImplicit: true } conversion)
            value = conversion.Operand;
        return value?.Type;
    }

    /// <summary>The region in which an exception goes on when no handler of its try took it.</summary>
    public static ControlFlowRegion? OutsideHandlers(BasicBlock block)
    {
        var region = block.EnclosingRegion;
        while (region is not null && region.Kind != ControlFlowRegionKind.TryAndCatch)
            region = Outside(region);
        return region is null ? null : Outside(region);
    }

    /// <summary>The region around one, in the same graph: a lambda's root lies inside a region of the graph that declares it.</summary>
    private static ControlFlowRegion? Outside(ControlFlowRegion region) => region.Kind == ControlFlowRegionKind.Root ? null : region.EnclosingRegion;

    /// <summary>All places to which an exception raised in <paramref name="from"/> may go first.</summary>
    public static IEnumerable<Step> Walk(ControlFlowRegion? from, ThrowSite? thrown, Continuation? after)
    {
        for (var region = from; region is not null; region = Outside(region))
        {
            if (region.Kind == ControlFlowRegionKind.Filter)
                yield break; // an exception in a filter is swallowed
            if (region.Kind == ControlFlowRegionKind.Finally)
                after = after?.Outer; // an exception in a finally replaces what was under way
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } parent)
                continue;
            if (parent.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                var last = parent.NestedRegions[parent.NestedRegions.Length - 1];
                yield return new Step(new FlowNode(last.FirstBlockOrdinal, new ThrowContinuation(thrown, parent) { Outer = after }));
                yield break;
            }

            foreach (var handler in parent.NestedRegions)
            {
                if (handler.Kind == ControlFlowRegionKind.Try || !MayCatch(handler, thrown))
                    continue;
                yield return new Step(new FlowNode(handler.FirstBlockOrdinal, after));
                if (CatchesAll(handler, thrown))
                    yield break;
            }
        }

        yield return new Step(null);
    }

    private static bool MayCatch(ControlFlowRegion handler, ThrowSite? thrown) =>
        thrown?.Type is not { } type || CaughtType(handler) is not { } caught || Derives(type, caught) || Derives(caught, type);

    private static bool CatchesAll(ControlFlowRegion handler, ThrowSite? thrown)
    {
        if (handler.Kind != ControlFlowRegionKind.Catch)
            return false; // a filter may say no
        return CaughtType(handler) is not { } caught
            || caught.SpecialType == SpecialType.System_Object
            || caught is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            || (thrown?.Type is { } type && Derives(type, caught));
    }

    private static ITypeSymbol? CaughtType(ControlFlowRegion handler) => handler.Kind == ControlFlowRegionKind.FilterAndHandler
        ? handler.NestedRegions.FirstOrDefault(nested => nested.Kind == ControlFlowRegionKind.Catch)?.ExceptionType
        : handler.ExceptionType;

    private static bool Derives(ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
                return true;
        return false;
    }
}
