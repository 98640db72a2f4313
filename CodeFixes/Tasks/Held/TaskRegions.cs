using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Divides the mentions in a file that need the task into regions, each with one lookup.</summary>
internal sealed class TaskRegions
{
    private readonly SourceFile file;
    private readonly List<HeldUse> uses;
    private readonly bool isNullable;
    private readonly List<TaskRegion> regions = [];

    private TaskRegions(SourceFile file, List<HeldUse> uses, bool isNullable)
    {
        this.file = file;
        this.uses = uses;
        this.isNullable = isNullable;
    }

    /// <summary>
    /// The regions, in order; a mention in a place where no section can be held is in none of them.
    /// </summary>
    public static List<TaskRegion> Divide(SourceFile file, List<HeldUse> uses, bool isNullable)
    {
        var division = new TaskRegions(file, uses, isNullable);
        foreach (var use in uses.Where(use => use.Need == Need.Task))
        {
            if (division.regions.Exists(region => region.Place.Span.Holds(use.Access)))
                continue;
            if (division.Candidates(use).FirstOrDefault(division.Serves) is { } place)
                division.Add(place);
        }

        return division.regions;
    }

    /// <summary>The new region swallows what it overlaps, and joins the one before it where one lookup can serve both.</summary>
    private void Add(Place place)
    {
        regions.RemoveAll(region => place.Span.Contains(region.Place.Span));
        var added = Region(place);
        if (regions.LastOrDefault() is { } before && (before.MayJoin(added) || Overlap(before.Place, place)))
        {
            var joined = ((StatementRun)before.Place).Extend(((StatementRun)place).Last);
            if (Serves(joined))
            {
                regions[regions.Count - 1] = Region(joined);
                return;
            }
        }

        regions.Add(added);
    }

    private static bool Overlap(Place one, Place other) =>
        one is StatementRun mine && other is StatementRun theirs && mine.List[0] == theirs.List[0] && theirs.First <= mine.Last;

    private TaskRegion Region(Place place) =>
        new(place, uses.FindAll(use => place.Span.Holds(use.Access) && use.Need != Need.Impossible), file, isNullable);

    /// <summary>
    /// The places that may hold a mention, best first: with the test that guards it, so that the test is made of the task that is
    /// used; else the statement alone.
    /// </summary>
    private IEnumerable<Place> Candidates(HeldUse use)
    {
        if (Place.Around(use.Access) is not { } smallest || smallest.IsLoopHeader(use.Access))
            yield break;
        var reach = new Reach(file, _ => false);
        if (isNullable && use.WantsSure && Sections.Around(use.Access, file) is null && !TestedIn(smallest, use))
            foreach (var guarded in Guarded(smallest))
                if (reach.From(guarded) is { } place && IsSelfContained(place))
                    yield return place;
        if (reach.From(smallest) is { } alone)
            yield return alone;
    }

    private IEnumerable<Place> Guarded(Place place)
    {
        var function = Mentions.FunctionOf(place.Nodes.First());
        for (var inner = place.Nodes.First(); inner is not null && inner != function; inner = inner.Parent)
        {
            if (inner is IfStatementSyntax test && Tests(test.Condition) && Place.Around(test) is { } whole)
                yield return whole;
            if (inner is not StatementSyntax statement || StatementRun.ListOf(statement) is not { } list)
                continue;
            for (var i = list.IndexOf(statement) - 1; i >= 0; i--)
                if (list[i] is IfStatementSyntax guard && Tests(guard.Condition) && Jumps.AlwaysLeaves(guard.Statement))
                    yield return new StatementRun(list, i, list.IndexOf(statement));
        }
    }

    private bool Tests(SyntaxNode condition) =>
        uses.Exists(use => condition.Span.Holds(use.Access) && Mentions.IsNullTest(use.Access));

    private bool TestedIn(Place place, HeldUse use) =>
        uses.Exists(other => place.Span.Holds(other.Access) && other.Name.SpanStart < use.Name.SpanStart
            && Mentions.IsNullTest(other.Access));

    /// <summary>Whether nothing behind the place relies on a test in it: the test is of the looked-up task, not of the pid.</summary>
    private bool IsSelfContained(Place place)
    {
        var member = Mentions.MemberOf(place.Nodes.First());
        return !uses.Exists(use => use.WantsSure && use.Name.SpanStart > place.Span.End && Mentions.MemberOf(use.Name) == member)
            && !uses.Exists(use => use.Need == Need.Pid && use.WantsSure && place.Span.Holds(use.Access)
                && PidArgument.Of(use.Access, file) is not { MayBeStale: true });
    }

    /// <summary>Whether a section can be held, and one task used, all through a place.</summary>
    private bool Serves(Place place)
    {
        if (Mentions.GivesUpControl(place.Nodes) || uses.Exists(use => use.Need == Need.Write && place.Span.Holds(use.Name)))
            return false;
        var isSmall = place is not StatementRun run || run.First == run.Last && run.List[run.First] is not IfStatementSyntax;
        return isSmall || !Blocking.Calls(file, place.Nodes).Any();
    }
}
