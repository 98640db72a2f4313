using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Flow;

/// <summary>
/// Which variables and captures of a graph a block, or anything that can run after it, mentions. What is not mentioned any more can be
/// forgotten, so that states do not differ in it. (Liveness, a backward union over the blocks; what kills is that a variable goes out of
/// scope, so that the next turn of a loop does not keep alive what this one declared.)
/// </summary>
internal sealed class LaterMentions
{
    private readonly ControlFlowGraph graph;
    private readonly Dictionary<ISymbol, int> variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, int> captures = [];
    private readonly HashSet<ISymbol> captured = new(SymbolEqualityComparer.Default);
    private readonly ulong[][] mentioned;

    /// <summary>For each block, the variables and captures that are in scope there.</summary>
    private readonly ulong[][] scopes;

    public LaterMentions(ControlFlowGraph graph, CancellationToken cancellation)
    {
        this.graph = graph;
        var direct = new HashSet<int>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            direct[block.Ordinal] = [];
            foreach (var operation in block.Operations)
                Collect(operation, direct[block.Ordinal]);
            if (block.BranchValue is { } value)
                Collect(value, direct[block.Ordinal]);
        }

        foreach (var local in graph.LocalFunctions)
            CollectCaptured(graph.GetLocalFunctionControlFlowGraph(local, cancellation).OriginalOperation);
        var words = (variables.Count + captures.Count + 63) / 64;
        mentioned = new ulong[graph.Blocks.Length][];
        scopes = new ulong[graph.Blocks.Length][];
        for (var i = 0; i < mentioned.Length; i++)
        {
            mentioned[i] = new ulong[words];
            scopes[i] = new ulong[words];
            for (var word = 0; word < words; word++)
                scopes[i][word] = ulong.MaxValue;
            foreach (var index in direct[i])
                mentioned[i][index / 64] |= 1UL << (index % 64);
        }

        FindScopes(graph.Root);
        Solve(cancellation);
    }

    /// <summary>The number of a variable; -1 for one that may be mentioned whenever a nested function runs.</summary>
    public int NumberOf(ISymbol variable) => captured.Contains(variable) ? -1 : variables.TryGetValue(variable, out var index) ? index : -1;

    public int NumberOf(CaptureId capture) => captures.TryGetValue(capture, out var index) ? index : -1;

    /// <summary>Whether a block, or what can run after it, mentions the variable or capture with a number.</summary>
    public bool AtEntry(int block, int number) => number < 0 || (mentioned[block][number / 64] & (1UL << (number % 64))) != 0;

    private void Collect(IOperation root, HashSet<int> into)
    {
        foreach (var operation in root.DescendantsAndSelf())
            switch (operation)
            {
                case ILocalReferenceOperation local:
                    into.Add(IndexOf(local.Local));
                    break;
                case IParameterReferenceOperation parameter:
                    into.Add(IndexOf(parameter.Parameter));
                    break;
                case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                    into.Add(IndexOf(declared));
                    break;
                case IFlowCaptureReferenceOperation capture:
                    into.Add(IndexOf(capture.Id));
                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    CollectCaptured(graph.GetAnonymousFunctionControlFlowGraph(lambda).OriginalOperation);
                    break;
            }
    }

    private void CollectCaptured(IOperation function)
    {
        foreach (var operation in function.Descendants())
            if (operation is ILocalReferenceOperation local)
                captured.Add(local.Local);
            else if (operation is IParameterReferenceOperation parameter)
                captured.Add(parameter.Parameter);
    }

    private int IndexOf(ISymbol variable)
    {
        if (!variables.TryGetValue(variable, out var index))
            variables.Add(variable, index = variables.Count + captures.Count);
        return index;
    }

    private int IndexOf(CaptureId capture)
    {
        if (!captures.TryGetValue(capture, out var index))
            captures.Add(capture, index = variables.Count + captures.Count);
        return index;
    }

    private void FindScopes(ControlFlowRegion region)
    {
        foreach (var local in region.Locals)
            if (variables.TryGetValue(local, out var index))
                CloseOutside(region, index);
        foreach (var capture in region.CaptureIds)
            if (captures.TryGetValue(capture, out var index))
                CloseOutside(region, index);
        foreach (var inner in region.NestedRegions)
            FindScopes(inner);
    }

    private void CloseOutside(ControlFlowRegion region, int index)
    {
        for (var block = 0; block < scopes.Length; block++)
            if (block < region.FirstBlockOrdinal || block > region.LastBlockOrdinal)
                scopes[block][index / 64] &= ~(1UL << (index % 64));
    }

    /// <summary>Backward, last block first: loops and finallies take a few rounds.</summary>
    private void Solve(CancellationToken cancellation)
    {
        var successors = Successors();
        bool changed;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            changed = false;
            for (var block = mentioned.Length - 1; block >= 0; block--)
                foreach (var next in successors[block])
                    changed |= Union(mentioned[block], mentioned[next], scopes[block]);
        }
        while (changed);
    }

    private static bool Union(ulong[] into, ulong[] from, ulong[] scope)
    {
        var changed = false;
        for (var i = 0; i < into.Length; i++)
        {
            var joined = into[i] | (from[i] & scope[i]);
            changed |= joined != into[i];
            into[i] = joined;
        }

        return changed;
    }

    private HashSet<int>[] Successors()
    {
        var successors = new HashSet<int>[graph.Blocks.Length];
        for (var i = 0; i < successors.Length; i++)
            successors[i] = [];
        foreach (var block in graph.Blocks)
        {
            AddBranch(block.FallThroughSuccessor, successors);
            AddBranch(block.ConditionalSuccessor, successors);
            for (var region = block.EnclosingRegion; region is not null; region = region.Kind == ControlFlowRegionKind.Root ? null : region.EnclosingRegion)
                if (region.Kind == ControlFlowRegionKind.Try && region.EnclosingRegion is { } parent)
                    foreach (var handler in parent.NestedRegions)
                        if (handler.Kind != ControlFlowRegionKind.Try)
                            successors[block.Ordinal].Add(handler.FirstBlockOrdinal);
        }

        return successors;
    }

    /// <summary>A branch through finallies goes to each of them, and from the end of each to where it leads.</summary>
    private static void AddBranch(ControlFlowBranch? branch, HashSet<int>[] successors)
    {
        if (branch is null)
            return;
        if (branch.Destination is { } destination)
            successors[branch.Source.Ordinal].Add(destination.Ordinal);
        foreach (var region in branch.FinallyRegions)
        {
            successors[branch.Source.Ordinal].Add(region.FirstBlockOrdinal);
            if (branch.Destination is { } behind)
                successors[region.LastBlockOrdinal].Add(behind.Ordinal);
        }
    }
}
