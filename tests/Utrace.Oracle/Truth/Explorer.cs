using CsCheck;
using Microsoft.CodeAnalysis.CSharp;

namespace Utrace.Oracles.Truth;

/// <summary>Runs a program over its choices.</summary>
internal static class Explorer
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">The original.</param>
    /// <param name="runs">
    /// How many runs it may take. Half of them search in order; where that does not come to an end, the rest is drawn.
    /// </param>
    public static ProgramTruth Explore(CSharpCompilation program, int runs)
    {
        ProgramMap map = ProgramMap.Of(program.SyntaxTrees[0]);
        var truth = new ProgramTruth { Map = map };
        using Compiler.LoadedProgram loaded = Compiler.Load(program);
        IReadOnlyList<bool>? prefix = [];
        while (prefix is not null && truth.Runs < runs / 2)
        {
            var choices = new Choices(prefix);
            RunOnce(choices);
            prefix = choices.NextPrefix();
        }
        truth.IsExhaustive = prefix is null;
        for (int i = 0; truth.Runs < runs && !truth.IsExhaustive; i++)
            RunOnce(new Choices([], new PCG(1, (ulong)i)));

        truth.Finish();
        foreach ((int line, string rule) in map.Marked)
            if (map.Declarations.Contains(line) || truth.Reached.Contains(line))
                truth.Break(rule, line, "by grammar");
        truth.NeverCalled.AddRange(map.Functions.Where(span => !truth.Reached.Any(line => line >= span.First && line <= span.Last)));
        return truth;

        void RunOnce(Choices choices)
        {
            truth.Runs++;
            new Run(truth, map, choices).Execute(loaded.Create, new World());
        }
    }
}
