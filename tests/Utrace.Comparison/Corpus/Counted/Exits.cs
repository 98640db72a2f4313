//// using declaration
void M(IUtraceKernel kernel) { using var pid = kernel.FindGetPid(1); Log(pid?.Number ?? 0); }
//// using statement
void M(IUtraceKernel kernel) { using (var pid = kernel.FindGetPid(1)) Log(pid?.Number ?? 0); }
//// using of a variable declared before
void M(IUtraceKernel kernel) { var pid = kernel.FindGetPid(1); using (pid) Log(pid?.Number ?? 0); }
//// never put
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    Log(pid?.Number ?? 0);
}
//// put at the end
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    Log(pid?.Number ?? 0);
    pid?.Dispose();
}
//// early return forgets it
void M(IUtraceKernel kernel, bool quick)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    if (quick)
        return;
    pid?.Dispose();
}
//// early return after a null test
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    if (pid is null)
        return;
    Log(pid.Number);
    pid.Dispose();
}
//// early return on the side that is not null
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    if (pid is not null)
        return;
    Log(0);
}
//// put in finally
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    try { Work(); }
    finally { pid?.Dispose(); }
}
//// put in a finally that tests for null
void M(IUtraceKernel kernel)
{
    PidHandle? pid = null;
    try
    {
        pid = kernel.FindGetPid(1);
        Work();
    }
    finally
    {
        if (pid != null)
            pid.Dispose();
    }
}
//// finally that puts under another condition
void M(IUtraceKernel kernel, bool a, bool b)
{
    PidHandle? pid = null;
    try
    {
        if (a)
            pid = kernel.FindGetPid(1); // UTR2001
        Work();
    }
    finally
    {
        if (b)
            pid?.Dispose();
    }
}
//// put in catch only
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    try { Work(); }
    catch (InvalidOperationException) { pid?.Dispose(); throw; }
}
//// put in catch and after
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    try { Work(); }
    catch { pid?.Dispose(); throw; }
    pid?.Dispose();
}
//// explicit throw forgets it
void M(IUtraceKernel kernel, int nr)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    if (nr < 0)
        throw new ArgumentOutOfRangeException(nameof(nr));
    pid?.Dispose();
}
//// throw helper after the test
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    if (pid is null)
        Fail();
    Log(pid.Number);
    pid.Dispose();
}
[DoesNotReturn]
static void Fail() => throw new InvalidOperationException();
//// break out of a loop forgets it
void M(IUtraceKernel kernel, int[] numbers)
{
    foreach (var number in numbers)
    {
        var pid = kernel.FindGetPid(number); // UTR2001
        if (number == 3)
            break;
        pid?.Dispose();
    }
}
//// put on each way out of a loop
void M(IUtraceKernel kernel, int[] numbers)
{
    foreach (var number in numbers)
    {
        var pid = kernel.FindGetPid(number);
        if (number == 3)
        {
            pid?.Dispose();
            break;
        }

        pid?.Dispose();
    }
}
//// continue forgets it
void M(IUtraceKernel kernel, int[] numbers)
{
    foreach (var number in numbers)
    {
        var pid = kernel.FindGetPid(number); // UTR2001
        if (number == 3)
            continue;
        pid?.Dispose();
    }
}
//// returned
PidHandle? M(IUtraceKernel kernel) => kernel.FindGetPid(1);
//// returned by one path and lost by the other
PidHandle? M(IUtraceKernel kernel, bool keep)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    return keep ? pid : null;
}
//// handed out
bool TryM(IUtraceKernel kernel, out PidHandle? pid)
{
    pid = kernel.FindGetPid(1);
    return pid is not null;
}
//// handed to a parameter that takes it
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    if (pid is not null)
        Give(pid);
}
//// lent to a method that only looks
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    Use(pid);
}
//// taken by a private method
void M(IUtraceKernel kernel) => End(kernel.FindGetPid(1));
private static void End(PidHandle? pid) => pid?.Dispose();
//// taken by a private method on one path only
void M(IUtraceKernel kernel, bool really) => End(kernel.FindGetPid(1), really); // UTR2005
private static void End(PidHandle? pid, bool really) => Log(really ? pid?.Number ?? 0 : 0);
//// put twice
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1)!;
    pid.Dispose();
    pid.Dispose(); // UTR2002
}
//// put and then put by using
void M(IUtraceKernel kernel)
{
    using var pid = kernel.FindGetPid(1)!;
    Log(pid.Number);
    pid.Dispose(); // UTR2002
}
//// used after its put
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1)!;
    pid.Dispose();
    Log(pid.Number); // UTR2003
}
//// used after the block that puts it
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1)!;
    using (pid)
        Log(pid.Number);
    Log(pid.Number); // UTR2003
}
//// put on one side, used on the other
void M(IUtraceKernel kernel, bool quick)
{
    var pid = kernel.FindGetPid(1)!;
    if (quick)
    {
        pid.Dispose();
        return;
    }

    Log(pid.Number);
    pid.Dispose();
}
//// a reference of its own
void M(PidHandle given)
{
    var own = given.Get();
    Log(own.Number);
    own.Dispose();
}
//// a reference of its own, never put
void M(PidHandle given)
{
    var own = given.Get(); // UTR2001
    Log(own.Number);
}
//// what is lent is not put
void M(PidHandle given) => Log(given.Number);
//// an alias puts it
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    var same = pid;
    same?.Dispose();
}
//// an alias puts it again
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1)!;
    var same = pid;
    same.Dispose();
    pid.Dispose(); // UTR2002
}
//// dropped result
void M(IUtraceKernel kernel)
{
    kernel.FindGetPid(1); // UTR2005
}
//// dropped into a discard
void M(IUtraceKernel kernel)
{
    _ = kernel.FindGetPid(1); // UTR2005
}
//// used only as a receiver
void M(IUtraceKernel kernel)
{
    Log(kernel.FindGetPid(1)?.Number ?? 0); // UTR2005
}
//// put at once
void M(IUtraceKernel kernel) => kernel.FindGetPid(1)?.Dispose();
//// overwritten
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    pid = kernel.FindGetPid(2); // UTR2005
    pid?.Dispose();
}
//// put and then assigned anew
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    pid?.Dispose();
    pid = kernel.FindGetPid(2);
    pid?.Dispose();
}
//// set to null while it is owned
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    Log(pid?.Number ?? 0);
    pid = null; // UTR2005
}
//// overwritten in a loop
void M(IUtraceKernel kernel, int[] numbers)
{
    PidHandle? last = null;
    foreach (var number in numbers)
        last = kernel.FindGetPid(number); // UTR2005
    last?.Dispose();
}
//// handed on from turn to turn
void M(IUtraceKernel kernel, int[] numbers)
{
    PidHandle? last = null;
    foreach (var number in numbers)
    {
        var next = kernel.FindGetPid(number);
        last?.Dispose();
        last = next;
    }

    last?.Dispose();
}
//// engine attached and put
void M(PidHandle pid, UtraceEngineOps ops)
{
    using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, null);
    Log(engine.Ops is null);
}
//// engine attached and left
void M(PidHandle pid, UtraceEngineOps ops)
{
    var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, null); // UTR3001
    Log(engine.Ops is null);
}
//// engine by out, tested
void M(PidHandle pid, UtraceEngineOps ops)
{
    if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var engine, out _))
        return;
    Log(engine.Ops is null);
    engine.Dispose();
}
//// engine by out, left
void M(PidHandle pid, UtraceEngineOps ops)
{
    if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var engine, out _)) // UTR3001
        Log(engine.Ops is null);
}
//// engine put twice
void M(PidHandle pid, UtraceEngineOps ops)
{
    var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, null);
    engine.Dispose();
    engine.Dispose(); // UTR3002
}
