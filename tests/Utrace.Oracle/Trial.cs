using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Utrace.Oracles.Fixes;
using Utrace.Oracles.Grammar;
using Utrace.Oracles.Shrinking;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles;

/// <summary>Generates programs from a seed and holds the verdicts against the truth.</summary>
public static class Trial
{
    private const int MostShrunk = 40;

    /// <summary>Runs it for a test.</summary>
    /// <param name="programs">How many.</param>
    /// <param name="seed">Which.</param>
    /// <returns>What of the bar is not met, with the programs that show it; empty where all is.</returns>
    public static string Check(int programs, int seed)
    {
        Tally tally = Over(programs, seed, fixes: false, static _ => { });
        string[] failures = [.. tally.Failures()];
        return failures.Length == 0
            ? ""
            : string.Join(
                '\n',
                [.. failures, .. tally.Disagreements.Select(one => $"program {one.Program}: {one.Judgement}\n{one.Source}")]);
    }

    /// <summary>One program of a seed.</summary>
    internal static GeneratedProgram Generate(int index, int seed)
    {
        var random = new PCG((uint)index + 1, (ulong)seed);
        GeneratedProgram program = ProgramWriter.Write(random);
        int edits = random.Next(10) switch { < 6 => 0, < 9 => 1, _ => 2 };
        for (; edits > 0 && !program.IsPinned; edits--)
        {
            (string source, string? edit) = Disturbance.Disturb(program.Source, random);
            if (edit is not null)
                program = new GeneratedProgram(source, [.. program.Faults, $"edit: {edit}"], false);
        }
        return program;
    }

    internal static Tally Over(int programs, int seed, bool fixes, Action<Tally> progress)
    {
        var tally = new Tally();
        for (int i = 0; i < programs; i++)
        {
            GeneratedProgram program = Generate(i, seed);
            CSharpCompilation compilation = Compiler.Compile(program.Source);
            if (Compiler.ErrorsOf(compilation).FirstOrDefault() is { } error)
                throw new InvalidOperationException($"Program {i} of seed {seed} is no C#: {error}\n{program.Source}");
            Comparison comparison;
            try
            {
                comparison = Comparison.Of(compilation);
            }
            catch (NotRunnableException)
            {
                tally.Skipped++;
                continue;
            }

            tally.Add(program, comparison);
            foreach (IGrouping<(string, Outcome), Judgement> kind in comparison.Disagreements.GroupBy(one => (one.Place.Rule, one.Outcome)))
                if (tally.Disagreements.Count < (kind.Key.Item2 == Outcome.Missed ? 2 * MostShrunk : MostShrunk)) // room for misses, which are rarer
                    tally.Disagreements.Add(Smallest(i, program.Source, kind.First()));
            if (fixes)
                foreach (CheckedFix fix in FixCheck.Of(program.Source))
                    tally.Add(i, program.Source, fix);
            progress(tally);
        }
        return tally;
    }

    private static Disagreement Smallest(int index, string source, Judgement judgement)
    {
        (string small, Comparison comparison) = Shrinker.Shrink(source, judgement.Place.Rule, judgement.Outcome);
        Judgement shown = comparison.Disagreements.First(one => one.Place.Rule == judgement.Place.Rule && one.Outcome == judgement.Outcome);
        return new Disagreement(index, shown, small);
    }
}
