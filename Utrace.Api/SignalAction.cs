namespace Utrace;

/// <summary>
/// What becomes of a signal (<c>enum utrace_signal_action</c>). <see cref="UtraceEngineOps.ReportSignal"/> is handed what the
/// kernel, or the engine before, means to do, and answers with what shall be done.
/// </summary>
[Flags]
public enum SignalAction
{
    /// <summary>Deliver it: to its handler, or by its default action where there is none (<c>UTRACE_SIGNAL_DELIVER</c>).</summary>
    Deliver = 0x00,

    /// <summary>Drop it (<c>UTRACE_SIGNAL_IGN</c>).</summary>
    Ignore = 0x10,

    /// <summary>End the process (<c>UTRACE_SIGNAL_TERM</c>).</summary>
    Term = 0x20,

    /// <summary>End the process with a core dump (<c>UTRACE_SIGNAL_CORE</c>).</summary>
    Core = 0x30,

    /// <summary>Stop the process, whatever its process group (<c>UTRACE_SIGNAL_STOP</c>).</summary>
    Stop = 0x40,

    /// <summary>Stop the process as terminal job control does (<c>UTRACE_SIGNAL_TSTP</c>).</summary>
    Tstp = 0x50,

    /// <summary>
    /// Only handed in: no signal, somebody asked with <see cref="ResumeAction.Interrupt"/> (<c>UTRACE_SIGNAL_REPORT</c>).
    /// </summary>
    Report = 0x60,

    /// <summary>
    /// Only handed in: no signal, a handler has just been set up while a report or a step was due
    /// (<c>UTRACE_SIGNAL_HANDLER</c>).
    /// </summary>
    Handler = 0x70,

    /// <summary>
    /// A flag beside the others: the signal is pushed back and comes again at the next return to user mode
    /// (<c>UTRACE_SIGNAL_HOLD</c>).
    /// </summary>
    Hold = 0x100,
}
