using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Utrace.Oracles.Grammar;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles;

/// <summary>Breaks one statement of a correct program, and asks whether the analyzers notice.</summary>
internal static class MutationTrial
{
    private const string Harmless = "harmless";
    private const string Noticed = "noticed";
    private const string Unnoticed = "NOT NOTICED";

    /// <returns>The exit code: 0 where all was noticed.</returns>
    public static int Run(int mutations, int seed)
    {
        var counts = new SortedDictionary<(string Edit, string Outcome), int>();
        int left = mutations;
        for (int i = 0; left > 0; i++)
        {
            var random = new PCG((uint)i + 1, (ulong)seed);
            GeneratedProgram program = ProgramWriter.WriteCorrect(random);
            (string source, string? edit) = Disturbance.Disturb(program.Source, random);
            if (edit is null)
                continue;
            left--;
            Comparison comparison = Comparison.Of(Compiler.Compile(source));
            string outcome = Outcome(comparison);
            counts[(edit, outcome)] = counts.GetValueOrDefault((edit, outcome)) + 1;
            if (outcome == Unnoticed)
                Console.WriteLine($"---- {edit}: {string.Join(", ", comparison.Disagreements)}\n{source}");
        }
        foreach (((string edit, string outcome), int count) in counts)
            Console.WriteLine($"{edit}: {count} {outcome}");
        return counts.Keys.Any(key => key.Outcome == Unnoticed) ? 1 : 0;
    }

    private static string Outcome(Comparison comparison)
    {
        if (comparison.IsClean)
            return Harmless;
        return comparison.Judgements.Any(one => one.Outcome is Verdicts.Outcome.Right or Verdicts.Outcome.Misplaced) ? Noticed : Unnoticed;
    }
}
