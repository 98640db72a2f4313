using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Utrace.Analyzers.Flow;

/// <summary>
/// A forward dataflow problem: a domain of states with a join, and the transfer of a state over operations, branches and regions.
/// </summary>
/// <typeparam name="TState">An immutable state of the domain.</typeparam>
internal interface IFlowProblem<TState>
{
    /// <summary>The least state that covers both; <paramref name="known"/> itself where it covers <paramref name="added"/> already.</summary>
    TState Join(TState known, TState added);

    /// <summary>Whether nothing reaches a point with this state.</summary>
    bool IsUnreachable(TState state);

    /// <summary>The state behind one operation of a block. What it may throw goes to <paramref name="thrown"/>.</summary>
    TState Transfer(IOperation operation, TState state, ThrownStates<TState> thrown);

    /// <summary>The states behind a condition that held, and behind one that did not.</summary>
    (TState WhenTrue, TState WhenFalse) Branch(IOperation condition, TState state, ThrownStates<TState> thrown);

    /// <summary>The state behind the evaluation of what a block returns or throws.</summary>
    TState Yield(IOperation value, ControlFlowBranchSemantics semantics, TState state, ThrownStates<TState> thrown);

    /// <summary>The state where a branch has left the scopes of <paramref name="regions"/>.</summary>
    TState Leave(ControlFlowBranch branch, IEnumerable<ControlFlowRegion> regions, TState state);

    /// <summary>The state with which a block is entered where ways meet: what does not matter from there on is to be forgotten.</summary>
    TState Meet(BasicBlock block, TState state);

    /// <summary>Told once for each way out of the graph, after the fixed point is reached.</summary>
    void Exit(FlowExit exit, TState state);
}

/// <summary>How control leaves a graph.</summary>
/// <param name="Source">The block that it leaves from.</param>
/// <param name="Branch">The branch that it leaves by; null for an exception.</param>
/// <param name="IsThrow">By an exception.</param>
/// <param name="IsExplicit">By a <c>throw</c> that is written there, not by one that a call may raise.</param>
internal readonly record struct FlowExit(BasicBlock Source, ControlFlowBranch? Branch, bool IsThrow, bool IsExplicit);

/// <summary>Gathers the states in which an operation may throw; does nothing where no handler of the graph would see them.</summary>
/// <param name="problem">Joins the states.</param>
/// <param name="wanted">Whether a handler or a finally of the graph sees them.</param>
/// <param name="inHandler">Whether the block is part of a handler or a finally itself.</param>
internal sealed class ThrownStates<TState>(IFlowProblem<TState> problem, bool wanted, bool inHandler)
{
    private TState? joined;

    public bool IsWanted => wanted;

    public bool IsInHandler => inHandler;

    public bool Any { get; private set; }

    public TState Joined => joined!;

    public void Add(TState state)
    {
        if (!wanted)
            return;
        joined = Any ? problem.Join(joined!, state) : state;
        Any = true;
    }
}
