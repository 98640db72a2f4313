//// types: field
public sealed class Case
{
    private TaskStruct? _task; // UTR1003
    public void Set(TaskStruct? task) => _task = task;
}
//// types: pid in a field
public sealed class Case(PidHandle pid) : IDisposable
{
    private readonly PidHandle _pid = pid.Get();
    public void Dispose() => _pid.Dispose();
}
//// types: auto-property
public sealed class Case
{
    public TaskStruct? Last { get; set; } // UTR1003
}
//// types: computed property
public sealed class Case(PidHandle pid)
{
    [RequiresReadLock]
    public TaskStruct? Task => pid.Task();
}
//// types: static field
public static class Case
{
    private static TaskStruct? s_last; // UTR1003
    public static void Set(TaskStruct? task) => s_last = task;
}
//// types: list
public sealed class Case
{
    private readonly List<TaskStruct> _tasks = []; // UTR1003
    public void Add(TaskStruct task) => _tasks.Add(task);
}
//// types: dictionary
public sealed class Case
{
    private readonly Dictionary<int, TaskStruct> _tasks = []; // UTR1003
    public void Add(TaskStruct task) => _tasks.Add(task.Pid, task);
}
//// types: array
public sealed class Case
{
    private readonly TaskStruct?[] _tasks = new TaskStruct?[4]; // UTR1003
    public void Set(TaskStruct task) => _tasks[0] = task;
}
//// types: record
public sealed record Case(TaskStruct Task); // UTR1003
//// types: tuple
public sealed class Case
{
    private (int, TaskStruct?) _last; // UTR1003
    public void Set(TaskStruct task) => _last = (1, task);
}
//// types: lazy
public sealed class Case(PidHandle pid)
{
    private readonly Lazy<TaskStruct?> _task = new(() => Find(pid)); // UTR1003
    public int Number => _task.Value?.Pid ?? 0;
    private static TaskStruct? Find(PidHandle pid)
    {
        using (Rcu.EnterReadScope())
            return pid.Task(); // UTR1003
    }
}
//// types: function that takes tasks
public sealed class Case
{
    private readonly Func<TaskStruct, bool> _filter = task => task.Pid > 3;
    public bool Holds(TaskStruct task) => _filter(task);
}
//// types: comparer of tasks
public sealed class Case
{
    private readonly IComparer<TaskStruct> _order = Comparer<TaskStruct>.Create((a, b) => a.Pid - b.Pid);
    public int Compare(TaskStruct a, TaskStruct b) => _order.Compare(a, b);
}
//// types: object field
public sealed class Case
{
    private object? _tag;
    public void Set(TaskStruct task) => _tag = task; // UTR1003
}
//// returned out of its section
public TaskStruct? M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        return pid.Task(); // UTR1003
}
//// returned under a declared requirement
[RequiresReadLock]
public TaskStruct? M(PidHandle pid) => pid.Task();
//// handed out
public void M(PidHandle pid, out TaskStruct? task)
{
    using (Rcu.EnterReadScope())
        task = pid.Task(); // UTR1003
}
//// a value of it returned
public int M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        return pid.Task()?.Pid ?? 0;
}
//// current returned
public TaskStruct M() => TaskStruct.Current;
//// captured by code that runs later
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        ThreadPool.QueueUserWorkItem(_ => Use(task)); // UTR1003
    }
}
//// captured by code that runs now
void M(PidHandle pid, int[] numbers)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        Array.ForEach(numbers, number => Log(number + (task?.Pid ?? 0)));
    }
}
//// captured by a query that is run now
int M(PidHandle pid, int[] numbers)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        return numbers.Count(number => number == task?.Pid);
    }
}
//// captured by an event handler
void M(TaskStruct task, System.Timers.Timer timer) => timer.Elapsed += (_, _) => Use(task); // UTR1003
//// a lambda run on the spot
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        Action show = () => Use(task);
        show();
    }
}
//// across an await
async Task M(PidHandle pid)
{
    Rcu.ReadLock();
    var task = pid.Task();
    await Task.Yield(); // UTR4003
    Use(task); // UTR1003
    Rcu.ReadUnlock();
}
//// looked up again after an await
async Task M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        Use(pid.Task());
    await Task.Yield();
    using (Rcu.EnterReadScope())
        Use(pid.Task());
}
//// an iterator that gives tasks
public IEnumerable<TaskStruct> M(PidHandle[] pids)
{
    foreach (var pid in pids)
    {
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        if (task is not null)
            yield return task; // UTR1003
    }
}
//// added to a list of objects
void M(List<object> all, PidHandle pid)
{
    using (Rcu.EnterReadScope())
        if (pid.Task() is { } task)
            all.Add(task); // UTR1003
}
//// in a tuple that stays in the section
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        var pair = (pid.Task(), 1);
        Use(pair.Item1);
    }
}
//// types: callback that keeps its task
public sealed class Case
{
    private readonly List<object> _seen = [];
    public void Note([ValidDuringCall] TaskStruct task) => _seen.Add(task); // UTR1003
}
//// types: callback that keeps a pid
public sealed class Case : IDisposable
{
    private readonly List<PidHandle> _seen = [];
    public void Note([ValidDuringCall] TaskStruct task) => _seen.Add(task.GetPid());
    public void Dispose() => _seen.ForEach(pid => pid.Dispose());
}
