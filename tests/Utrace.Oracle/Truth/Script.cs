namespace Utrace.Oracles.Truth;

/// <summary>
/// The decisions of one run, to be taken again by another text of the program. Each is found by what it is and by how often that
/// came before; what the run was not asked does not happen.
/// </summary>
internal sealed class Script
{
    private readonly Dictionary<(string What, int Place), Queue<bool>> _ahead = [];
    private readonly Func<int, int> _placeOf;

    /// <summary>A script.</summary>
    /// <param name="decisions">What was decided.</param>
    /// <param name="recorded">Names the place of a line in the text that was run: a negative number where the text is another.</param>
    /// <param name="replayed">Names the place of a line in the text that will be.</param>
    public Script(IEnumerable<Decision> decisions, Func<int, int> recorded, Func<int, int> replayed)
    {
        _placeOf = replayed;
        foreach (Decision decision in decisions)
        {
            (string, int) key = (decision.What, decision.IsEvent ? recorded(decision.Line) : 0);
            if (!_ahead.TryGetValue(key, out Queue<bool>? queue))
                _ahead.Add(key, queue = []);
            queue.Enqueue(decision.Taken);
            if (decision is not { IsEvent: true, Taken: true })
                continue;
            EventsLeft++;
            IsMoved |= recorded(decision.Line) < 0;
        }
    }

    /// <summary>Events that happened in the run and have not happened again.</summary>
    public int EventsLeft { get; private set; }

    /// <summary>An event happens where the text was rewritten: whether it is the same moment can not be told.</summary>
    public bool IsMoved { get; }

    /// <summary>Whether all that happened has happened again, at the same moments.</summary>
    public bool IsSameWorld => EventsLeft == 0 && !IsMoved;

    /// <summary>What was decided of this, the same number of times before.</summary>
    public bool Next(string what, int line)
    {
        if (!_ahead.TryGetValue((what, line == 0 ? 0 : _placeOf(line)), out Queue<bool>? queue) || !queue.TryDequeue(out bool taken))
            return false;
        EventsLeft -= taken && line != 0 ? 1 : 0;
        return taken;
    }
}
