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
    private readonly EscapedPuts escapes = new();
    private readonly List<Requirement> requirements = [];

    /// <summary>For each parameter that is used as if it were not null, the first place where it is.</summary>
    public ImmutableDictionary<int, SyntaxNode> Unchecked { get; private set; } = ImmutableDictionary<int, SyntaxNode>.Empty;

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

    /// <summary>A member is given a reference while it may hold one still.</summary>
    public void ReportReplaced(SyntaxNode target, ISymbol member, CountedReference given)
    {
        Report(FindingKind.LostReference, target, Quote.OfPlace(target), Lost.OverwrittenMember, given.Family);
        NoteMember(FindingKind.LostReference, target, member, given.Site);
    }

    /// <summary>An engine is kept, and nobody hears of its task's end.</summary>
    /// <param name="events">The events that it asks for.</param>
    /// <param name="subject">What a message calls it.</param>
    /// <param name="how">Where it is kept, and what is missing.</param>
    /// <param name="place">Where it goes there.</param>
    /// <param name="member">The member that keeps it; null where it is kept by something else.</param>
    public void ReportKept(SyntaxNode events, string subject, string how, SyntaxNode place, ISymbol? member)
    {
        Report(FindingKind.EngineWithoutCleanup, events, subject, how, CountedFamily.Engine, place);
        NoteMember(FindingKind.EngineWithoutCleanup, events, member, null);
    }

    private void NoteMember(FindingKind kind, SyntaxNode node, ISymbol? member, SyntaxNode? given)
    {
        var key = (kind, Quote.Shown(node));
        if (found.TryGetValue(key, out var finding))
            found[key] = finding with { Member = member, Given = given };
    }

    /// <summary>A lookup, or a call that leads to one, that counts on a section of the caller.</summary>
    public void Require(SyntaxNode node, SyntaxNode? inCallee)
    {
        if (!IsOpen || requirements.Any(known => known.Node == node))
            return;
        requirements.Add(new Requirement(node, inCallee));
    }

    /// <summary>A parameter is used as if it were not null.</summary>
    public void NoteUnchecked(int parameter, SyntaxNode place)
    {
        if (IsOpen && !Unchecked.ContainsKey(parameter))
            Unchecked = Unchecked.Add(parameter, place);
    }

    /// <summary>A reference is owed, or a section open, on a way out; where others may settle it, only if the body does so on another way.</summary>
    public void Owe(
        FindingKind kind, SyntaxNode site, string subject, CountedFamily? family, ExitPath path, string says = "{0}", bool mayBeSettledElsewhere = false)
    {
        if (!IsOpen)
            return;
        if (!debts.TryGetValue(site, out var debt))
            debts.Add(site, debt = new Debt(kind, subject, family, says, mayBeSettledElsewhere));
        if (!debt.Paths.Any(known => known.Place.Equals(path.Place)))
            debt.Paths.Add(path);
    }

    /// <summary>What the site acquired or opened is put, handed on or closed on some way.</summary>
    public void Settle(SyntaxNode site)
    {
        if (IsOpen)
            settled.Add(site);
    }

    /// <summary>What the site acquired is put on some way.</summary>
    public void Put(SyntaxNode site)
    {
        if (IsOpen)
            escapes.Put(site);
    }

    /// <summary>What the site acquired is handed on, on some way: no <c>using</c> can put it then.</summary>
    public void HandOn(SyntaxNode site)
    {
        if (IsOpen)
            escapes.Silence(site);
    }

    /// <summary>A call may throw while a reference is owed.</summary>
    public void MayEscape(CountedReference owed, SyntaxNode call, bool isGuarded)
    {
        if (IsOpen)
            escapes.Note(owed, call, isGuarded);
    }

    /// <summary>A reference is owed where an exception out of some call leaves the function.</summary>
    public void Escape(CountedReference owed)
    {
        if (IsOpen)
            escapes.Leave(owed.Site);
    }

    /// <summary>
    /// Nobody has a reference any more that is owed: it was overwritten, or it never was in a variable. What is told here is no missing
    /// put of the way on which it happens.
    /// </summary>
    public void Lose(CountedReference lost)
    {
        if (!IsOpen)
            return;
        Settle(lost.Site);
        escapes.Silence(lost.Site);
        if (lost.Overwritten is { } place)
            Report(FindingKind.LostReference, place, Quote.OfPlace(place), Lost.Overwritten, lost.Family, lost.Site);
        else
            Report(FindingKind.LostReference, lost.Site, Quote.OfPlace(lost.Site), lost.IsPutByUsing ? Lost.Dropped : Lost.DroppedValue, lost.Family);
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
            Add(debt.Kind, pair.Key, debt.Subject, debt.Says.Replace("{0}", detail), debt.Family, [.. paths.Select(path => path.Place)]);
        }

        foreach (var (owed, call) in escapes.Found)
            if (!debts.ContainsKey(owed.Site))
                Add(
                    FindingKind.PutOnlyWithoutExceptions, owed.Site, owed.Name!, Thrown(owed, call), owed.Family,
                    [Quote.Shown(call).GetLocation()]);

        // What is kept after a blocking call would not be good without the call either.
        foreach (var (kind, node) in found.Keys.ToArray())
            if (kind == FindingKind.HeldTask)
                found.Remove((FindingKind.UseAfterBlocking, node));
            // What is handed to a method that puts it is used and put at once.
            else if (kind == FindingKind.DoublePut)
                found.Remove((FindingKind.UseAfterPut, node));
        return [.. found.Values.Where(IsFaultOfItsOwn).OrderBy(finding => finding.Location.SourceSpan.Start).ThenBy(finding => finding.Kind)];
    }

    private static string Thrown(CountedReference owed, SyntaxNode call) =>
        "'" + Quote.Of(Quote.Shown(call)) + "' throws; " + (owed.IsPutByUsing ? "declare it with 'using'" : "put it in a 'finally'");

    /// <summary>That an attach sleeps in a section is said by what is said of the task that it is handed, if anything is.</summary>
    private bool IsFaultOfItsOwn(Finding finding)
    {
        if (finding.Kind != FindingKind.BlockingInSection)
            return true;
        foreach (var other in found.Values)
            if (other.Kind == FindingKind.AttachByTask && finding.Location.SourceSpan.Contains(other.Location.SourceSpan))
                return false;
        return true;
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

    private sealed class Debt(FindingKind kind, string subject, CountedFamily? family, string says, bool mayBeSettledElsewhere)
    {
        public bool MayBeSettledElsewhere => mayBeSettledElsewhere;

        public FindingKind Kind => kind;

        public string Subject => subject;

        public CountedFamily? Family => family;

        /// <summary>What a message says around the path.</summary>
        public string Says => says;

        public List<ExitPath> Paths { get; } = [];
    }
}

/// <summary>How a reference was lost, in the words of a message.</summary>
internal static class Lost
{
    public const string Overwritten = "is overwritten while it holds a reference that is not put; put it first";
    public const string OverwrittenMember = "is overwritten while it may still hold a reference that is not put; put it first, or test it for null";
    public const string DroppedValue = "gives a reference that is dropped here and never put; keep it in a variable, and put it";
    public const string Dropped = "gives a reference that is dropped here and never put; keep it with 'using var'";
}

/// <summary>A place that needs a section of the caller, and what in a callee makes it need one.</summary>
internal sealed record Requirement(SyntaxNode Node, SyntaxNode? InCallee);
