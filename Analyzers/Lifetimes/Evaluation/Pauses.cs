using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>What of a body holds its caller up, for the summary.</summary>
internal sealed class Pauses
{
    private readonly Dictionary<IMethodSymbol, int> firstAwaits = new(SymbolEqualityComparer.Default);

    /// <summary>Whether something may sleep, so that tasks of the caller are broken.</summary>
    public bool Any { get; set; }

    /// <summary>The first place that may sleep in a section of the caller.</summary>
    public SyntaxNode? Blocking { get; private set; }

    /// <summary>The first place that waits for something outside.</summary>
    public SyntaxNode? Waiting { get; private set; }

    public void Block(SyntaxNode place) => Blocking = Earlier(Blocking, place);

    public void Wait(SyntaxNode place) => Waiting = Earlier(Waiting, place);

    /// <summary>Whether who calls a function does not wait for a place in it: it is an iterator, or the place is behind an await.</summary>
    public bool IsDeferred(IMethodSymbol function, SyntaxNode place) => LibraryFacts.IsPlainIterator(function) || IsBehindAwait(function, place);

    /// <summary>Whether a place is behind an await: who calls the function, or goes through what it gave, does not wait for it.</summary>
    public bool IsBehindAwait(IMethodSymbol function, SyntaxNode place)
    {
        if (!function.IsAsync)
            return false;
        if (!firstAwaits.TryGetValue(function, out var end))
            firstAwaits.Add(function, end = Suspensions.FirstAwaitEnd(function));
        return place.SpanStart >= end;
    }

    private static SyntaxNode Earlier(SyntaxNode? known, SyntaxNode place) => known is null || place.SpanStart < known.SpanStart ? place : known;
}
