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

    /// <summary>Some run was cut short by a fault, so that what is never reached may be reachable.</summary>
    public bool WasCut { get; set; }

    /// <summary>One task was found by different lookups: an old reference to it looks good again.</summary>
    public bool SharesTasks { get; set; }

    /// <summary>A section was closed in a way of which the runs can not tell whose it was.</summary>
    public bool MixesSections { get; set; }

    /// <summary>What the text says of its lines.</summary>
    public required ProgramMap Map { get; init; }

    public int Runs { get; set; }

    /// <summary>Whether these were all runs, within the bounds of <see cref="Choices"/>.</summary>
    public bool IsExhaustive { get; set; }

    public void Break(string rule, int line, string story) => Broken.TryAdd(new Place(rule, line), story);
}
