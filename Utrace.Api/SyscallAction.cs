namespace Utrace;

/// <summary>
/// What becomes of a system call at its entry (<c>enum utrace_syscall_action</c>). A callback is handed the answer of the
/// engine called before it; the last answer stands.
/// </summary>
[Flags]
public enum SyscallAction
{
    /// <summary>Try the call (<c>UTRACE_SYSCALL_RUN</c>).</summary>
    Run = 0x00,

    /// <summary>
    /// Do not try it; the task sees the return value that its registers hold, -ENOSYS unless a callback wrote one
    /// (<c>UTRACE_SYSCALL_ABORT</c>).
    /// </summary>
    Abort = 0x10,

    /// <summary>
    /// A flag, only handed in: this entry has been reported before, and the task was stopped since
    /// (<c>UTRACE_SYSCALL_RESUMED</c>).
    /// </summary>
    Resumed = 0x20,
}
