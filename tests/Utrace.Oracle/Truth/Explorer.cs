using Microsoft.CodeAnalysis.CSharp;

namespace Utrace.Oracles.Truth;

/// <summary>Runs a program over its choices.</summary>
internal static class Explorer
{
    /// <inheritdoc cref="ProgramRuns.Explore(int)"/>
    public static ProgramTruth Explore(CSharpCompilation program, int runs)
    {
        using var all = new ProgramRuns(program);
        all.Explore(runs);
        return all.Truth;
    }
}
