using Microsoft.CodeAnalysis.CSharp;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles.Fixes;

/// <summary>
/// Holds what a fix makes of a program against the program: the runs of each are made again with the other, by what was decided,
/// so that a fault or a result is compared with what it was in the same world.
/// </summary>
internal sealed class FixCheck : IDisposable
{
    private const int Runs = 400;

    private static readonly string s_blocking = RunRecord.NameOf(LifetimeViolationKind.SectionOpenAtBlockingCall);

    private readonly string _source;
    private readonly ProgramRuns _before;
    private readonly HashSet<Place> _found;

    private FixCheck(string source)
    {
        _source = source;
        CSharpCompilation compilation = Compiler.Compile(source);
        _found = Analyzed.PlacesIn(compilation);
        _before = new ProgramRuns(compilation);
        _before.Explore(Runs);
    }

    /// <summary>Checks each fix that is offered for a program.</summary>
    public static IReadOnlyList<CheckedFix> Of(string source) => Of(source, OfferedFixes.In(source));

    /// <summary>Checks fixes of a program.</summary>
    public static IReadOnlyList<CheckedFix> Of(string source, IReadOnlyList<OfferedFix> fixes)
    {
        if (fixes.Count == 0)
            return [];
        using var check = new FixCheck(source);
        return [.. fixes.Select(check.Judge)];
    }

    public void Dispose() => _before.Dispose();

    private CheckedFix Judge(OfferedFix fix)
    {
        CSharpCompilation compilation = Compiler.Compile(fix.Source);
        if (Compiler.ErrorsOf(compilation).FirstOrDefault() is { } error)
            return new CheckedFix(fix, FixOutcome.DoesNotCompile, error.ToString());
        var lines = new LineMap(_source, fix.Source);
        using var after = new ProgramRuns(compilation);
        after.Explore(Runs);
        bool isExhaustive = _before.Truth.IsExhaustive && after.Truth.IsExhaustive;
        int compared = 0;
        (FixOutcome, string)? bad = Replay(fix, after, lines, ref compared) ?? Broken(fix, after, lines)
            ?? Findings(fix, Analyzed.PlacesIn(compilation), lines);
        if (bad is var (outcome, because))
            return new CheckedFix(fix, outcome, because, isExhaustive, compared);
        var left = after.Truth.Broken.Concat(after.Truth.Unruled).Where(broken => IsLeftToMend(broken.Key, fix, lines));
        if (left.FirstOrDefault() is { Value: { } blocks })
            return new CheckedFix(fix, FixOutcome.BlocksInSection, blocks, isExhaustive, compared);
        bool wasSeen = fix.Places.Any(_before.Truth.Broken.ContainsKey) && !fix.Places.All(IsByGrammarAlone);
        return new CheckedFix(fix, wasSeen ? FixOutcome.Repaired : FixOutcome.Unseen, "", isExhaustive, compared);
    }

    /// <summary>Every run of before, made again.</summary>
    private (FixOutcome, string)? Replay(OfferedFix fix, ProgramRuns after, LineMap lines, ref int compared)
    {
        foreach (RunRecord was in _before.Records)
        {
            if (!was.IsComparable)
                continue;
            var script = new Script(was.Decisions, lines.Before, lines.After);
            RunRecord now = after.Replay(script);
            bool isSame = was.Seen.SequenceEqual(now.Seen);
            // An event that can not happen any more makes another world: there the results may differ.
            if (!isSame && !script.IsSameWorld)
                continue;
            if (was.IsFine && (now.Leaks || now.Faults.Any(fault => !WasThereAtTimes(fault, lines) && !IsLeftToMend(fault, fix, lines))))
                return (FixOutcome.BreaksAnother, $"{string.Join(", ", now.Kinds)} {string.Join(", ", now.Faults)} by {StoryOf(was)}");
            if (!now.IsComparable)
                continue;
            compared++;
            if (!isSame)
                return (FixOutcome.ChangesResult, $"{Difference(was.Seen, now.Seen)} by {StoryOf(was)}");
        }
        return null;
    }

    // Whether a call in a section comes so far as to block is no matter of the fix.
    private bool WasThereAtTimes(Place fault, LineMap lines) =>
        fault.Rule == s_blocking && Known(lines).Contains((fault.Rule, lines.After(fault.Line)));

    private static bool IsLeftToMend(Place fault, OfferedFix fix, LineMap lines) =>
        fault.Rule == s_blocking && fix.Rule == "UTR1005" && fix.Places.Any(place => lines.Before(place.Line) == lines.After(fault.Line));

    /// <summary>What the runs of after break.</summary>
    private (FixOutcome, string)? Broken(OfferedFix fix, ProgramRuns after, LineMap lines)
    {
        HashSet<(string, int)> mended =
            [.. fix.Places.Where(place => !IsByGrammarAlone(place)).Select(place => (place.Rule, lines.Before(place.Line)))];
        HashSet<(string, int)> known = Known(lines);
        foreach ((Place place, string story) in after.Truth.Broken.Concat(after.Truth.Unruled).OrderBy(broken => broken.Key))
        {
            (string Rule, int) at = (place.Rule, lines.After(place.Line));
            if (mended.Contains(at))
                return (FixOutcome.NotRepaired, $"{place} by {story}");
            if (!known.Contains(at) && !IsLeftToMend(place, fix, lines) && !WasThere(place, after, lines))
                return (FixOutcome.BreaksAnother, $"{place} by {story}");
        }
        return null;
    }

    /// <summary>What the runs or the analyzers say of the program before.</summary>
    private HashSet<(string, int)> Known(LineMap lines) =>
    [
        .. _before.Truth.Broken.Keys.Concat(_before.Truth.Unruled.Keys).Concat(_before.Truth.Tolerated).Concat(_before.Truth.Undecided)
            .Concat(_found).Select(place => (place.Rule, lines.Before(place.Line))),
    ];

    /// <summary>Whether the run that breaks a rule did so before, or did not come so far because it broke another.</summary>
    private bool WasThere(Place place, ProgramRuns after, LineMap lines)
    {
        if (after.Records.FirstOrDefault(record => record.Faults.Contains(place)) is not { } now)
            return false;
        RunRecord was = _before.Replay(new Script(now.Decisions, lines.After, lines.Before));
        return was.IsCut && !was.IsFine
            || was.Faults.Any(fault => fault.Rule == place.Rule && lines.Before(fault.Line) == lines.After(place.Line));
    }

    private (FixOutcome, string)? Findings(OfferedFix fix, HashSet<Place> found, LineMap lines)
    {
        HashSet<(string, int)> mended = [.. fix.Places.Select(place => (place.Rule, lines.Before(place.Line)))];
        HashSet<(string, int)> known = [.. _found.Select(place => (place.Rule, lines.Before(place.Line)))];
        foreach (Place place in found.Order())
        {
            (string, int) at = (place.Rule, lines.After(place.Line));
            if (mended.Contains(at))
                return (FixOutcome.StillFound, place.ToString());
            if (!known.Contains(at))
                return (FixOutcome.FindsAnother, place.ToString());
        }
        return null;
    }

    // Its truth is a comment, which stays when the code is mended: only the analyzers can tell.
    private bool IsByGrammarAlone(Place place) => place.Rule == "UTR1003" && !_before.Truth.Map.Declarations.Contains(place.Line);

    private static string StoryOf(RunRecord record) => string.Join(
        ' ', record.Decisions.Where(one => one.Taken || !one.IsEvent)
            .Select(one => one.IsEvent ? $"{one.What} at {one.Line}" : $"{one.What}: {one.Taken}"));

    private static string Difference(IReadOnlyList<string> was, IReadOnlyList<string> now)
    {
        int at = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"'{was.ElementAtOrDefault(at)}' became '{now.ElementAtOrDefault(at)}'";
    }
}
