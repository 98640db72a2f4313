namespace Utrace;

/// <summary>
/// What an engine can ask to be told of (<c>UTRACE_EVENT(...)</c>), set by
/// <see cref="UtraceEngine.SetEvents(TaskStruct?, UtraceEvents)"/>.
/// </summary>
[Flags]
public enum UtraceEvents
{
    /// <summary>Nothing. As the event of a quiesce report: the task is ready to return to user mode.</summary>
    None = 0,

    /// <summary>The task is at a safe point: before every other report but Reap, and where a report was asked for.</summary>
    Quiesce = 1 << 0,

    /// <summary>The task is gone: its number may be taken again.</summary>
    Reap = 1 << 1,

    /// <summary>A child or thread has been made and has not run yet.</summary>
    Clone = 1 << 2,

    /// <summary>The task runs a new program.</summary>
    Exec = 1 << 3,

    /// <summary>The task begins to exit; its code can still be changed.</summary>
    Exit = 1 << 4,

    /// <summary>The task is dead.</summary>
    Death = 1 << 5,

    /// <summary>A system call is about to be tried.</summary>
    SyscallEntry = 1 << 6,

    /// <summary>A system call has returned.</summary>
    SyscallExit = 1 << 7,

    /// <summary>A signal that has a handler.</summary>
    Signal = 1 << 8,

    /// <summary>A signal that is ignored.</summary>
    SignalIgn = 1 << 9,

    /// <summary>A signal that stops the process.</summary>
    SignalStop = 1 << 10,

    /// <summary>A signal that ends the process.</summary>
    SignalTerm = 1 << 11,

    /// <summary>A signal that ends the process with a core dump.</summary>
    SignalCore = 1 << 12,

    /// <summary>The task stops or continues by job control.</summary>
    Jctl = 1 << 13,
}
