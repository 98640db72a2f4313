namespace Tracing;

/// <summary>Something that can be traced; its task is good in the caller's section.</summary>
public interface ITarget
{
    [Borrowed]
    PidHandle Pid { get; }

    [RequiresReadLock]
    TaskStruct? Task { get; }
}

/// <summary>A section of a kind of its own, which counts how many are open.</summary>
public static class CountedSection
{
    private static int open;

    public static int Open => open;

    public static Scope Enter() => new(Rcu.EnterReadScope());

    [ReadLockScope]
    public ref struct Scope : IDisposable
    {
        private Rcu.ReadScope inner;

        internal Scope(Rcu.ReadScope inner)
        {
            this.inner = inner;
            Interlocked.Increment(ref open);
        }

        public void Dispose()
        {
            Interlocked.Decrement(ref open);
            inner.Dispose();
        }
    }
}

public sealed class ThreadTarget([Owned] PidHandle pid) : ITarget, IDisposable
{
    public PidHandle Pid => pid;

    public TaskStruct? Task => pid.Task();

    public void Dispose() => pid.Put();
}

public sealed class GroupTarget(PidHandle pid) : ITarget, IDisposable
{
    private readonly PidHandle leader = pid.Get();

    PidHandle ITarget.Pid => leader;

    TaskStruct? ITarget.Task => leader.Task(PidType.Tgid)?.GroupLeader;

    public void Dispose() => leader.Dispose();
}

public static class Targets
{
    public static ThreadTarget? Open(IUtraceKernel kernel, int number) =>
        kernel.FindGetPid(number) is { } pid ? new ThreadTarget(pid) : null;

    public static string Describe(ITarget target)
    {
        using var section = CountedSection.Enter();
        return target.Task is { } task ? DescribeLocked(task) : $"{target.Pid.Number} is gone";
    }

    [RequiresReadLock]
    public static string DescribeLocked(TaskStruct task)
    {
        Rcu.AssertReadLockHeld();
        var leader = task.GroupLeader;
        return leader == task ? task.Comm : $"{leader.Comm}/{task.Comm}";
    }

    public static void Visit(IEnumerable<ITarget> targets, [InvokedDuringCall] Action<TaskStruct> visit)
    {
        foreach (var target in targets)
        {
            Lock();
            try
            {
                if (target.Task is { } task)
                    visit(task);
            }
            finally
            {
                Unlock();
            }
        }
    }

    public static int CountExiting(IReadOnlyCollection<ITarget> targets)
    {
        var exiting = 0;
        Visit(targets, task => exiting += task.IsExiting ? 1 : 0);
        return exiting;
    }

    [AcquiresReadLock]
    private static void Lock() => Rcu.ReadLock();

    [ReleasesReadLock]
    private static void Unlock() => Rcu.ReadUnlock();
}
