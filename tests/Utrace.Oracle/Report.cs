using Spectre.Console;
using Utrace.Oracles.Fixes;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles;

/// <summary>Prints what a trial has found.</summary>
internal static class Report
{
    /// <returns>The exit code: 0 where the bar is met.</returns>
    public static int Print(Tally tally, int programs, int seed)
    {
        foreach (Disagreement one in tally.Disagreements)
        {
            Console.WriteLine($"---- program {one.Program}: {one.Judgement.Outcome} {one.Judgement.Place}; choices: {one.Judgement.Choices}");
            Console.WriteLine(one.Source);
        }
        foreach ((int program, CheckedFix bad, string source) in tally.BadFixes)
        {
            Console.WriteLine($"==== program {program}: {bad.Outcome} of {bad.Fix.Place} by \"{bad.Fix.Title}\": {bad.Because}");
            Console.WriteLine(source);
            Console.WriteLine("== became");
            Console.WriteLine(bad.Fix.Source);
        }
        Table table = new Table().AddColumns("rule", "right", "missed", "false", "wrong place", "undecided", "truth");
        foreach (TruthRow row in TruthTable.Rows)
            table.AddRow(
                row.Rule + (row.IsMemorySafety ? " *" : ""), Cell(row, Outcome.Right), Cell(row, Outcome.Missed), Cell(row, Outcome.False),
                Cell(row, Outcome.Misplaced), Cell(row, Outcome.Undecided), Markup.Escape(row.Says));
        AnsiConsole.Write(table);
        Console.WriteLine($"seed {seed}, {programs} programs of {tally.Lines / Math.Max(1, tally.Programs)} lines on average, {tally.Runs} runs");
        Console.WriteLine($"all runs within the bounds: {tally.Exhaustive}; sampled: {tally.Programs - tally.Exhaustive}");
        Console.WriteLine($"clean: {tally.ByFaults[0]}; one place broken: {tally.ByFaults[1]}; two: {tally.ByFaults[2]}; more: {tally.ByFaults[3]}");
        Console.WriteLine($"clean with a false alarm: {tally.CleanWithFalse}");
        Console.WriteLine("faults on purpose: " + string.Join(", ", tally.Injected.Select(fault => $"{fault.Key} {fault.Value}")));
        foreach (((string rule, FixOutcome outcome), int count) in tally.Fixes)
            Console.WriteLine($"fixes of {rule}: {count} {outcome}");
        string[] failures = [.. tally.Failures()];
        foreach (string failure in failures)
            Console.WriteLine($"FAILED: {failure}");
        return failures.Length == 0 ? 0 : 1;

        string Cell(TruthRow row, Outcome outcome) => tally[row.Rule, outcome] is var count and > 0 ? $"{count}" : "";
    }
}
