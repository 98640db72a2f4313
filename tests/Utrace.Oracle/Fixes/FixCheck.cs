using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles.Fixes;

/// <summary>What became of a program by a fix.</summary>
internal enum FixOutcome
{
    /// <summary>One place less is broken, and none is new.</summary>
    Repaired,

    /// <summary>The program is no C# any more.</summary>
    DoesNotCompile,

    /// <summary>As much is broken by the rule as before.</summary>
    NotRepaired,

    /// <summary>Something is broken that was not.</summary>
    BreaksAnother,

    /// <summary>The finding was not one that the runs confirm, or not all runs could be made.</summary>
    Undecided,
}

/// <summary>A fix, and what became of the program.</summary>
internal sealed record CheckedFix(OfferedFix Fix, FixOutcome Outcome, string Because);

/// <summary>Applies each fix that is offered for a program, and runs what comes of it.</summary>
internal static class FixCheck
{
    private const int Runs = 1000;

    public static IEnumerable<CheckedFix> Of(string source, Comparison before) =>
        OfferedFixes.In(source).Select(fix => Check(fix, before.Truth));

    private static CheckedFix Check(OfferedFix fix, ProgramTruth before)
    {
        CSharpCompilation compilation = Compiler.Compile(fix.Source);
        if (Compiler.ErrorsOf(compilation).FirstOrDefault() is { } error)
            return new CheckedFix(fix, FixOutcome.DoesNotCompile, error.ToString());
        ProgramTruth after = Explorer.Explore(compilation, Runs);
        if (!before.Broken.ContainsKey(fix.Place) || !before.IsExhaustive || !after.IsExhaustive || before.WasCut
            || fix.Place.Rule == "UTR1003" && !before.Map.Declarations.Contains(fix.Place.Line))
            return new CheckedFix(fix, FixOutcome.Undecided, "");
        // Lines move, so places are counted by rule. A fixed attach by task may still be told as what it was besides.
        foreach (TruthRow row in TruthTable.Rows)
        {
            int was = Count(before, row.Rule);
            int now = Count(after, row.Rule);
            if (now > was)
                return new CheckedFix(
                    fix, FixOutcome.BreaksAnother, string.Join(", ", after.Broken.Where(one => one.Key.Rule == row.Rule)));
            if (row.Rule == fix.Place.Rule && now == was)
                return new CheckedFix(fix, FixOutcome.NotRepaired, string.Join(", ", after.Broken.Where(one => one.Key.Rule == row.Rule)));
        }
        return new CheckedFix(fix, FixOutcome.Repaired, "");
    }

    private static int Count(ProgramTruth truth, string rule) => truth.Broken.Keys.Count(place => place.Rule == rule);
}
