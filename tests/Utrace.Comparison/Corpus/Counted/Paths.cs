//// the same flag at both ends
void M(IUtraceKernel kernel, bool flag)
{
    PidHandle? pid = null;
    if (flag)
        pid = kernel.FindGetPid(1);
    Work();
    if (flag)
        pid!.Dispose();
}
//// the flag the other way round
void M(IUtraceKernel kernel, bool flag)
{
    PidHandle? pid = null;
    if (flag)
        pid = kernel.FindGetPid(1); // UTR2001
    Work();
    if (!flag)
        pid?.Dispose();
}
//// the same comparison at both ends
void M(IUtraceKernel kernel, int n)
{
    PidHandle? pid = null;
    if (n > 3)
        pid = kernel.FindGetPid(1);
    Work();
    if (n > 3)
        pid?.Dispose();
}
//// a flag that says it
void M(IUtraceKernel kernel, int n)
{
    var pid = kernel.FindGetPid(n);
    var found = pid != null;
    Work();
    if (found)
        pid!.Dispose();
}
//// a Try method, tested
void M(IUtraceKernel kernel)
{
    if (TryFind(kernel, out var pid))
    {
        Log(pid.Number);
        pid.Dispose();
    }
}
private static bool TryFind(IUtraceKernel kernel, [NotNullWhen(true)] out PidHandle? pid)
{
    pid = kernel.FindGetPid(1);
    return pid is not null;
}
//// a Try method, left
void M(IUtraceKernel kernel)
{
    if (TryFind(kernel, out var pid)) // UTR2001
        Log(pid.Number);
}
private static bool TryFind(IUtraceKernel kernel, [NotNullWhen(true)] out PidHandle? pid)
{
    pid = kernel.FindGetPid(1);
    return pid is not null;
}
//// is pattern with a name
void M(IUtraceKernel kernel)
{
    if (kernel.FindGetPid(1) is { } pid)
    {
        Log(pid.Number);
        pid.Dispose();
    }
}
//// is pattern with a name, left
void M(IUtraceKernel kernel)
{
    if (kernel.FindGetPid(1) is { } pid) // UTR2001
        Log(pid.Number);
}
//// is not pattern
void M(IUtraceKernel kernel)
{
    if (kernel.FindGetPid(1) is not { } pid)
        return;
    Log(pid.Number);
    pid.Dispose();
}
//// and chain whose last test loses it
void M(IUtraceKernel kernel, bool flag)
{
    if (flag && kernel.FindGetPid(1) is { } pid && pid.Number > 0) // UTR2001
        pid.Dispose();
    else
        Work();
}
//// and chain
void M(IUtraceKernel kernel, bool flag)
{
    if (flag && kernel.FindGetPid(1) is { } pid)
    {
        if (pid.Number > 0)
            Work();
        pid.Dispose();
    }
}
//// exception filter
void M(IUtraceKernel kernel, bool retry)
{
    var pid = kernel.FindGetPid(1);
    try { Work(); }
    catch (InvalidOperationException) when (retry) { Log(0); }
    finally { pid?.Dispose(); }
}
//// exception filter that lets a put be skipped
void M(IUtraceKernel kernel, bool retry)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    try { Work(); pid?.Dispose(); }
    catch (InvalidOperationException) when (retry) { Log(0); }
}
//// switch with when
void M(IUtraceKernel kernel, int n)
{
    var pid = kernel.FindGetPid(1);
    switch (n)
    {
        case 1 when pid is not null:
            pid.Dispose();
            break;
        case 2:
            Work();
            goto default;
        default:
            pid?.Dispose();
            break;
    }
}
//// switch in which one arm forgets it
void M(IUtraceKernel kernel, int n)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    switch (n)
    {
        case 1:
            pid?.Dispose();
            break;
        case 2:
            Work();
            break;
        default:
            pid?.Dispose();
            break;
    }
}
//// switch expression that gives one
void M(IUtraceKernel kernel, int n)
{
    using var pid = n switch { 1 => kernel.FindGetPid(1), 2 => kernel.FindGetPid(2), _ => null };
    Log(pid?.Number ?? 0);
}
//// goto over the put
void M(IUtraceKernel kernel, int n)
{
    var pid = kernel.FindGetPid(1); // UTR2001
    if (n > 3)
        goto done;
    pid?.Dispose();
done:
    Work();
}
//// goto to the cleanup
void M(IUtraceKernel kernel, int n)
{
    var pid = kernel.FindGetPid(1);
    if (n > 3)
        goto done;
    Log(pid?.Number ?? 0);
done:
    pid?.Dispose();
}
//// retry by goto
void M(IUtraceKernel kernel, int n)
{
again:
    var pid = kernel.FindGetPid(n);
    if (pid is null && n-- > 0)
        goto again;
    pid?.Dispose();
}
//// assertion
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    System.Diagnostics.Debug.Assert(pid is not null);
    Log(pid.Number);
    pid.Dispose();
}
//// null by coalescing throw
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1) ?? throw new InvalidOperationException();
    Log(pid.Number);
    pid.Dispose();
}
//// null by coalescing return value
PidHandle M(IUtraceKernel kernel, PidHandle other) => kernel.FindGetPid(1) ?? other.Get();
//// conditional that takes a reference on one side
void M(IUtraceKernel kernel, PidHandle given, bool own)
{
    var pid = own ? given.Get() : given;
    Log(pid.Number);
    if (own)
        pid.Dispose();
}
//// conditional that takes a reference and never puts it
void M(PidHandle given, bool own)
{
    var pid = own ? given.Get() : given; // UTR2001
    Log(pid.Number);
}
//// state told by an enum
void M(IUtraceKernel kernel, DayOfWeek day)
{
    PidHandle? pid = null;
    if (day == DayOfWeek.Monday)
        pid = kernel.FindGetPid(1);
    Work();
    if (day == DayOfWeek.Monday)
        pid?.Dispose();
}
//// loop until one is found
PidHandle? M(IUtraceKernel kernel, int[] numbers)
{
    foreach (var number in numbers)
    {
        var pid = kernel.FindGetPid(number);
        if (pid is null)
            continue;
        if (pid.Number > 3)
            return pid;
        pid.Dispose();
    }

    return null;
}
//// loop until one is found, the others lost
PidHandle? M(IUtraceKernel kernel, int[] numbers)
{
    foreach (var number in numbers)
    {
        var pid = kernel.FindGetPid(number); // UTR2001
        if (pid?.Number > 3)
            return pid;
    }

    return null;
}
//// while with an assignment in its condition
void M(IUtraceKernel kernel, int n)
{
    PidHandle? pid;
    while ((pid = kernel.FindGetPid(n)) is not null)
    {
        Log(pid.Number);
        pid.Dispose();
        n++;
    }
}
//// do while
void M(IUtraceKernel kernel, int n)
{
    do
    {
        using var pid = kernel.FindGetPid(n);
        Log(pid?.Number ?? 0);
    }
    while (n-- > 0);
}
//// two references, put in the order in which they came
void M(IUtraceKernel kernel)
{
    var first = kernel.FindGetPid(1);
    if (first is null)
        return;
    var second = kernel.FindGetPid(2);
    if (second is null)
    {
        first.Dispose();
        return;
    }

    first.Dispose();
    second.Dispose();
}
//// two references, one lost when the other is not there
void M(IUtraceKernel kernel)
{
    var first = kernel.FindGetPid(1); // UTR2001
    if (first is null)
        return;
    var second = kernel.FindGetPid(2);
    if (second is null)
        return;
    first.Dispose();
    second.Dispose();
}
//// nested using
void M(IUtraceKernel kernel)
{
    using var first = kernel.FindGetPid(1);
    using var second = kernel.FindGetPid(2);
    Log((first?.Number ?? 0) + (second?.Number ?? 0));
}
//// swap
void M(IUtraceKernel kernel)
{
    var a = kernel.FindGetPid(1);
    var b = kernel.FindGetPid(2);
    (a, b) = (b, a);
    a?.Dispose();
    b?.Dispose();
}
//// moved out and set to null
void M(IUtraceKernel kernel)
{
    var pid = kernel.FindGetPid(1);
    try
    {
        Work();
        var result = pid;
        pid = null;
        if (result is not null)
            Give(result);
    }
    finally
    {
        pid?.Dispose();
    }
}
