using CsCheck;

namespace Utrace.Oracles.Truth;

/// <summary>
/// The choices of one run. A run follows a prefix and takes the first alternative from there on; what it met is the tape from
/// which the next prefix is made, so that all runs are gone through in the order of a depth-first search.
/// </summary>
/// <param name="prefix">What is decided already.</param>
/// <param name="random">Decides what is not, where runs are sampled.</param>
internal sealed class Choices(IReadOnlyList<bool> prefix, PCG? random = null)
{
    // Some runs see much happen, some nearly nothing.
    private readonly uint _calm = random is null ? 0 : 4u << (int)random.Next(5u);

    /// <summary>Choices of a program in one run; further ones are not offered, so that every loop ends.</summary>
    private const int Longest = 24;

    /// <summary>Exceptions and reaps in one run. A fault needs few of them, and each doubles the runs.</summary>
    private const int MostEvents = 2;

    private readonly List<bool> _tape = [];
    private readonly List<string> _story = [];
    private int _chosen;
    private int _events;

    public IReadOnlyList<string> Story => _story;

    /// <summary>A decision of the program.</summary>
    public bool Choose(int site)
    {
        if (_chosen == Longest)
            return false;
        _chosen++;
        bool taken = Next(odds: 2);
        _story.Add($"{site}:{(taken ? "yes" : "no")}");
        return taken;
    }

    /// <summary>Something that may happen at any time: a reap, an exception.</summary>
    public bool Happens(string what)
    {
        if (_events == MostEvents)
            return false;
        if (!Next(_calm))
            return false;
        _events++;
        _story.Add(what);
        return true;
    }

    /// <summary>The prefix of the next run, or null when this was the last.</summary>
    public IReadOnlyList<bool>? NextPrefix()
    {
        int last = _tape.LastIndexOf(false);
        return last < 0 ? null : [.. _tape.Take(last), true];
    }

    private bool Next(uint odds)
    {
        bool taken = _tape.Count < prefix.Count ? prefix[_tape.Count] : random is not null && random.Next(odds) == 0;
        _tape.Add(taken);
        return taken;
    }
}
