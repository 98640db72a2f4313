using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>What the call that attached an engine says of it; the same wherever the engine is known.</summary>
/// <param name="Callbacks">The type of its callbacks; null where it is not known exactly.</param>
/// <param name="EndEvents">The events that tell that its task is gone.</param>
/// <param name="Ends">Their names, for a message.</param>
/// <param name="Reached">The variables that hold its data and callbacks, and what those were made of.</param>
internal sealed record Attachment(INamedTypeSymbol? Callbacks, long EndEvents, string Ends, ImmutableArray<ISymbol> Reached)
{
    public static Attachment Unknown { get; } = new(null, 0, "", []);
}
