using Utrace.Oracles.Fixes;
using Utrace.Oracles.Grammar;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles;

/// <summary>A disagreement, made small.</summary>
internal sealed record Disagreement(int Program, Judgement Judgement, string Source);

/// <summary>The figures of many programs.</summary>
internal sealed class Tally
{
    private readonly Dictionary<(string Rule, Outcome Outcome), int> _counts = [];

    public int Programs { get; private set; }

    /// <summary>Programs that could not be run.</summary>
    public int Skipped { get; set; }

    public int Clean { get; private set; }

    public int CleanWithFalse { get; private set; }

    public int Exhaustive { get; private set; }

    public long Runs { get; private set; }

    public long Lines { get; private set; }

    /// <summary>How many programs had none, one, two or more rules and places broken.</summary>
    public int[] ByFaults { get; } = new int[4];

    public SortedDictionary<string, int> Injected { get; } = new(StringComparer.Ordinal);

    public List<Disagreement> Disagreements { get; } = [];

    /// <summary>The fixes that were offered, by rule and by what came of them.</summary>
    public SortedDictionary<(string Rule, bool IsAll, FixOutcome Outcome), int> Fixes { get; } = [];

    /// <summary>How many of them were checked by all runs within the bounds.</summary>
    public int FixesByAllRuns { get; private set; }

    /// <summary>How many runs were held against the same run before a fix.</summary>
    public long Compared { get; private set; }

    /// <summary>The fixes that went wrong.</summary>
    public List<(int Program, CheckedFix Fix, string Source)> BadFixes { get; } = [];

    public int this[string rule, Outcome outcome] => _counts.GetValueOrDefault((rule, outcome));

    public int All(Outcome outcome) => _counts.Where(count => count.Key.Outcome == outcome).Sum(count => count.Value);

    public void Add(GeneratedProgram program, Comparison comparison)
    {
        Programs++;
        Runs += comparison.Truth.Runs;
        Lines += program.Source.AsSpan().Count('\n');
        Exhaustive += comparison.Truth.IsExhaustive ? 1 : 0;
        ByFaults[Math.Min(3, comparison.Truth.Broken.Keys.Count(place => !TruthTable.IsHint(place.Rule)))]++;
        foreach (string fault in program.Faults)
            Injected[fault] = Injected.GetValueOrDefault(fault) + 1;
        foreach (Judgement judgement in comparison.Judgements)
        {
            (string, Outcome) key = (judgement.Place.Rule, judgement.Outcome);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
        if (!comparison.IsClean)
            return;
        Clean++;
        CleanWithFalse += comparison.Judgements.Any(one => one.Outcome == Outcome.False && !TruthTable.IsHint(one.Place.Rule)) ? 1 : 0;
    }

    public void Add(int program, string source, CheckedFix fix)
    {
        (string, bool, FixOutcome) key = (fix.Fix.Rule, fix.Fix.IsAll, fix.Outcome);
        Fixes[key] = Fixes.GetValueOrDefault(key) + 1;
        FixesByAllRuns += fix.IsExhaustive ? 1 : 0;
        Compared += fix.Compared;
        if (fix.IsBad)
            BadFixes.Add((program, fix, source));
    }

    /// <summary>What of the bar is not met; empty where all is.</summary>
    public IEnumerable<string> Failures()
    {
        foreach (TruthRow row in TruthTable.Rows.Where(row => !TruthTable.IsHint(row.Rule)))
        {
            int missed = this[row.Rule, Outcome.Missed];
            int true_ = this[row.Rule, Outcome.Right] + this[row.Rule, Outcome.Misplaced] + missed;
            if (row.IsMemorySafety && missed > 0)
                yield return $"{row.Rule} is a memory-safety rule, and {missed} of {true_} were missed";
            else if (missed * 1000 > Math.Max(true_, 1000))
                yield return $"{row.Rule}: {missed} of {true_} were missed, more than 1 in 1,000";
        }
        if (BadFixes.Count > 0)
            yield return $"{BadFixes.Count} fixes went wrong";
        if (CleanWithFalse * 200 > Math.Max(Clean, 200))
            yield return $"{CleanWithFalse} of {Clean} clean programs had a false alarm, more than 1 in 200";
    }
}
