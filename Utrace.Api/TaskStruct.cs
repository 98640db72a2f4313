using Utrace.Contracts;

namespace Utrace;

/// <summary>One thread of a traced kernel (<c>struct task_struct *</c>).</summary>
[RcuProtected]
public sealed class TaskStruct
{
    internal TaskStruct() { }

    /// <summary>The task that runs the current callback (<c>current</c>).</summary>
    [AlwaysValid]
    public static TaskStruct Current => throw new NotImplementedException();

    /// <summary>The thread's number (<c>task->pid</c>).</summary>
    public int Pid => throw new NotImplementedException();

    /// <summary>The number of the thread group (<c>task->tgid</c>).</summary>
    public int Tgid => throw new NotImplementedException();

    /// <summary>The command name (<c>task->comm</c>).</summary>
    public string Comm => throw new NotImplementedException();

    /// <summary>Whether the task has begun to exit.</summary>
    public bool IsExiting => throw new NotImplementedException();

    /// <summary>The leader of the thread group (<c>task->group_leader</c>).</summary>
    [RequiresReadLock]
    public TaskStruct GroupLeader => throw new NotImplementedException();

    /// <summary>The parent, or null at the top (<c>task->real_parent</c>).</summary>
    [RequiresReadLock]
    public TaskStruct? RealParent => throw new NotImplementedException();

    /// <summary>Takes a reference on the task's pid (<c>get_task_pid</c>).</summary>
    [return: Owned]
    public PidHandle GetPid(PidType type = PidType.Pid) => throw new NotImplementedException();

    /// <summary>The caller vouches that this is its own child and not reaped while the result is used.</summary>
    [return: AlwaysValid]
    public TaskStruct AsUnreapedChild() => throw new NotImplementedException();
}
