namespace Tracing;

/// <summary>Which group leads which threads, rebuilt on demand; keeps pids, never tasks.</summary>
public sealed class LeaderIndex : IDisposable
{
    private readonly Dictionary<int, Group> groups = [];

    public void Rebuild(IReadOnlyList<PidHandle> pids)
    {
        Dispose();
        var order = Comparer<TaskStruct>.Create((a, b) => a.Pid.CompareTo(b.Pid));
        using var scope = Rcu.EnterReadScope();
        var tasks = new List<TaskStruct>(pids.Count);
        foreach (var pid in pids)
        {
            var task = pid.Task();
            if (task is null)
                continue;
            tasks.Add(task);
        }

        tasks.Sort(order);
        var youngest = tasks.Count == 0 ? null : tasks[^1];
        foreach (var task in tasks.Where(task => !task.IsExiting))
        {
            if (!groups.TryGetValue(task.Tgid, out var group))
            {
                group = new Group { Leader = task.GroupLeader.GetPid(PidType.Tgid) };
                groups.Add(task.Tgid, group);
            }
            group.Threads.Add(task.Pid);
            if (task == youngest)
                group.HasYoungest = true;
        }
    }

    public bool TryGetName(int number, [NotNullWhen(true)] out string? name)
    {
        name = null;
        foreach (var group in groups.Values)
        {
            if (!group.Threads.Contains(number))
                continue;
            using (Rcu.EnterReadScope())
                name = group.Leader.Task(PidType.Tgid)?.Comm;
            if (name is not null)
                return true;
        }
        return false;
    }

    /// <summary>The caller's own reference on the leader of a thread.</summary>
    [return: Owned]
    public PidHandle? OpenLeader(int number)
    {
        var group = groups.Values.FirstOrDefault(group => group.Threads.Contains(number));
        return group?.Leader.Get();
    }

    public bool SameGroup(int a, int b)
    {
        using var first = OpenLeader(a);
        using var second = OpenLeader(b);
        return first is not null && second is not null && first.Number == second.Number;
    }

    public void Dispose()
    {
        foreach (var group in groups.Values)
            group.Leader.Put();
        groups.Clear();
    }

    private sealed class Group
    {
        public required PidHandle Leader { get; init; }

        public HashSet<int> Threads { get; } = [];

        public bool HasYoungest { get; set; }
    }
}
