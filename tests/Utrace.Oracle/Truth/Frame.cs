namespace Utrace.Oracles.Truth;

/// <summary>What kind of function a frame belongs to: whether the analyzers infer what it does.</summary>
public enum FrameKind
{
    /// <summary>A method that anybody can call.</summary>
    Public,

    /// <summary>A private method: a missing section is its callers' fault, and what they hand it is theirs.</summary>
    Inferred,

    /// <summary>A constructor of a private class: as a private method.</summary>
    Constructor,

    /// <summary>A local function: as a private method, but it mentions what is its method's.</summary>
    Local,

    /// <summary>A lambda.</summary>
    Lambda,
}

/// <summary>How a call has ended.</summary>
internal enum FrameExit
{
    Running,

    /// <summary>It returned, or threw with a <c>throw</c> of its own.</summary>
    Regular,

    /// <summary>An exception of something that it called passed through.</summary>
    Exceptional,
}

/// <summary>A section that somebody has to close.</summary>
/// <param name="Line">Where it was opened.</param>
/// <param name="IsScope">By a scope, which closes its own; an unlock closes any, what a lock has opened first.</param>
internal readonly record struct OpenSection(int Line, bool IsScope);

/// <summary>One call of a function of the program.</summary>
public sealed class Frame(FrameKind kind, Frame? caller)
{
    internal FrameKind Kind => kind;

    /// <summary>Who goes on when this ends. An iterator's is who asks for the next value.</summary>
    internal Frame? Caller { get; set; } = caller;

    /// <summary>The line that it is at.</summary>
    internal int Line { get; set; }

    internal FrameExit Exit { get; set; }

    /// <summary>
    /// The exception that ended it is none that a call is expected to throw: a fault of the program, one in a handler, or one of which it
    /// is left open what threw it.
    /// </summary>
    internal bool IsVague { get; set; }

    /// <summary>An iterator that did not come to its end: by which path, its frame does not tell.</summary>
    internal bool IsLeftEarly { get; set; }

    /// <summary>The line of its first caller from which it was entered first: what goes through an iterator.</summary>
    internal int EnteredFrom { get; } = caller?.Line ?? 0;

    /// <summary>The exception that its own <c>throw</c> has made.</summary>
    internal Exception? Own { get; set; }

    /// <summary>The sections that were opened in it without a <c>using</c> and are open.</summary>
    internal List<OpenSection> Open { get; } = [];

    /// <summary>The lines of all that were.</summary>
    internal List<int> Opened { get; } = [];

    /// <summary>Who provides the section that a line of this frame lacks.</summary>
    internal (Frame Frame, int Line) Responsible(int line)
    {
        Frame frame = this;
        while (frame.Caller is { } outer)
        {
            // What a lambda lacks is lacking in the method that runs it, if that is one whose callers may provide it.
            if (frame.Kind == FrameKind.Lambda && IsProvidedFor(outer))
                frame = outer;
            else if (frame.Kind is FrameKind.Inferred or FrameKind.Constructor or FrameKind.Local)
                (frame, line) = (outer, outer.Line);
            else
                break;
        }
        return (frame, line);
    }

    /// <summary>The frame of this call and its callers that a value belongs to; this one where it came from elsewhere.</summary>
    internal Frame HomeOf(params ReadOnlySpan<Frame?> owners)
    {
        Frame home = this;
        while (home is { Kind: FrameKind.Inferred or FrameKind.Constructor, Caller: { } outer } && !owners.Contains(home))
            home = outer;
        for (Frame? frame = home; frame is not null; frame = frame.Caller)
            if (owners.Contains(frame))
                return home;
        return this;
    }

    private static bool IsProvidedFor(Frame frame) => frame.Kind switch
    {
        FrameKind.Inferred or FrameKind.Constructor or FrameKind.Local => true,
        FrameKind.Lambda => frame.Caller is { } outer && IsProvidedFor(outer),
        _ => false,
    };

    /// <summary>The lines of the calls that led here.</summary>
    internal IEnumerable<int> CallLines()
    {
        for (Frame? frame = Caller; frame is not null; frame = frame.Caller)
            yield return frame.Line;
    }
}
