namespace Utrace;

/// <summary>
/// The registers of a task at a safe point (<c>struct pt_regs</c>), as far as they make a system call. Good in the callback
/// that was handed them, or while the task is examined. What is written takes effect when the task goes on.
/// </summary>
public abstract class TaskRegisters
{
    /// <summary>How many arguments a system call has at most.</summary>
    public const int ArgumentCount = 6;

    /// <summary>The system call's number; -1 where the task is in none. Written at the entry: another call is tried; -1: none.</summary>
    public abstract long SyscallNumber { get; set; }

    /// <summary>
    /// What the system call returns: a result, or a negative <see cref="Errno"/>. -ENOSYS at the entry; a value written there
    /// counts when the call is aborted.
    /// </summary>
    public abstract long ReturnValue { get; set; }

    /// <summary>An argument of the system call.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    public abstract long GetArgument(int index);

    /// <summary>Changes an argument of the system call.</summary>
    /// <param name="index">Which, from 0.</param>
    /// <param name="value">Its new value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such argument.</exception>
    public abstract void SetArgument(int index, long value);
}
