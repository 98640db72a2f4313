using Utrace.Contracts;
using Utrace.Core;

namespace Utrace;

/// <summary>
/// One thread of a traced kernel (<c>struct task_struct *</c>): one object a task. Nobody can take a reference on it, so it is
/// good only inside the read-side section in which it was looked up, as <see cref="Current"/>, while a callback runs that was
/// handed it, or by the claim of <see cref="AsUnreapedChild"/>. Any other use is a violation that the kernel reports.
/// </summary>
/// <remarks>Every member throws <see cref="TaskFreedException"/> when the task has been reaped and freed.</remarks>
[RcuProtected]
public sealed class TaskStruct
{
    internal TaskStruct(TracedTask traced) => Traced = traced;

    /// <summary>The task that runs the current callback or program (<c>current</c>).</summary>
    /// <exception cref="InvalidOperationException">This thread runs neither.</exception>
    [AlwaysValid]
    public static TaskStruct Current =>
        CurrentTask.OfThisThread?.Struct
        ?? throw new InvalidOperationException("This thread does not run as a task: there is no current one.");

    /// <summary>The thread's number (<c>task->pid</c>).</summary>
    public int Pid => Read(nameof(Pid), task => task.Pid);

    /// <summary>The number of the thread group (<c>task->tgid</c>).</summary>
    public int Tgid => Read(nameof(Tgid), task => task.Tgid);

    /// <summary>The command name (<c>task->comm</c>).</summary>
    public string Comm => Read(nameof(Comm), task => task.Comm);

    /// <summary>Whether the task has begun to exit (<c>task->flags &amp; PF_EXITING</c>).</summary>
    public bool IsExiting => Read(nameof(IsExiting), task => task.IsExiting);

    /// <summary>The leader of the thread group (<c>task->group_leader</c>).</summary>
    [RequiresReadLock]
    public TaskStruct GroupLeader => LookUp(Read(nameof(GroupLeader), task => task.GroupLeader))!;

    /// <summary>The leader of the parent's thread group, or null at the top (<c>task->real_parent</c>).</summary>
    [RequiresReadLock]
    public TaskStruct? RealParent => LookUp(Read(nameof(RealParent), task => task.RealParent));

    internal TracedTask Traced { get; }

    /// <summary>Takes a reference on the task's pid (<c>get_task_pid</c>).</summary>
    /// <param name="type">In which role: its own, its thread group's, its process group's or its session's.</param>
    /// <returns>The reference, to be put by the caller. If the task is reaped already, the pid names nothing any more.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is none.</exception>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [return: Owned]
    public PidHandle GetPid(PidType type = PidType.Pid)
    {
        if (!Enum.IsDefined(type))
            throw new ArgumentOutOfRangeException(nameof(type), type, "No such type.");
        Traced.Kernel.ThrowIfDisposed();
        return new PidHandle(Read(nameof(GetPid), task => task.GetPid(type)));
    }

    /// <summary>
    /// The caller vouches that this is its own child and not reaped while the result is used. If it is reaped after all, the
    /// next use is a violation.
    /// </summary>
    /// <returns>The same task.</returns>
    [return: AlwaysValid]
    public TaskStruct AsUnreapedChild()
    {
        Traced.Lifetime.Claim();
        return this;
    }

    /// <summary>For messages. Not a use: it works on a freed task too.</summary>
    public override string ToString() => Traced.Describe();

    /// <summary>What a lookup gives its caller, with the section noted in which it happens.</summary>
    internal static TaskStruct? LookUp(TracedTask? task)
    {
        task?.Lifetime.NoteLookup();
        return task?.Struct;
    }

    /// <summary>The task, for a call that needs it to be valid.</summary>
    internal TracedTask ForUse(string use)
    {
        Traced.Lifetime.CheckUse(Traced, use);
        return Traced;
    }

    private T Read<T>(string member, Func<ITaskBackend, T> read)
    {
        TracedTask task = ForUse(member);
        lock (task.Kernel.Gate)
            return read(task.Backend);
    }
}
