namespace Utrace;

/// <summary>
/// What a traced task does next (<c>enum utrace_resume_action</c>): the answer of a callback, or a request to
/// <see cref="UtraceEngine.Control(TaskStruct?, ResumeAction)"/>. Most constrained first; with several engines the smallest
/// prevails.
/// </summary>
public enum ResumeAction
{
    /// <summary>
    /// Stay stopped (<c>UTRACE_STOP</c>). The only action that lasts: it holds until this engine answers otherwise or asks for
    /// another action. A SIGKILL breaks it.
    /// </summary>
    Stop = 0,

    /// <summary>Report before user mode, and break a wait inside the kernel as a signal would (<c>UTRACE_INTERRUPT</c>).</summary>
    Interrupt = 1,

    /// <summary>Report before the task runs user code again (<c>UTRACE_REPORT</c>). The engine must have asked for Quiesce.</summary>
    Report = 2,

    /// <summary>Run one instruction, then get a SIGTRAP (<c>UTRACE_SINGLESTEP</c>). The engine must have asked for Quiesce.</summary>
    SingleStep = 3,

    /// <summary>
    /// Run up to the next taken branch, then get a SIGTRAP (<c>UTRACE_BLOCKSTEP</c>). The engine must have asked for Quiesce.
    /// </summary>
    BlockStep = 4,

    /// <summary>Run (<c>UTRACE_RESUME</c>).</summary>
    Resume = 5,

    /// <summary>Detach the engine and run (<c>UTRACE_DETACH</c>).</summary>
    Detach = 6,
}
