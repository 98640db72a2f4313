using CsCheck;

namespace Utrace.Oracles.Truth;

/// <summary>
/// The choices of one run. A run follows a prefix and takes the first alternative from there on; what it met is the tape from
/// which the next prefix is made, so that all runs are gone through in the order of a depth-first search.
/// </summary>
/// <param name="prefix">What is decided already.</param>
/// <param name="random">Decides what is not, where runs are sampled.</param>
/// <param name="script">Decides all, where a run of another text is taken again.</param>
internal sealed class Choices(IReadOnlyList<bool> prefix, PCG? random = null, Script? script = null)
{
    // Some runs see much happen, some nearly nothing.
    private readonly uint _calm = random is null ? 0 : 4u << (int)random.Next(5u);

    /// <summary>Choices of a program in one run; further ones are not offered, so that every loop ends.</summary>
    private const int Longest = 24;

    /// <summary>Exceptions and reaps in one run. A fault needs few of them, and each doubles the runs.</summary>
    private const int MostEvents = 2;

    private readonly List<bool> _tape = [];
    private readonly List<string> _story = [];
    private readonly List<Decision> _decisions = [];
    private int _chosen;
    private int _events;

    public IReadOnlyList<string> Story => _story;

    public IReadOnlyList<Decision> Decisions => _decisions;

    /// <summary>A decision of the program.</summary>
    public bool Choose(int site)
    {
        if (_chosen == Longest)
            return false;
        _chosen++;
        bool taken = Next($"choice {site}", 0, odds: 2);
        _story.Add($"{site}:{(taken ? "yes" : "no")}");
        return taken;
    }

    /// <summary>Something that may happen at any time: a reap, an exception.</summary>
    /// <param name="what">Which.</param>
    /// <param name="line">Where.</param>
    public bool Happens(string what, int line)
    {
        if (_events == MostEvents)
            return false;
        if (!Next(what, line, _calm))
            return false;
        _events++;
        _story.Add($"{what} at {line}");
        return true;
    }

    /// <summary>The prefix of the next run, or null when this was the last.</summary>
    public IReadOnlyList<bool>? NextPrefix()
    {
        int last = _tape.LastIndexOf(false);
        return last < 0 ? null : [.. _tape.Take(last), true];
    }

    private bool Next(string what, int line, uint odds)
    {
        bool taken = script is not null ? script.Next(what, line)
            : _tape.Count < prefix.Count ? prefix[_tape.Count] : random is not null && random.Next(odds) == 0;
        _tape.Add(taken);
        _decisions.Add(new Decision(what, line, taken));
        return taken;
    }
}
