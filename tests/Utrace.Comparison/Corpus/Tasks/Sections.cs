//// left open by a return
void M(bool quick)
{
    Rcu.ReadLock(); // UTR4001
    if (quick)
        return;
    Rcu.ReadUnlock();
}
//// left open always
void M()
{
    Rcu.ReadLock(); // UTR4001
    Work();
}
//// scope that is not disposed
void M()
{
    var scope = Rcu.EnterReadScope(); // UTR4001
    Work();
}
//// scope that is disposed by hand
void M()
{
    var scope = Rcu.EnterReadScope();
    Work();
    scope.Dispose();
}
//// closed in finally
void M(bool quick)
{
    Rcu.ReadLock();
    try
    {
        if (quick)
            return;
        Work();
    }
    finally
    {
        Rcu.ReadUnlock();
    }
}
//// closed on both sides
void M(bool quick)
{
    Rcu.ReadLock();
    if (quick)
    {
        Rcu.ReadUnlock();
        return;
    }

    Work();
    Rcu.ReadUnlock();
}
//// unlock without a lock
void M() => Rcu.ReadUnlock(); // UTR4002
//// unlock twice
void M()
{
    Rcu.ReadLock();
    Rcu.ReadUnlock();
    Rcu.ReadUnlock(); // UTR4002
}
//// nested and balanced
void M()
{
    Rcu.ReadLock();
    Rcu.ReadLock();
    Work();
    Rcu.ReadUnlock();
    Rcu.ReadUnlock();
}
//// nested and one short
void M()
{
    Rcu.ReadLock(); // UTR4001
    Rcu.ReadLock();
    Work();
    Rcu.ReadUnlock();
}
//// under the same flag
void M(bool flag)
{
    if (flag)
        Rcu.ReadLock();
    Work();
    if (flag)
        Rcu.ReadUnlock();
}
//// under another flag
void M(bool a, bool b)
{
    if (a)
        Rcu.ReadLock(); // UTR4001
    Work();
    if (b)
        Rcu.ReadUnlock(); // UTR4002
}
//// left open by break
void M(int[] numbers)
{
    foreach (var number in numbers)
    {
        Rcu.ReadLock(); // UTR4001
        if (number == 3)
            break;
        Rcu.ReadUnlock();
    }
}
//// explicit throw inside
void M(int n)
{
    Rcu.ReadLock(); // UTR4001
    if (n < 0)
        throw new ArgumentOutOfRangeException(nameof(n));
    Rcu.ReadUnlock();
}
//// a private method that opens without saying so
void M()
{
    Open();
    Work();
    Rcu.ReadUnlock();
}
private static void Open() => Rcu.ReadLock(); // UTR4001
//// declared to open
void M()
{
    Open();
    Work();
    Rcu.ReadUnlock();
}
[AcquiresReadLock]
private static void Open() => Rcu.ReadLock();
//// declared to open, not closed
void M()
{
    Open(); // UTR4001
    Work();
}
[AcquiresReadLock]
private static void Open() => Rcu.ReadLock();
//// sleeping inside
void M()
{
    using (Rcu.EnterReadScope())
        Thread.Sleep(1); // UTR4003
}
//// sleeping after
void M()
{
    using (Rcu.EnterReadScope())
        Work();
    Thread.Sleep(1);
}
//// waiting inside for a task
void M(Task work)
{
    using (Rcu.EnterReadScope())
        work.Wait(); // UTR4003
}
//// awaiting inside
async Task M()
{
    Rcu.ReadLock();
    await Task.Yield(); // UTR4003
    Rcu.ReadUnlock();
}
//// yielding inside
IEnumerable<int> M()
{
    Rcu.ReadLock();
    yield return 1; // UTR4003
    Rcu.ReadUnlock();
}
//// attaching by pid inside
void M(PidHandle pid, UtraceEngineOps ops)
{
    using (Rcu.EnterReadScope())
    {
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, null); // UTR4003
        Work();
    }
}
//// attaching by pid outside
void M(PidHandle pid, UtraceEngineOps ops)
{
    using (Rcu.EnterReadScope())
        Work();
    using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, null);
    Work();
}
//// attaching by a task of the section
void M(PidHandle pid, UtraceEngineOps ops)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        if (task is null)
            return;
        using var engine = UtraceEngine.AttachTask(task, AttachFlags.Create, ops, null); // UTR1005
        Work();
    }
}
//// attaching by the current task
void M(UtraceEngineOps ops)
{
    using var engine = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops, null);
    Work();
}
//// attaching by an own child
void M(TaskStruct child, UtraceEngineOps ops)
{
    using var engine = UtraceEngine.AttachTask(child.AsUnreapedChild(), AttachFlags.Create, ops, null);
    Work();
}
//// attaching by a lent task
void M(TaskStruct task, UtraceEngineOps ops)
{
    using var engine = UtraceEngine.AttachTask(task, AttachFlags.Create, ops, null); // UTR1005
    Work();
}
//// a task used after the sleep
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        Thread.Sleep(1); // UTR4003
        Use(task); // UTR1004
    }
}
//// a task used before the sleep only
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
    {
        var task = pid.Task();
        Use(task);
        Thread.Sleep(1); // UTR4003
    }
}
//// a lent task used after a sleep
void M(TaskStruct task)
{
    Thread.Sleep(1);
    Use(task); // UTR1004
}
//// the current task used after a sleep
void M()
{
    var task = TaskStruct.Current;
    Thread.Sleep(1);
    Use(task);
}
//// looked up again after the sleep
void M(PidHandle pid)
{
    Rcu.ReadLock();
    Use(pid.Task());
    Rcu.ReadUnlock();
    Thread.Sleep(1);
    Rcu.ReadLock();
    Use(pid.Task());
    Rcu.ReadUnlock();
}
//// a lock of one's own inside
void M(object gate)
{
    using (Rcu.EnterReadScope())
        lock (gate)
            Work();
}
//// a private method that sleeps
void M()
{
    using (Rcu.EnterReadScope())
        Pause(); // UTR4003
}
private static void Pause() => Thread.Sleep(1);
//// a declared method that may sleep
void M()
{
    using (Rcu.EnterReadScope())
        Pause(); // UTR4003
}
[MayBlock]
public static void Pause() => Thread.Sleep(1);
