using Microsoft.CodeAnalysis.CSharp;
using Spectre.Console;
using Utrace.Oracles.Grammar;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles.Peers;

/// <summary>
/// How often the peers are right about a missing put, on the same programs and against the same truth. They know no pids and engines,
/// only disposables, which both are; so only the rules for a missing put (UTR2001, UTR3001) are compared, by line.
/// </summary>
internal static class PeerTrial
{
    private static readonly string[] s_rules = ["UTR2001", "UTR3001"];

    /// <summary>Prints the table.</summary>
    public static int Run(int programs, int seed)
    {
        IReadOnlyList<PeerAnalyzers> peers = PeerAnalyzers.OfMissingPuts();
        var ours = new Score();
        Dictionary<string, Score> theirs = peers.ToDictionary(peer => peer.Name, _ => new Score());
        for (int i = 0; i < programs; i++)
        {
            GeneratedProgram program = Trial.Generate(i, seed);
            CSharpCompilation compilation = Compiler.Compile(program.Source);
            Comparison comparison = Comparison.Of(compilation);
            ours.Add(comparison, [.. LinesOf(Analyzed.PlacesIn(compilation))]);
            foreach (PeerAnalyzers peer in peers)
                theirs[peer.Name].Add(comparison, peer.LinesIn(compilation));
            if ((i + 1) % 500 == 0)
                Console.Error.WriteLine($"{i + 1} of {programs} programs");
        }

        Table table = new Table().AddColumns("missing put", "right", "missed", "false", "programs without a leak that it flags");
        table.AddRow(Row("UTR2001, UTR3001", ours));
        foreach ((string name, Score score) in theirs)
            table.AddRow(Row(name, score));
        AnsiConsole.Write(table);
        Console.WriteLine($"seed {seed}, {programs} programs, {ours.Leakless} without a leak");
        return 0;
    }

    private static string[] Row(string name, Score score) =>
        [name, $"{score.Right}", $"{score.Missed}", $"{score.False}", $"{score.LeaklessFlagged}"];

    private static IEnumerable<int> LinesOf(IEnumerable<Place> places) =>
        places.Where(place => s_rules.Contains(place.Rule)).Select(place => place.Line);

    private sealed class Score
    {
        public int Right { get; private set; }

        public int Missed { get; private set; }

        public int False { get; private set; }

        public int Leakless { get; private set; }

        public int LeaklessFlagged { get; private set; }

        public void Add(Comparison comparison, HashSet<int> flagged)
        {
            HashSet<int> leaks = [.. LinesOf(comparison.Truth.Broken.Keys)];
            // What the runs can not tell counts for nobody and against nobody.
            HashSet<int> open =
            [
                .. LinesOf(comparison.Truth.Undecided), .. LinesOf(comparison.Truth.Tolerated),
                .. LinesOf(comparison.Judgements.Where(one => one.Outcome == Outcome.Undecided).Select(one => one.Place)),
            ];
            Right += leaks.Count(flagged.Contains);
            Missed += leaks.Count(line => !flagged.Contains(line));
            int surplus = flagged.Count(line => !leaks.Contains(line) && !open.Contains(line));
            False += surplus;
            if (leaks.Count > 0)
                return;
            Leakless++;
            LeaklessFlagged += surplus > 0 ? 1 : 0;
        }
    }
}
