namespace Utrace.Oracles.Truth;

/// <summary>What all runs of one program have shown.</summary>
internal sealed class ProgramTruth
{
    /// <summary>What some run broke, and the choices of the first such run.</summary>
    public Dictionary<Place, string> Broken { get; } = [];

    /// <summary>What is a fault, but not one that has to be told: a later one of the same path, or one told elsewhere.</summary>
    public HashSet<Place> Tolerated { get; } = [];

    /// <summary>What the runs can not tell.</summary>
    public HashSet<Place> Undecided { get; } = [];

    /// <summary>What the kernel has seen that is against no rule of the table, and the choices of the first such run.</summary>
    public Dictionary<Place, string> Unruled { get; } = [];

    /// <summary>The lines that some run came to.</summary>
    public HashSet<int> Reached { get; } = [];

    /// <summary>The lines of functions that no run has called: what they break they break by themselves.</summary>
    public List<(int First, int Last)> NeverCalled { get; } = [];

    /// <summary>The acquisitions whose function has ended regularly in some run.</summary>
    public HashSet<int> Judged { get; } = [];

    /// <summary>The acquisitions of which a run lost a reference.</summary>
    public HashSet<int> Lost { get; } = [];

    /// <summary>The acquisitions of which a run put a reference, as far as their function does so itself.</summary>
    public HashSet<int> Put { get; } = [];

    /// <summary>The acquisitions of which a run handed a reference on.</summary>
    public HashSet<int> HandedOn { get; } = [];

    /// <summary>The acquisitions of which a reference was out while something was called outside any try block.</summary>
    public HashSet<int> Exposed { get; } = [];

    /// <summary>What an exception out of a call left behind in some run, and its choices.</summary>
    public Dictionary<Place, string> Escaped { get; } = [];

    /// <summary>Some run was cut short by a fault, so that what is never reached may be reachable.</summary>
    public bool WasCut { get; set; }

    /// <summary>One task was found by different lookups: an old reference to it looks good again.</summary>
    public bool SharesTasks { get; set; }

    /// <summary>A run did not come to its end: nothing is said of such a program, which only an edit makes.</summary>
    public bool IsEndless { get; set; }

    /// <summary>A section was closed in a way of which the runs can not tell whose it was.</summary>
    public bool MixesSections { get; set; }

    /// <summary>What the text says of its lines.</summary>
    public required ProgramMap Map { get; init; }

    public int Runs { get; set; }

    /// <summary>Whether these were all runs, within the bounds of <see cref="Choices"/>.</summary>
    public bool IsExhaustive { get; set; }

    /// <summary>
    /// When all runs are made: what only an exception leaves behind breaks a rule of its own, where no other rule is broken of the same
    /// reference and it is the function that puts it.
    /// </summary>
    public void Finish()
    {
        foreach ((Place place, string story) in Escaped)
        {
            string missing = place.Rule[..^1] + "1";
            if (Broken.ContainsKey(new Place(missing, place.Line)) || Undecided.Contains(new Place(missing, place.Line))
                || Lost.Contains(place.Line) || HandedOn.Contains(place.Line) || !Put.Contains(place.Line))
                Undecided.Add(place);
            else
                Break(place.Rule, place.Line, story);
        }
        foreach (int line in Exposed)
            Undecided.UnionWith([new Place("UTR2006", line), new Place("UTR3006", line)]);
    }

    public void Break(string rule, int line, string story) => Broken.TryAdd(new Place(rule, line), story);
}
