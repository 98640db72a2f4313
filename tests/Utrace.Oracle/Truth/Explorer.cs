using CsCheck;
using Microsoft.CodeAnalysis.CSharp;

namespace Utrace.Oracles.Truth;

/// <summary>Runs a program over its choices.</summary>
internal static class Explorer
{
    /// <summary>Runs in the order of the search, before it is given up and the rest is sampled.</summary>
    private const int Searched = 160;

    private const int Sampled = 60;

    public static ProgramTruth Explore(CSharpCompilation program)
    {
        var truth = new ProgramTruth();
        ProgramMap map = ProgramMap.Of(program.SyntaxTrees[0]);
        using Compiler.LoadedProgram loaded = Compiler.Load(program);
        IReadOnlyList<bool>? prefix = [];
        while (prefix is not null && truth.Runs < Searched)
        {
            var choices = new Choices(prefix);
            RunOnce(choices);
            prefix = choices.NextPrefix();
        }
        truth.IsExhaustive = prefix is null;
        for (int i = 0; i < Sampled && !truth.IsExhaustive; i++)
            RunOnce(new Choices([], new PCG(1, (ulong)i)));

        foreach ((int line, string rule) in map.Marked)
            if (map.Declarations.Contains(line) || truth.Reached.Contains(line))
                truth.Break(rule, line, "by grammar");
        return truth;

        void RunOnce(Choices choices)
        {
            truth.Runs++;
            new Run(truth, map, choices).Execute(loaded.Create, new World());
        }
    }
}
