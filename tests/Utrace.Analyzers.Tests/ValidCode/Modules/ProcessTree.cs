namespace Tracing;

/// <summary>One thread as it was when it was looked at: plain values, which may be kept.</summary>
public sealed record TaskSnapshot(int Pid, int Tgid, string Name, int? Parent, bool IsExiting)
{
    [RequiresReadLock]
    public static TaskSnapshot Of(TaskStruct task) =>
        new(task.Pid, task.Tgid, task.Comm, task.RealParent?.Pid, task.IsExiting);
}

/// <summary>Reads the ancestors and relatives of processes.</summary>
public static class ProcessTree
{
    public static TaskSnapshot? Read(PidHandle pid)
    {
        using var scope = Rcu.EnterReadScope();
        return pid.Task() is { } task ? TaskSnapshot.Of(task) : null;
    }

    public static IReadOnlyList<TaskSnapshot> Ancestors(PidHandle pid)
    {
        var ancestors = new List<TaskSnapshot>();
        using (Rcu.EnterReadScope())
        {
            for (var task = pid.Task(); task is not null; task = task.RealParent)
                ancestors.Add(TaskSnapshot.Of(task));
        }
        return ancestors;
    }

    public static bool IsDescendantOf(PidHandle pid, PidHandle ancestor)
    {
        Rcu.ReadLock();
        try
        {
            var wanted = ancestor.Task();
            if (wanted is null)
                return false;
            var task = pid.Task();
            while (task is not null && task != wanted)
                task = task.RealParent;
            return task is not null;
        }
        finally
        {
            Rcu.ReadUnlock();
        }
    }

    public static ILookup<int, TaskSnapshot> Groups(IReadOnlyCollection<PidHandle> pids)
    {
        using var scope = Rcu.EnterReadScope();
        return pids
            .Select(pid => pid.Task())
            .OfType<TaskStruct>()
            .Where(task => !task.IsExiting)
            .Select(task => TaskSnapshot.Of(task))
            .ToLookup(snapshot => snapshot.Tgid);
    }

    public static int Depth(PidHandle pid)
    {
        using (Rcu.EnterReadScope())
            return Depth(pid.Task());
    }

    private static int Depth(TaskStruct? task) => task is null ? 0 : 1 + Depth(task.RealParent);

    public static PidHandle? Root(IUtraceKernel kernel, int number)
    {
        using var pid = kernel.FindGetPid(number);
        if (pid is null)
            return null;
        using var scope = Rcu.EnterReadScope();
        var root = pid.Task();
        while (root?.RealParent is { } parent)
            root = parent;
        return root?.GetPid(PidType.Tgid);
    }
}
