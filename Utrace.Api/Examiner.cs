namespace Utrace;

/// <summary>
/// One examination of a stopped task (<c>struct utrace_examiner</c>): filled by
/// <see cref="UtraceEngine.PrepareExamine(TaskStruct?, Examiner)"/>, checked by
/// <see cref="UtraceEngine.FinishExamine(TaskStruct?, Examiner)"/>. What was read in between counts only if the latter
/// answers <see cref="Errno.None"/>. Can be used again, for one examination at a time.
/// </summary>
public sealed class Examiner
{
    private TaskRegisters? _registers;

    /// <summary>The registers of the examined task.</summary>
    /// <exception cref="InvalidOperationException">No examination has been prepared, or it is finished.</exception>
    public TaskRegisters Registers => _registers ?? throw new InvalidOperationException("No examination is under way: prepare one first.");

    /// <summary>Which of the task's stops is examined; 0 for the current task, which needs none.</summary>
    internal long Stop { get; private set; }

    internal bool IsPrepared => _registers is not null;

    internal void Begin(TaskRegisters registers, long stop)
    {
        _registers = registers;
        Stop = stop;
    }

    internal void End() => _registers = null;
}
