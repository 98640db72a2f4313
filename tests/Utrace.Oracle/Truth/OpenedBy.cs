namespace Utrace.Oracles.Truth;

/// <summary>Which calls have sections open, the innermost last: whose fault it is when something sleeps.</summary>
internal sealed class OpenedBy
{
    private readonly List<Frame> _frames = [];

    public void Opened(Frame frame) => _frames.Add(frame);

    /// <summary>A frame closes a section: one of its own, or the innermost.</summary>
    public void Closed(Frame frame)
    {
        int index = _frames.LastIndexOf(frame);
        if (index < 0)
            index = _frames.Count - 1;
        if (index >= 0)
            _frames.RemoveAt(index);
    }

    /// <summary>Whether a section is open that somebody can be blamed for.</summary>
    public bool Any => _frames.Count > 0;

    /// <summary>What a call leaves open is its caller's from there on; by an exception that only passes through it is nobody's.</summary>
    public void Left(Frame frame)
    {
        if (frame.Exit == FrameExit.Exceptional)
            _frames.RemoveAll(one => one == frame);
        for (int i = 0; i < _frames.Count; i++)
            if (_frames[i] == frame && frame.Caller is { } caller)
                _frames[i] = caller;
    }

    /// <summary>Whether a function itself has one open.</summary>
    public bool IsOf(Frame frame) => _frames.Contains(frame);

    /// <summary>
    /// The line at which it is said that something sleeps in a section: in the call that opened it. Nothing is said where a function
    /// stands between of which nobody is promised that it does not sleep.
    /// </summary>
    public (int Line, bool IsTold) LineOf(Frame top)
    {
        (int line, bool isTold) = (top.Line, true);
        for (Frame frame = top; !_frames.Contains(frame) && frame.Caller is { } outer; frame = outer)
        {
            if (frame.Kind is FrameKind.Inferred or FrameKind.Constructor or FrameKind.Local)
                line = outer.Line;
            isTold &= frame.Kind != FrameKind.Public;
        }
        return (line, isTold);
    }
}
