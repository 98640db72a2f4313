using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// The references that an exception out of a call may leave behind. Outside any <c>try</c> the exception leaves the function from the
/// call; inside one it does so only if the reference is still owed behind the handlers and finallies.
/// </summary>
internal sealed class EscapedPuts
{
    private readonly Dictionary<SyntaxNode, Escape> escapes = [];
    private readonly HashSet<SyntaxNode> put = [];
    private readonly HashSet<SyntaxNode> silent = [];
    private readonly HashSet<SyntaxNode> left = [];

    /// <summary>What an exception may leave behind and some way puts, each with the first call that may throw.</summary>
    public IEnumerable<(CountedReference Owed, SyntaxNode Call)> Found
    {
        get
        {
            foreach (var pair in escapes)
                if (put.Contains(pair.Key) && !silent.Contains(pair.Key) && pair.Value.First(left.Contains(pair.Key)) is { } call)
                    yield return (pair.Value.Owed, call);
        }
    }

    public void Put(SyntaxNode site) => put.Add(site);

    /// <summary>Nothing is to be said of what a site acquires.</summary>
    public void Silence(SyntaxNode site) => silent.Add(site);

    public void Leave(SyntaxNode site) => left.Add(site);

    public void Note(CountedReference owed, SyntaxNode call, bool isGuarded)
    {
        if (!escapes.TryGetValue(owed.Site, out var escape))
            escapes.Add(owed.Site, escape = new Escape(owed));
        escape.Note(call, isGuarded);
    }

    private sealed class Escape(CountedReference owed)
    {
        private SyntaxNode? unguarded;
        private SyntaxNode? guarded;

        public CountedReference Owed => owed;

        public void Note(SyntaxNode call, bool isGuarded)
        {
            if (isGuarded)
                guarded = Earlier(guarded, call);
            else
                unguarded = Earlier(unguarded, call);
        }

        public SyntaxNode? First(bool leaves) => leaves && guarded is not null ? Earlier(unguarded, guarded) : unguarded;

        private static SyntaxNode Earlier(SyntaxNode? known, SyntaxNode call) => known is null || call.SpanStart < known.SpanStart ? call : known;
    }
}
