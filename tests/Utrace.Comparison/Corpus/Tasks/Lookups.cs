//// no section
string? M(PidHandle pid) => pid.Task()?.Comm; // UTR1001
//// scope in a using
string? M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        return pid.Task()?.Comm;
}
//// scope in a using declaration
string? M(PidHandle pid)
{
    using var scope = Rcu.EnterReadScope();
    return pid.Task()?.Comm;
}
//// lock and unlock
void M(PidHandle pid)
{
    Rcu.ReadLock();
    Use(pid.Task());
    Rcu.ReadUnlock();
}
//// lock and unlock in finally
void M(PidHandle pid)
{
    Rcu.ReadLock();
    try { Use(pid.Task()); }
    finally { Rcu.ReadUnlock(); }
}
//// after the unlock
void M(PidHandle pid)
{
    Rcu.ReadLock();
    Rcu.ReadUnlock();
    Use(pid.Task()); // UTR1001
}
//// before the lock
void M(PidHandle pid)
{
    var task = pid.Task(); // UTR1001
    Rcu.ReadLock();
    Use(task);
    Rcu.ReadUnlock();
}
//// section on one side only
void M(PidHandle pid, bool flag)
{
    if (flag)
        Rcu.ReadLock();
    Use(pid.Task()); // UTR1001
    if (flag)
        Rcu.ReadUnlock();
}
//// section and lookup under the same flag
void M(PidHandle pid, bool flag)
{
    if (flag)
        Rcu.ReadLock();
    Work();
    if (flag)
    {
        Use(pid.Task());
        Rcu.ReadUnlock();
    }
}
//// stale tolerated
void M(UtraceEngine engine, PidHandle pid) => Log((int)engine.Control(pid.Task(), ResumeAction.Stop));
//// stale tolerated, by a local in between
void M(UtraceEngine engine, PidHandle pid)
{
    var task = pid.Task(); // UTR1001
    Log((int)engine.Control(task, ResumeAction.Stop));
}
//// stale tolerated in a conditional
void M(UtraceEngine engine, PidHandle pid, bool flag) => Log((int)engine.Control(flag ? pid.Task() : null, ResumeAction.Stop));
//// the pid overload
void M(UtraceEngine engine, PidHandle pid) => Log((int)engine.Control(pid, ResumeAction.Stop));
//// current
int M() => TaskStruct.Current.Pid;
//// leader of current
string? M() => TaskStruct.Current.GroupLeader.Comm; // UTR1001
//// leader of current in a section
string? M()
{
    using (Rcu.EnterReadScope())
        return TaskStruct.Current.GroupLeader.Comm;
}
//// in a private method whose caller has one
string? M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        return NameOf(pid);
}
private static string? NameOf(PidHandle pid) => pid.Task()?.Comm;
//// in a private method whose caller has none
string? M(PidHandle pid) => NameOf(pid); // UTR1001
private static string? NameOf(PidHandle pid) => pid.Task()?.Comm;
//// through two private methods
string? M(PidHandle pid) => Outer(pid); // UTR1001
private static string? Outer(PidHandle pid) => NameOf(pid);
private static string? NameOf(PidHandle pid) => pid.Task()?.Comm;
//// in a private method that nobody calls
private static string? NameOf(PidHandle pid) => pid.Task()?.Comm; // UTR1001
//// declared requirement
[RequiresReadLock]
public string? M(PidHandle pid) => pid.Task()?.Comm;
//// declared requirement that a caller does not meet
public string? M(PidHandle pid) => NameOf(pid); // UTR1001
[RequiresReadLock]
public static string? NameOf(PidHandle pid) => pid.Task()?.Comm;
//// asserted
void M(PidHandle pid)
{
    Rcu.AssertReadLockHeld();
    Use(pid.Task());
}
//// a method that opens, a method that closes
void M(PidHandle pid)
{
    Enter();
    Use(pid.Task());
    Leave();
}
[AcquiresReadLock]
public static void Enter() => Rcu.ReadLock();
[ReleasesReadLock]
public static void Leave() => Rcu.ReadUnlock();
//// a lambda that runs in the section
void M(List<PidHandle> pids)
{
    using (Rcu.EnterReadScope())
        pids.ForEach(pid => Use(pid.Task()));
}
//// a lambda that runs later
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        ThreadPool.QueueUserWorkItem(_ => Use(pid.Task())); // UTR1001
}
//// a query in the section
List<int> M(List<PidHandle> pids)
{
    using (Rcu.EnterReadScope())
        return pids.Select(pid => pid.Task()).OfType<TaskStruct>().Select(task => task.Pid).ToList();
}
//// a query that is left lazy
IEnumerable<int> M(List<PidHandle> pids) => pids.Select(pid => pid.Task()?.Pid ?? 0); // UTR1001
//// a local function in the section
void M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        Show();
    void Show() => Use(pid.Task());
}
//// a local function outside of it
void M(PidHandle pid)
{
    Show(); // UTR1001
    void Show() => Use(pid.Task());
}
//// the pid of a task is taken in the section
PidHandle? M(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        return pid.Task()?.GetPid();
}
//// in a loop that opens one each turn
void M(PidHandle[] pids)
{
    foreach (var pid in pids)
    {
        using (Rcu.EnterReadScope())
            Use(pid.Task());
    }
}
//// in a loop that closes it too early
void M(PidHandle[] pids)
{
    Rcu.ReadLock(); // UTR4001
    foreach (var pid in pids)
    {
        Use(pid.Task()); // UTR1001
        Rcu.ReadUnlock(); // UTR4002
    }
}
//// in an exception filter with its own section
void M(PidHandle pid)
{
    try { Work(); }
    catch (InvalidOperationException) when (IsThere(pid)) { Work(); }
}
private static bool IsThere(PidHandle pid)
{
    using (Rcu.EnterReadScope())
        return pid.Task() is not null;
}
