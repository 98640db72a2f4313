using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Utrace.Analyzers.Flow;

/// <summary>
/// Where control goes when the finally that it runs now is done. A finally is analysed once for each way through it, so that an
/// early return and the straight way, or an exception, do not mix there.
/// </summary>
internal abstract record Continuation
{
    /// <summary>What waits behind the finally that encloses this one.</summary>
    public Continuation? Outer { get; init; }
}

/// <summary>A branch on its way through the finallies that it leaves.</summary>
/// <param name="Source">The block that the branch leaves from.</param>
/// <param name="IsConditional">Which of the block's two branches.</param>
/// <param name="Index">Which of the branch's finallies runs now.</param>
internal sealed record BranchContinuation(int Source, bool IsConditional, int Index) : Continuation;

/// <summary>An exception on its way out.</summary>
/// <param name="Thrown">The throw that raised it, where it is written in the graph.</param>
/// <param name="Region">The region whose finally runs now; the exception goes on outside it.</param>
internal sealed record ThrowContinuation(ThrowSite? Thrown, ControlFlowRegion Region) : Continuation;

/// <summary>A <c>throw</c> that is written in the graph.</summary>
/// <param name="Block">The block that ends with it.</param>
/// <param name="Type">The static type of what is thrown; null for a rethrow.</param>
internal sealed record ThrowSite(int Block, ITypeSymbol? Type);

/// <summary>A block in one continuation: the unit that has a state.</summary>
internal readonly record struct FlowNode(int Block, Continuation? After);
