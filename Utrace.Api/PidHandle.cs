using Utrace.Contracts;

namespace Utrace;

/// <summary>One counted reference on a pid (<c>struct pid *</c>).</summary>
[Counted("pid")]
public sealed class PidHandle : IDisposable
{
    internal PidHandle() { }

    /// <summary>The pid's number.</summary>
    public int Number => throw new NotImplementedException();

    /// <summary>Takes another reference (<c>get_pid</c>).</summary>
    [return: Owned]
    public PidHandle Get() => throw new NotImplementedException();

    /// <summary>Drops the reference (<c>put_pid</c>). Only the first call does something.</summary>
    [Puts]
    public void Put() => throw new NotImplementedException();

    /// <inheritdoc cref="Put"/>
    public void Dispose() => Put();

    /// <summary>The task that the pid names now, or null (<c>pid_task</c>).</summary>
    [RequiresReadLock]
    public TaskStruct? Task(PidType type = PidType.Pid) => throw new NotImplementedException();
}
