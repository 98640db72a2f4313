namespace Utrace.Simulation;

/// <summary>What one process does about each signal.</summary>
internal sealed class Dispositions
{
    private const int Count = 65;

    private readonly SignalHandler?[] _handlers = new SignalHandler?[Count];
    private readonly bool[] _ignored = new bool[Count];

    public static bool IsSignal(int signal) => signal is > 0 and < Count;

    /// <summary>Whether a process may handle or ignore it.</summary>
    public static bool IsFree(int signal) => IsSignal(signal) && signal is not (LinuxSignal.Kill or LinuxSignal.Stop);

    public static bool Stops(int signal) =>
        signal is LinuxSignal.Stop or LinuxSignal.Tstp or LinuxSignal.Ttin or LinuxSignal.Ttou;

    public SignalHandler? HandlerOf(int signal) => _handlers[signal];

    public bool IsIgnoredExplicitly(int signal) => _ignored[signal];

    public bool Ignores(int signal) =>
        _ignored[signal] || _handlers[signal] is null && DefaultOf(signal) == SignalAction.Ignore;

    public void Set(int signal, SignalHandler? handler, bool ignored)
    {
        _handlers[signal] = handler;
        _ignored[signal] = ignored;
    }

    /// <summary>What a child of the process starts with.</summary>
    public Dispositions Copy()
    {
        var copy = new Dispositions();
        _handlers.CopyTo(copy._handlers, 0);
        _ignored.CopyTo(copy._ignored, 0);
        return copy;
    }

    /// <summary>A new program has none of the old one's handlers.</summary>
    public void DropHandlers() => Array.Clear(_handlers);

    /// <summary>What is reported of a signal, and what becomes of it if nobody objects.</summary>
    public (UtraceEvents Event, SignalAction Action) Classify(int signal)
    {
        if (_handlers[signal] is not null)
            return (UtraceEvents.Signal, SignalAction.Deliver);
        SignalAction action = _ignored[signal] ? SignalAction.Ignore : DefaultOf(signal);
        return action switch
        {
            SignalAction.Ignore => (UtraceEvents.SignalIgn, action),
            SignalAction.Core => (UtraceEvents.SignalCore, action),
            SignalAction.Stop or SignalAction.Tstp => (UtraceEvents.SignalStop, action),
            _ => (UtraceEvents.SignalTerm, action),
        };
    }

    public static SignalAction DefaultOf(int signal) => signal switch
    {
        LinuxSignal.Child or LinuxSignal.Cont or LinuxSignal.Urg or LinuxSignal.Winch => SignalAction.Ignore,
        LinuxSignal.Stop => SignalAction.Stop,
        LinuxSignal.Tstp or LinuxSignal.Ttin or LinuxSignal.Ttou => SignalAction.Tstp,
        LinuxSignal.Quit or LinuxSignal.Trap or LinuxSignal.Abort or LinuxSignal.Segv => SignalAction.Core,
        4 or 7 or 8 or 24 or 25 or 31 => SignalAction.Core,
        _ => SignalAction.Term,
    };
}
