using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Utrace.Analyzers.Flow;

/// <summary>
/// Solves a forward problem over a control flow graph: sweeps in reverse postorder (which is the order of Roslyn's blocks) up to the
/// least fixed point, then one visit of each node, in order, with its final state, in which the exits are told.
/// </summary>
internal sealed class ForwardFlow<TState>
{
    /// <summary>From this many nodes on, ways to the exit are shared.</summary>
    private const int Crowd = 1000;

    private readonly ControlFlowGraph graph;
    private readonly IFlowProblem<TState> problem;
    private readonly CancellationToken cancellation;
    private readonly ExceptionRoutes routes;
    private readonly Dictionary<FlowNode, int> indices = [];
    private readonly List<FlowNode> nodes = [];
    private readonly List<TState> states = [];
    private readonly Dictionary<ControlFlowRegion, BranchContinuation> shared = [];

    // A sweep goes through the blocks in order. What a back edge changes waits for the next: a loop is gone around once for all of its
    // continues, not once for each.
    private SortedSet<(int Block, int Index)> sweep = [];
    private SortedSet<(int Block, int Index)> nextSweep = [];
    private (int Block, int Index) current = (-1, -1);
    private bool telling;

    private ForwardFlow(ControlFlowGraph graph, IFlowProblem<TState> problem, CancellationToken cancellation)
    {
        this.graph = graph;
        this.problem = problem;
        this.cancellation = cancellation;
        routes = new ExceptionRoutes(graph);
    }

    /// <summary>
    /// Solves the problem, then visits each node once more: <paramref name="beforeTelling"/> is called between the two, and from
    /// then on what the problem sees is final.
    /// </summary>
    public static FlowResult<TState> Solve(
        ControlFlowGraph graph, IFlowProblem<TState> problem, TState entry, Action? beforeTelling, CancellationToken cancellation)
    {
        var flow = new ForwardFlow<TState>(graph, problem, cancellation);
        flow.Reach(new FlowNode(0, null), entry);
        while (flow.Next())
            flow.Visit(flow.current.Index);

        beforeTelling?.Invoke();
        flow.telling = true;
        foreach (var index in Enumerable.Range(0, flow.nodes.Count).OrderBy(i => flow.nodes[i].Block).ThenBy(i => i).ToArray())
            flow.Visit(index);
        return new FlowResult<TState>(graph, flow.nodes, flow.states);
    }

    private bool Next()
    {
        if (sweep.Count == 0)
            (sweep, nextSweep) = (nextSweep, sweep);
        if (sweep.Count == 0)
            return false;
        current = sweep.Min;
        sweep.Remove(current);
        return true;
    }

    private void Visit(int index)
    {
        cancellation.ThrowIfCancellationRequested();
        var node = nodes[index];
        var block = graph.Blocks[node.Block];
        var state = states[index];
        if (block.Kind == BasicBlockKind.Exit || problem.IsUnreachable(state))
            return;

        var thrown = new ThrownStates<TState>(problem, routes.IsGuarded(block), routes.IsHandling(block));
        foreach (var operation in block.Operations)
            state = problem.Transfer(operation, state, thrown);

        if (block.ConditionKind != ControlFlowConditionKind.None && block.BranchValue is { } condition)
        {
            var (whenTrue, whenFalse) = problem.Branch(condition, state, thrown);
            var jumpsWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            Follow(block, block.ConditionalSuccessor, jumpsWhenTrue ? whenTrue : whenFalse, node.After);
            Follow(block, block.FallThroughSuccessor, jumpsWhenTrue ? whenFalse : whenTrue, node.After);
        }
        else
        {
            if (block.BranchValue is { } value)
                state = problem.Yield(value, block.FallThroughSuccessor?.Semantics ?? ControlFlowBranchSemantics.None, state, thrown);
            Follow(block, block.FallThroughSuccessor, state, node.After);
        }

        if (thrown.Any)
            Raise(block, null, block.EnclosingRegion, thrown.Joined, node.After);
    }

    private void Follow(BasicBlock block, ControlFlowBranch? branch, TState state, Continuation? after)
    {
        if (branch is null || problem.IsUnreachable(state))
            return;
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Raise(block, new ThrowSite(block.Ordinal, ExceptionRoutes.ThrownType(block)), block.EnclosingRegion, state, after);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(block, state, after);
                break;
            case ControlFlowBranchSemantics.Regular or ControlFlowBranchSemantics.Return:
                Advance(block, branch, 0, state, after);
                break;
        }
    }

    /// <summary>Takes a branch through the next of its finallies, or to where it leads.</summary>
    private void Advance(BasicBlock source, ControlFlowBranch branch, int finallyIndex, TState state, Continuation? after)
    {
        if (finallyIndex < branch.FinallyRegions.Length)
        {
            var region = branch.FinallyRegions[finallyIndex];
            Reach(new FlowNode(region.FirstBlockOrdinal, Pending(source, branch, finallyIndex) with { Outer = after }), state);
        }
        else if (branch.Destination is { Kind: BasicBlockKind.Exit })
        {
            if (telling)
                problem.Exit(new FlowExit(source, branch, IsThrow: false, IsExplicit: true), state);
        }
        else if (branch.Destination is { } destination)
        {
            Reach(new FlowNode(destination.Ordinal, after), problem.Leave(branch, branch.LeavingRegions, state));
        }
    }

    /// <summary>
    /// What waits behind a finally. In a graph that has grown out of proportion (dozens of finallies around dozens of returns) the ways
    /// to the exit share what is left of their way: their states are still told apart, but no longer from which return each came.
    /// </summary>
    private BranchContinuation Pending(BasicBlock source, ControlFlowBranch branch, int finallyIndex)
    {
        var own = new BranchContinuation(source.Ordinal, branch.IsConditionalSuccessor, finallyIndex);
        if (nodes.Count < Crowd || branch.Destination is not { Kind: BasicBlockKind.Exit })
            return own;
        var region = branch.FinallyRegions[finallyIndex];
        if (!shared.TryGetValue(region, out var first))
            shared.Add(region, first = own);
        return first;
    }

    /// <summary>The end of a finally: goes on with what was under way when it was entered. Or that of a filter.</summary>
    private void Resume(BasicBlock block, TState state, Continuation? after)
    {
        if (ExceptionRoutes.IsFilter(block))
        {
            // It said no: the exception goes on outside the handlers of its try, which may lie in a finally itself.
            Raise(block, null, ExceptionRoutes.OutsideHandlers(block), state, after);
            return;
        }
        switch (after)
        {
            case BranchContinuation pending:
                var source = graph.Blocks[pending.Source];
                var branch = pending.IsConditional ? source.ConditionalSuccessor! : source.FallThroughSuccessor!;
                Advance(source, branch, pending.Index + 1, state, pending.Outer);
                break;
            case ThrowContinuation pending:
                Raise(block, pending.Thrown, pending.Region.EnclosingRegion, state, pending.Outer);
                break;
        }
    }

    private void Raise(BasicBlock block, ThrowSite? thrown, ControlFlowRegion? from, TState state, Continuation? after)
    {
        foreach (var step in ExceptionRoutes.Walk(from, thrown, after))
        {
            if (step.Node is { } node)
                Reach(node, state);
            else if (telling)
                problem.Exit(new FlowExit(thrown is null ? block : graph.Blocks[thrown.Block], null, IsThrow: true, IsExplicit: thrown is not null), state);
        }
    }

    private void Reach(FlowNode node, TState state)
    {
        if (telling || problem.IsUnreachable(state))
            return;
        // A handler and a finally have no predecessors in the graph, but ways from everywhere.
        if (graph.Blocks[node.Block] is { Predecessors.Length: not 1 } meeting)
            state = problem.Meet(meeting, state);
        if (!indices.TryGetValue(node, out var index))
        {
            index = nodes.Count;
            indices.Add(node, index);
            nodes.Add(node);
            states.Add(state);
        }
        else
        {
            var joined = problem.Join(states[index], state);
            if (ReferenceEquals(joined, states[index]))
                return;
            states[index] = joined;
        }

        var reached = (node.Block, index);
        if (reached.CompareTo(current) > 0)
            sweep.Add(reached);
        else
            nextSweep.Add(reached);
    }
}
