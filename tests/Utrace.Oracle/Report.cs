using Spectre.Console;
using Utrace.Oracles.Fixes;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles;

/// <summary>Prints what a trial has found.</summary>
internal static class Report
{
    private const int Wide = 140;

    /// <returns>The exit code: 0 where the bar is met.</returns>
    public static int Print(Tally tally, int programs, int seed)
    {
        foreach (Disagreement one in tally.Disagreements)
        {
            (Place place, Outcome outcome, string choices) = one.Judgement;
            Console.WriteLine($"---- program {one.Program}: {outcome} {place}; choices: {choices}");
            Console.WriteLine(one.Source);
        }
        foreach ((int program, CheckedFix bad, string source) in tally.BadFixes)
        {
            Console.WriteLine($"==== program {program}: {bad.Outcome} of {string.Join(", ", bad.Fix.Places)} by \"{bad.Fix.Title}\": {bad.Because}");
            Console.WriteLine(source);
            Console.WriteLine("== became");
            Console.WriteLine(bad.Fix.Source);
        }
        if (!AnsiConsole.Profile.Capabilities.Interactive)
            AnsiConsole.Profile.Width = Wide;
        Table table = new Table().AddColumns("rule", "right", "missed", "false", "wrong place", "undecided", "truth");
        foreach (TruthRow row in TruthTable.Rows)
            table.AddRow(
                row.Rule + (row.IsMemorySafety ? " *" : ""), Cell(row, Outcome.Right), Cell(row, Outcome.Missed), Cell(row, Outcome.False),
                Cell(row, Outcome.Misplaced), Cell(row, Outcome.Undecided), Markup.Escape(row.Says));
        AnsiConsole.Write(table);
        long lines = tally.Lines / Math.Max(1, tally.Programs);
        Console.WriteLine($"seed {seed}, {programs} programs of {lines} lines on average, {tally.Runs} runs");
        Console.WriteLine($"all runs within the bounds: {tally.Exhaustive}; sampled: {tally.Programs - tally.Exhaustive}");
        int[] by = tally.ByFaults;
        Console.WriteLine($"clean: {by[0]}; one place broken: {by[1]}; two: {by[2]}; more: {by[3]}");
        Console.WriteLine($"clean with a false alarm: {tally.CleanWithFalse}");
        Console.WriteLine($"not run: {tally.Skipped}");
        Console.WriteLine("faults on purpose: " + string.Join(", ", tally.Injected.Select(fault => $"{fault.Key} {fault.Value}")));
        PrintFixes(tally);
        string[] failures = [.. tally.Failures()];
        foreach (string failure in failures)
            Console.WriteLine($"FAILED: {failure}");
        return failures.Length == 0 ? 0 : 1;

        string Cell(TruthRow row, Outcome outcome) => tally[row.Rule, outcome] is var count and > 0 ? $"{count}" : "";
    }

    private static void PrintFixes(Tally tally)
    {
        if (tally.Fixes.Count == 0)
            return;
        Table table = new Table().AddColumns("fixes of", "offered", "repaired", "fault not seen", "blocks in a section", "bad");
        foreach (var kind in tally.Fixes.GroupBy(one => (one.Key.Rule, one.Key.IsAll)))
        {
            int offered = kind.Sum(one => one.Value);
            int repaired = tally.Fixes.GetValueOrDefault((kind.Key.Rule, kind.Key.IsAll, FixOutcome.Repaired));
            int unseen = tally.Fixes.GetValueOrDefault((kind.Key.Rule, kind.Key.IsAll, FixOutcome.Unseen));
            int blocks = tally.Fixes.GetValueOrDefault((kind.Key.Rule, kind.Key.IsAll, FixOutcome.BlocksInSection));
            table.AddRow(
                kind.Key.Rule + (kind.Key.IsAll ? ", all" : ""), $"{offered}", $"{repaired}", $"{unseen}", $"{blocks}",
                $"{offered - repaired - unseen - blocks}");
        }
        AnsiConsole.Write(table);
        Console.WriteLine($"fixes checked by all runs within the bounds: {tally.FixesByAllRuns}; runs compared: {tally.Compared}");
    }
}
