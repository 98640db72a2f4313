namespace Utrace;

/// <summary><c>enum pid_type</c>.</summary>
public enum PidType
{
    /// <summary><c>PIDTYPE_PID</c>: a thread.</summary>
    Pid = 0,
    /// <summary><c>PIDTYPE_TGID</c>: a thread group, named by its leader.</summary>
    Tgid = 1,
    /// <summary><c>PIDTYPE_PGID</c>: a process group.</summary>
    Pgid = 2,
    /// <summary><c>PIDTYPE_SID</c>: a session.</summary>
    Sid = 3,
}

/// <summary>How to attach (<c>UTRACE_ATTACH_*</c>).</summary>
[Flags]
public enum AttachFlags
{
    /// <summary>Look up any engine.</summary>
    None = 0,
    /// <summary>Match engines with the same ops.</summary>
    MatchOps = 0x01,
    /// <summary>Match engines with the same data.</summary>
    MatchData = 0x02,
    /// <summary>Create an engine.</summary>
    Create = 0x10,
    /// <summary>Fail where a matching engine is attached already.</summary>
    Exclusive = 0x20,
}

/// <summary>What a task does after a callback (<c>enum utrace_resume_action</c>), most constrained first.</summary>
public enum ResumeAction
{
    /// <summary><c>UTRACE_STOP</c>.</summary>
    Stop = 0,
    /// <summary><c>UTRACE_INTERRUPT</c>.</summary>
    Interrupt = 1,
    /// <summary><c>UTRACE_REPORT</c>.</summary>
    Report = 2,
    /// <summary><c>UTRACE_SINGLESTEP</c>.</summary>
    SingleStep = 3,
    /// <summary><c>UTRACE_BLOCKSTEP</c>.</summary>
    BlockStep = 4,
    /// <summary><c>UTRACE_RESUME</c>.</summary>
    Resume = 5,
    /// <summary><c>UTRACE_DETACH</c>.</summary>
    Detach = 6,
}
