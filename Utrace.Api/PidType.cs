namespace Utrace;

/// <summary>What a pid is asked to name (<c>enum pid_type</c>).</summary>
public enum PidType
{
    /// <summary>A thread, by its own number (<c>PIDTYPE_PID</c>).</summary>
    Pid = 0,

    /// <summary>A thread group, by its leader's number (<c>PIDTYPE_TGID</c>).</summary>
    Tgid = 1,

    /// <summary>A process group (<c>PIDTYPE_PGID</c>).</summary>
    Pgid = 2,

    /// <summary>A session (<c>PIDTYPE_SID</c>).</summary>
    Sid = 3,
}
