//// owned across an await
async Task M(IUtraceKernel kernel)
{
    using var pid = kernel.FindGetPid(1);
    await Task.Delay(1);
    Log(pid?.Number ?? 0);
}
//// lost across an await
async Task M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    await Task.Delay(1);
    Log(pid?.Number ?? 0);
}
//// put after an await in finally
async Task M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    try { await Task.Delay(1); }
    finally { pid?.Dispose(); }
}
//// returned by a task
async Task<PidHandle?> M(IUtraceKernel kernel)
{
    await Task.Yield();
    return kernel.FindGetPid(1);
}
//// taken from a task, put
async Task M(IUtraceKernel kernel)
{
    using var pid = await Open(kernel);
    Log(pid?.Number ?? 0);
}
private static async Task<PidHandle?> Open(IUtraceKernel kernel)
{
    await Task.Yield();
    return kernel.FindGetPid(1);
}
//// taken from a task, lost
async Task M(IUtraceKernel kernel)
{
    var pid = await Open(kernel); // UTR2001
    Log(pid?.Number ?? 0);
}
private static async Task<PidHandle?> Open(IUtraceKernel kernel)
{
    await Task.Yield();
    return kernel.FindGetPid(1);
}
//// in a task that is finished
Task<PidHandle?> M(IUtraceKernel kernel) => Task.FromResult(kernel.FindGetPid(1));
//// put by a task
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    Task.Run(() =>
    {
        Work();
        pid?.Dispose();
    });
}
//// only used by a task
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    Task.Run(() => Log(pid?.Number ?? 0));
}
//// put by a continuation
void M(IUtraceKernel kernel, Task work)
{
    var pid = kernel.FindGetPid(1);
    work.ContinueWith(_ => pid?.Dispose());
}
//// acquired and put in a task
void M(IUtraceKernel kernel) => Task.Run(() =>
{
    using var pid = kernel.FindGetPid(1);
    Log(pid?.Number ?? 0);
});
//// acquired and lost in a task
void M(IUtraceKernel kernel) => Task.Run(() =>
{
    var pid = kernel.FindGetPid(1); // UTR2001
    Log(pid?.Number ?? 0);
});
//// iterator that owns across a yield
IEnumerable<int> M(IUtraceKernel kernel)
{
    using var pid = kernel.FindGetPid(1);
    yield return pid?.Number ?? 0;
}
//// iterator that loses it
IEnumerable<int> M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    yield return pid?.Number ?? 0;
}
//// iterator that gives them
IEnumerable<PidHandle> M(IUtraceKernel kernel, int[] numbers)
{
    foreach (var number in numbers)
        if (kernel.FindGetPid(number) is { } pid)
            yield return pid;
}
//// asynchronous stream
async IAsyncEnumerable<int> M(IUtraceKernel kernel)
{
    using var pid = kernel.FindGetPid(1);
    await Task.Yield();
    yield return pid?.Number ?? 0;
}
//// local function that puts
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    Work();
    End();
    void End() => pid?.Dispose();
}
//// local function that is never called
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    Log(pid?.Number ?? 0);
#pragma warning disable CS8321 // that nothing calls it is the point
    void End() => pid?.Dispose();
#pragma warning restore CS8321
}
//// lambda that is run now
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    Action end = () => pid?.Dispose();
    Work();
    end();
}
//// lambda that is returned
Action M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    return () => pid?.Dispose();
}
//// lambda that puts twice
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1)!;
    Task.Run(() =>
    {
        pid.Dispose();
        pid.Dispose(); // UTR2002
    });
}
//// given to a thread
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    new Thread(() => { using (pid) Work(); }).Start();
}
//// given as a state
void M(IUtraceKernel kernel) => ThreadPool.QueueUserWorkItem(static state => ((PidHandle?)state)?.Dispose(), kernel.FindGetPid(1));
//// given to a completion source
void M(IUtraceKernel kernel, TaskCompletionSource<PidHandle?> found) => found.SetResult(kernel.FindGetPid(1));
//// event handler that puts
void M(IUtraceKernel kernel, System.Timers.Timer timer)
{
    var pid = kernel.FindGetPid(1);
    timer.Elapsed += (_, _) => pid?.Dispose();
}
//// cancelled wait
async Task M(IUtraceKernel kernel, CancellationToken stop)
{
    var pid = kernel.FindGetPid(1);
    try { await Task.Delay(-1, stop); }
    catch (OperationCanceledException) { }
    pid?.Dispose();
}
//// early return in an async method
async Task M(IUtraceKernel kernel, bool quick)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    await Task.Yield();
    if (quick)
        return;
    pid?.Dispose();
}
