namespace Tracing;

/// <summary>The command line: <c>trace NUMBER [--stop] [--seconds N]</c>.</summary>
public static class TraceCommand
{
    private enum Exit { Done = 0, Usage = 64, NoProcess = 65, Refused = 66, Failed = 70 }

    public static int Run(IUtraceKernel kernel, string[] arguments, UtraceEngineOps ops)
    {
        if (arguments is not [var first, .. var rest] || !int.TryParse(first, out var number))
        {
            Log("trace NUMBER [--stop] [--seconds N]");
            return (int)Exit.Usage;
        }

        var stop = false;
        var seconds = 10;
        for (var i = 0; i < rest.Length; i++)
        {
            switch (rest[i])
            {
                case "--stop":
                    stop = true;
                    break;
                case "--seconds" when i + 1 < rest.Length && int.TryParse(rest[i + 1], out seconds):
                    i++;
                    break;
                default:
                    return (int)Exit.Usage;
            }
        }

        try
        {
            return (int)Trace(kernel, number, stop, seconds, ops);
        }
        catch (UtraceException failure)
        {
            Log($"trace: {failure.Errno}");
            return (int)Exit.Failed;
        }
    }

    private static Exit Trace(IUtraceKernel kernel, int number, bool stop, int seconds, UtraceEngineOps ops)
    {
        using var pid = kernel.FindGetPid(number);
        if (pid is null)
            return Exit.NoProcess;

        string name;
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            if (task is null || task.IsExiting)
                return Exit.NoProcess;
            name = task.Comm;
        }

        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        var error = engine.SetEvents(pid, UtraceEvents.SyscallEntry | UtraceEvents.Quiesce | UtraceEvents.Reap);
        if (error is not Errno.None)
            return error == Errno.ESRCH ? Exit.NoProcess : Exit.Refused;
        if (stop && engine.Control(pid.Task(), ResumeAction.Stop) is not (Errno.None or Errno.EINPROGRESS))
            return Exit.Failed;

        Log($"tracing {name}");
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        if (engine.Control(pid, ResumeAction.Detach) == Errno.EINPROGRESS && engine.Barrier(pid) == Errno.ERESTARTSYS)
            return Exit.Failed;
        return Exit.Done;
    }
}
