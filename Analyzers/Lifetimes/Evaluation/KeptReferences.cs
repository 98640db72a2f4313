using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>A reference that a body owned and handed on.</summary>
/// <param name="Family">What is counted.</param>
/// <param name="Places">The expressions that were handed on, in source order.</param>
internal sealed record KeptReference(CountedFamily Family, IReadOnlyList<SyntaxNode> Places);

/// <summary>
/// Gathers, beside the findings of one pass, the owned references that the body hands on. One that is put or given away after that is
/// not told: the place that it was handed to owns nothing.
/// </summary>
internal sealed class KeptReferences
{
    private readonly Dictionary<SyntaxNode, (CountedFamily Family, HashSet<SyntaxNode> Places)> kept = [];
    private readonly HashSet<SyntaxNode> released = [];

    public void Keep(SyntaxNode site, CountedFamily family, SyntaxNode place)
    {
        if (!kept.TryGetValue(site, out var known))
            kept.Add(site, known = (family, []));
        known.Places.Add(place);
    }

    public void Release(SyntaxNode site) => released.Add(site);

    /// <summary>Whether the body puts or gives away what it handed on.</summary>
    public bool IsReleased(SyntaxNode site) => released.Contains(site);

    public IEnumerable<KeptReference> ToList() =>
        from pair in kept
        where !released.Contains(pair.Key)
        orderby pair.Key.SpanStart
        select new KeptReference(pair.Value.Family, [.. pair.Value.Places.OrderBy(place => place.SpanStart)]);
}
