using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>One way out of a body, or out of a block, in words for a message.</summary>
/// <param name="Place">The return, the throw, the jump, or the brace at the end.</param>
/// <param name="Words">How a message names it: <c>on the path that returns at line 12</c>.</param>
internal sealed record ExitPath(Location Place, string Words);

/// <summary>
/// Gathers what the evaluation of one body finds. Nothing is taken before the fixed point is reached; what several worlds find at one
/// place is one finding.
/// </summary>
internal sealed class Findings
{
    private readonly Dictionary<(FindingKind Kind, SyntaxNode Node), Finding> found = [];
    private readonly Dictionary<SyntaxNode, Debt> debts = [];
    private readonly HashSet<SyntaxNode> settled = [];
    private readonly List<Requirement> requirements = [];

    /// <summary>Whether the state that is evaluated now is final.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The places that need a section of the caller, but for those at which one is missing whatever the caller does.</summary>
    public IReadOnlyList<Requirement> Requirements =>
        [.. requirements.Where(one => !found.ContainsKey((FindingKind.UnprotectedLookup, Quote.Shown(one.Node))))];

    public void Report(FindingKind kind, SyntaxNode node, string detail = "", CountedFamily? family = null, params SyntaxNode?[] story) =>
        Report(kind, node, Quote.Of(Quote.Shown(node)), detail, family, story);

    public void Report(FindingKind kind, SyntaxNode node, string subject, string detail, CountedFamily? family, params SyntaxNode?[] story)
    {
        if (!IsOpen)
            return;
        Add(kind, node, subject, detail, family, Told(story));
    }

    /// <summary>A lookup, or a call that leads to one, that counts on a section of the caller.</summary>
    public void Require(SyntaxNode node, SyntaxNode? inCallee)
    {
        if (!IsOpen || requirements.Any(known => known.Node == node))
            return;
        requirements.Add(new Requirement(node, inCallee));
    }

    /// <summary>A reference is owed, or a section open, on a way out; where others may settle it, only if the body does so on another way.</summary>
    public void Owe(FindingKind kind, SyntaxNode site, string subject, CountedFamily? family, ExitPath path, bool mayBeSettledElsewhere = false)
    {
        if (!IsOpen)
            return;
        if (!debts.TryGetValue(site, out var debt))
            debts.Add(site, debt = new Debt(kind, subject, family, mayBeSettledElsewhere));
        if (!debt.Paths.Any(known => known.Place.Equals(path.Place)))
            debt.Paths.Add(path);
    }

    /// <summary>What the site acquired or opened is put, handed on or closed on some way.</summary>
    public void Settle(SyntaxNode site)
    {
        if (IsOpen)
            settled.Add(site);
    }

    public ImmutableArray<Finding> ToFindings()
    {
        foreach (var pair in debts)
        {
            var debt = pair.Value;
            if (debt.MayBeSettledElsewhere && !settled.Contains(pair.Key))
                continue;
            var paths = debt.Paths.OrderBy(path => path.Place.SourceSpan.Start).ToArray();
            var detail = settled.Contains(pair.Key) ? paths[0].Words : "on any path";
            Add(debt.Kind, pair.Key, debt.Subject, detail, debt.Family, [.. paths.Select(path => path.Place)]);
        }

        return [.. found.Values.OrderBy(finding => finding.Location.SourceSpan.Start).ThenBy(finding => finding.Kind)];
    }

    /// <summary>What a requirement is where nobody can meet it.</summary>
    public static Finding Unmet(Requirement requirement)
    {
        var shown = Quote.Shown(requirement.Node);
        return new Finding(
            FindingKind.UnprotectedLookup, shown.GetLocation(), Quote.Of(shown), "", null, Told([requirement.InCallee]));
    }

    private void Add(FindingKind kind, SyntaxNode node, string subject, string detail, CountedFamily? family, ImmutableArray<Location> story)
    {
        var shown = Quote.Shown(node);
        if (!found.ContainsKey((kind, shown)))
            found.Add((kind, shown), new Finding(kind, shown.GetLocation(), subject, detail, family, story));
    }

    private static ImmutableArray<Location> Told(SyntaxNode?[] story)
    {
        var told = ImmutableArray.CreateBuilder<Location>();
        foreach (var node in story)
            if (node is not null)
                told.Add(Quote.Shown(node).GetLocation());
        return told.ToImmutable();
    }

    private sealed class Debt(FindingKind kind, string subject, CountedFamily? family, bool mayBeSettledElsewhere)
    {
        public bool MayBeSettledElsewhere => mayBeSettledElsewhere;

        public FindingKind Kind => kind;

        public string Subject => subject;

        public CountedFamily? Family => family;

        public List<ExitPath> Paths { get; } = [];
    }
}

/// <summary>A place that needs a section of the caller, and what in a callee makes it need one.</summary>
internal sealed record Requirement(SyntaxNode Node, SyntaxNode? InCallee);
