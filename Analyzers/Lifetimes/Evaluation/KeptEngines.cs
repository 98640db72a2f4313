using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// The engines that a body attaches and keeps where nothing takes them out again, and the events that it asks for. An order between the
/// two makes no difference, so that no world has to remember it.
/// </summary>
internal sealed class KeptEngines
{
    private readonly Dictionary<SyntaxNode, Kept> engines = [];

    /// <summary>The engine that was attached at the site is kept.</summary>
    /// <param name="site">Where it was attached.</param>
    /// <param name="how">Where it is kept, and what is missing.</param>
    /// <param name="place">Where it goes there.</param>
    /// <param name="member">The member that keeps it; null where its data is what is kept.</param>
    public void Keep(SyntaxNode site, string how, SyntaxNode place, ISymbol? member)
    {
        var kept = Of(site);
        if (kept.Place is null)
            kept.Member = member;
        kept.Place ??= place;
        kept.How ??= how;
    }

    /// <summary>The engine that was attached at the site asks for events.</summary>
    /// <param name="site">Where it was attached.</param>
    /// <param name="name">What a message calls it.</param>
    /// <param name="events">The expression.</param>
    /// <param name="tellsEnd">Whether its end is among them, or may be.</param>
    public void Ask(SyntaxNode site, string name, SyntaxNode events, bool tellsEnd)
    {
        var kept = Of(site);
        kept.Subject ??= name;
        kept.Events ??= events;
        kept.TellsEnd |= tellsEnd;
    }

    public void Report(Findings findings)
    {
        foreach (var kept in engines.Values)
            if (kept is { TellsEnd: false, Events: { } events, Place: { } place, Subject: { } subject, How: { } how })
                findings.ReportKept(events, subject, how, place, kept.Member);
    }

    private Kept Of(SyntaxNode site)
    {
        if (!engines.TryGetValue(site, out var kept))
            engines.Add(site, kept = new Kept());
        return kept;
    }

    private sealed class Kept
    {
        public SyntaxNode? Place { get; set; }

        public ISymbol? Member { get; set; }

        public string? Subject { get; set; }

        public string? How { get; set; }

        public SyntaxNode? Events { get; set; }

        public bool TellsEnd { get; set; }
    }
}
