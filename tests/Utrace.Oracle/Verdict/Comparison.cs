using Microsoft.CodeAnalysis.CSharp;
using Utrace.Oracles.Truth;

namespace Utrace.Oracles.Verdicts;

/// <summary>How a verdict stands to the truth.</summary>
internal enum Outcome
{
    Right,
    Missed,
    False,

    /// <summary>The right rule at another line.</summary>
    Misplaced,

    /// <summary>The runs can not tell.</summary>
    Undecided,
}

/// <summary>One fault, or one finding, and how it was judged.</summary>
/// <param name="Place">Where.</param>
/// <param name="Outcome">How the two stand to each other.</param>
/// <param name="Choices">The choices that break the rule; empty where none does.</param>
internal sealed record Judgement(Place Place, Outcome Outcome, string Choices);

/// <summary>One program, its truth and its verdict.</summary>
internal sealed class Comparison
{
    private const int Usual = 160;
    private const int Thorough = 4000;

    private Comparison(ProgramTruth truth, IReadOnlyList<Judgement> judgements) => (Truth, Judgements) = (truth, judgements);

    public ProgramTruth Truth { get; }

    public IReadOnlyList<Judgement> Judgements { get; }

    public bool IsClean => Truth.Broken.Keys.All(place => TruthTable.IsHint(place.Rule));

    public IEnumerable<Judgement> Disagreements =>
        Judgements.Where(one => (one.Outcome is Outcome.Missed or Outcome.False or Outcome.Misplaced) && !TruthTable.IsHint(one.Place.Rule));

    /// <summary>Runs a program and asks the analyzers. Where they disagree it is looked at more closely.</summary>
    public static Comparison Of(CSharpCompilation program)
    {
        HashSet<Place> found = Analyzed.PlacesIn(program);
        Comparison first = Compare(Explorer.Explore(program, Usual), found);
        return first.Truth.IsExhaustive || !first.Disagreements.Any() ? first : Compare(Explorer.Explore(program, Thorough), found);
    }

    private static Comparison Compare(ProgramTruth truth, HashSet<Place> found)
    {
        List<Judgement> judgements =
            [.. found.Where(truth.Broken.ContainsKey).Select(place => new Judgement(place, Outcome.Right, truth.Broken[place]))];

        List<Place> surplus = [.. found.Where(place => !truth.Broken.ContainsKey(place)).Order()];
        foreach ((Place place, string choices) in truth.Broken.OrderBy(broken => broken.Key))
        {
            if (found.Contains(place))
                continue;
            // A call that uses and puts what is put already breaks two rules; one word about it is enough.
            int twin = surplus.FindIndex(one => one == place with { Rule = Twin(place.Rule) });
            if (twin >= 0)
            {
                judgements.Add(new Judgement(place, Outcome.Right, choices));
                surplus.RemoveAt(twin);
                continue;
            }
            int other = surplus.FindIndex(one => one.Rule == place.Rule && !IsOpen(one, truth));
            if (other >= 0)
            {
                judgements.Add(new Judgement(place, Outcome.Misplaced, $"told at line {surplus[other].Line}; {choices}"));
                surplus.RemoveAt(other);
            }
            else
            {
                judgements.Add(new Judgement(place, IsHidden(place, truth) ? Outcome.Undecided : Outcome.Missed, choices));
            }
        }
        judgements.AddRange(surplus.Select(place => new Judgement(place, IsOpen(place, truth) ? Outcome.Undecided : Outcome.False, "")));
        return new Comparison(truth, judgements);
    }

    private static string Twin(string rule) => rule switch
    {
        "UTR2002" => "UTR2003",
        "UTR2003" => "UTR2002",
        "UTR3002" => "UTR3003",
        "UTR3003" => "UTR3002",
        // A loop, or a jump back, leaves one reference behind and takes another: both are the fault of one line.
        "UTR2001" => "UTR2005",
        "UTR2005" => "UTR2001",
        "UTR3001" => "UTR3005",
        "UTR3005" => "UTR3001",
        _ => "",
    };

    // Where old and new references are one object, the runs can not tell which of them was used.
    private static bool IsHidden(Place place, ProgramTruth truth) =>
        truth.MixesSections || truth.IsEndless
        || place.Rule is "UTR1002" or "UTR1004" or "UTR1005" && truth.SharesTasks
        // After an unlock too many it is anybody's guess whose section a lookup lacks.
        || place.Rule is "UTR1001" or "UTR1002" && truth.Broken.Keys.Any(broken => broken.Rule == "UTR4002");

    private static bool IsOpen(Place place, ProgramTruth truth) =>
        truth.MixesSections || truth.IsEndless
        || truth.Tolerated.Contains(place)
        || truth.Undecided.Contains(place)
        // What comes after a use after the put is never come to: the use throws.
        || truth.Broken.Keys.Concat(truth.Tolerated).Any(broken => broken.Rule is "UTR2003" or "UTR3003")
        || truth.NeverCalled.Exists(span => place.Line >= span.First && place.Line <= span.Last)
        || (place.Rule is "UTR1002" or "UTR1004") && truth.SharesTasks
        || (place.Rule is "UTR1002" or "UTR1004" or "UTR2002" or "UTR2003" or "UTR2005" or "UTR3002" or "UTR3003" or "UTR3005") && truth.Map.Beyond.Contains(place.Line)
        || (place.Rule is "UTR2004" or "UTR3004") && !truth.Map.Stores.Any(store => store.Value == place.Line && truth.Judged.Contains(store.Key))
        || truth.Broken.ContainsKey(place with { Rule = Twin(place.Rule) })
        // What no run comes to, no run can judge.
        || !(place.Rule is "UTR1003" or "UTR2004" or "UTR3004") && !truth.Reached.Contains(place.Line)
        // After an unlock too many it is anybody's guess whose section a lookup lacks.
        || (place.Rule is "UTR1001" or "UTR1002") && truth.Broken.Keys.Any(broken => broken.Rule == "UTR4002")
        || place.Rule == "UTR1001" && truth.WasCut && !truth.Map.Lookups.Contains(place.Line)
        || (place.Rule is "UTR2001" or "UTR3001" or "UTR4001")
            && !truth.Judged.Contains(place.Line) && (truth.WasCut || truth.Reached.Contains(place.Line));
}
