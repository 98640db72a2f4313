//// after the section
void M(PidHandle pid)
{
    TaskStruct? task;
    using (Rcu.EnterReadScope())
        task = pid.Task();
    Use(task); // UTR1002
}
//// a null test after the section
bool M(PidHandle pid)
{
    TaskStruct? task;
    using (Rcu.EnterReadScope())
        task = pid.Task();
    return task is not null;
}
//// first use only
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var task = pid.Task();
    Rcu.ReadUnlock();
    Use(task); // UTR1002
    Use(task);
}
//// first use on each side
void M(PidHandle pid, bool flag)
{
    Rcu.ReadLock();
    var task = pid.Task();
    Rcu.ReadUnlock();
    if (flag)
        Use(task); // UTR1002
    else
        Log(task!.Pid); // UTR1002
}
//// looked up again
void M(PidHandle pid)
{
    TaskStruct? task;
    using (Rcu.EnterReadScope())
    {
        task = pid.Task();
        Use(task);
    }

    using (Rcu.EnterReadScope())
    {
        task = pid.Task();
        Use(task);
    }
}
//// used in the next section
void M(PidHandle pid)
{
    TaskStruct? task;
    using (Rcu.EnterReadScope())
        task = pid.Task();
    using (Rcu.EnterReadScope())
        Use(task); // UTR1002
}
//// a nested section that ends
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        Use(task);
    }
}
//// the value is taken out
void M(PidHandle pid)
{
    int number;
    using (Rcu.EnterReadScope())
        number = pid.Task()?.Pid ?? 0;
    Log(number);
}
//// an alias after the section
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var task = pid.Task();
    var same = task;
    Rcu.ReadUnlock();
    Use(same); // UTR1002
}
//// stale tolerated after the section
void M(PidHandle pid, UtraceEngine engine)
{
    Rcu.ReadLock();
    var task = pid.Task();
    Rcu.ReadUnlock();
    Log((int)engine.Control(task, ResumeAction.Stop));
}
//// overwritten before its use
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var task = pid.Task();
    Rcu.ReadUnlock();
    task = TaskStruct.Current;
    Use(task);
}
//// unlocked on one side
void M(PidHandle pid, bool early)
{
    Rcu.ReadLock();
    var task = pid.Task();
    if (early)
        Rcu.ReadUnlock();
    Use(task); // UTR1002
    if (!early)
        Rcu.ReadUnlock();
}
//// unlocked and left on one side
void M(PidHandle pid, bool early)
{
    Rcu.ReadLock();
    var task = pid.Task();
    if (early)
    {
        Rcu.ReadUnlock();
        return;
    }

    Use(task);
    Rcu.ReadUnlock();
}
//// in finally after the unlock
void M(PidHandle pid)
{
    TaskStruct? task = null;
    try
    {
        using (Rcu.EnterReadScope())
            task = pid.Task();
    }
    finally
    {
        Use(task); // UTR1002
    }
}
//// in catch after a using
void M(PidHandle pid)
{
    TaskStruct? task = null;
    try
    {
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Work();
        }
    }
    catch (InvalidOperationException)
    {
        Use(task); // UTR1002
    }
}
//// in catch inside of the section
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        TaskStruct? task = null;
        try { task = pid.Task(); Work(); }
        catch (InvalidOperationException) { Use(task); }
    }
}
//// in a loop that leaves the section each turn
void M(PidHandle pid)
{
    TaskStruct? last = null;
    for (var i = 0; i < 3; i++)
    {
        if (last is not null)
            Use(last); // UTR1002
        using (Rcu.EnterReadScope())
            last = pid.Task();
    }
}
//// in a loop inside of the section
void M(PidHandle[] pids)
{
    using (Rcu.EnterReadScope())
    {
        TaskStruct? last = null;
        foreach (var pid in pids)
        {
            if (last is not null)
                Use(last);
            last = pid.Task();
        }
    }
}
//// by a method that opens and closes
void M(PidHandle pid)
{
    Use(Find(pid)); // UTR1001
}
[RequiresReadLock]
public static TaskStruct? Find(PidHandle pid) => pid.Task();
//// returned to a caller inside of its section
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        Use(Find(pid));
}
private static TaskStruct? Find(PidHandle pid) => pid.Task();
//// returned to a caller that ends its section
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var task = Find(pid);
    Rcu.ReadUnlock();
    Use(task); // UTR1002
}
private static TaskStruct? Find(PidHandle pid) => pid.Task();
//// by out
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var found = TryFind(pid, out var task);
    Rcu.ReadUnlock();
    if (found)
        Use(task); // UTR1002
}
private static bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
{
    task = pid.Task();
    return task is not null;
}
//// by out inside of the section
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        if (TryFind(pid, out var task))
            Use(task);
    }
}
private static bool TryFind(PidHandle pid, [NotNullWhen(true)] out TaskStruct? task)
{
    task = pid.Task();
    return task is not null;
}
//// the same flag at both ends
void M(PidHandle pid, bool flag)
{
    TaskStruct? task = null;
    if (flag)
    {
        Rcu.ReadLock();
        task = pid.Task();
    }

    Work();
    if (flag)
    {
        Use(task);
        Rcu.ReadUnlock();
    }
}
//// a pattern with a name
void M(PidHandle pid)
{
    Rcu.ReadLock();
    if (pid.Task() is { IsExiting: false } task)
    {
        Rcu.ReadUnlock();
        Use(task); // UTR1002
        return;
    }

    Rcu.ReadUnlock();
}
//// a related task after the section
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var parent = pid.Task()?.RealParent;
    Rcu.ReadUnlock();
    Use(parent); // UTR1002
}
//// a tuple taken apart after the section
void M(PidHandle pid)
{
    Rcu.ReadLock();
    var (task, number) = (pid.Task(), 1);
    Rcu.ReadUnlock();
    Log(number);
    Use(task); // UTR1002
}
//// a list that is used in the section
void M(PidHandle[] pids)
{
    using (Rcu.EnterReadScope())
    {
        var tasks = new List<TaskStruct>();
        foreach (var pid in pids)
            if (pid.Task() is { } task)
                tasks.Add(task);
        foreach (var task in tasks)
            Use(task);
    }
}
//// current after any section
void M()
{
    var task = TaskStruct.Current;
    using (Rcu.EnterReadScope())
        Work();
    Use(task);
}
//// nameof after the section
string M(PidHandle pid)
{
    Rcu.ReadLock();
    var task = pid.Task();
    Rcu.ReadUnlock();
    return nameof(task);
}
//// a lent parameter
void M(TaskStruct task) => Use(task);
//// a lent parameter after a section of the method's own
void M(TaskStruct task)
{
    using (Rcu.EnterReadScope())
        Work();
    Use(task);
}
//// an own child
void M(TaskStruct child)
{
    var own = child.AsUnreapedChild();
    using (Rcu.EnterReadScope())
        Work();
    Use(own);
}
//// the same flag, negated
void M(PidHandle pid, bool flag)
{
    Rcu.ReadLock();
    var task = pid.Task();
    if (!flag)
        Rcu.ReadUnlock();
    if (flag)
    {
        Use(task);
        Rcu.ReadUnlock();
    }
}
