using Microsoft.CodeAnalysis.CSharp;
using Utrace.Oracles.Peers;

namespace Utrace.Comparisons;

/// <summary>What one analyzer makes of the cases.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="Found">Faulty cases in which it says anything of ownership.</param>
/// <param name="Missed">Faulty cases in which it says nothing.</param>
/// <param name="Alarmed">Correct cases in which it says something.</param>
internal sealed record Score(string Name, IReadOnlyList<Case> Found, IReadOnlyList<Case> Missed, IReadOnlyList<Case> Alarmed)
{
    public static IReadOnlyList<Score> Of(IReadOnlyList<Case> cases)
    {
        (Case Case, CSharpCompilation Program)[] programs = [.. cases.Select(one => (one, Programs.Compile(one)))];
        return
        [
            Of("Utrace.Analyzers", programs, static program => Programs.VerdictOn(program).Count > 0),
            .. PeerAnalyzers.OfOwnership().Select(peer => Of(peer.Name, programs, program => peer.LinesIn(program).Count > 0)),
        ];
    }

    private static Score Of(string name, (Case Case, CSharpCompilation Program)[] programs, Func<CSharpCompilation, bool> speaks)
    {
        HashSet<Case> flagged = [.. programs.Where(one => speaks(one.Program)).Select(one => one.Case)];
        return new Score(
            name,
            [.. programs.Select(one => one.Case).Where(one => one.IsFaulty && flagged.Contains(one))],
            [.. programs.Select(one => one.Case).Where(one => one.IsFaulty && !flagged.Contains(one))],
            [.. programs.Select(one => one.Case).Where(one => !one.IsFaulty && flagged.Contains(one))]);
    }
}
