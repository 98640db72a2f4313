using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Utrace.Analyzers.Flow;

/// <summary>A solved problem: the state at the entry of each node.</summary>
internal sealed class FlowResult<TState>(ControlFlowGraph graph, IReadOnlyList<FlowNode> nodes, IReadOnlyList<TState> states)
{
    public ControlFlowGraph Graph => graph;

    /// <summary>The states with which a block is entered, one for each continuation that it runs in.</summary>
    public IEnumerable<(Continuation? After, TState State)> At(BasicBlock block)
    {
        for (var i = 0; i < nodes.Count; i++)
            if (nodes[i].Block == block.Ordinal)
                yield return (nodes[i].After, states[i]);
    }
}
