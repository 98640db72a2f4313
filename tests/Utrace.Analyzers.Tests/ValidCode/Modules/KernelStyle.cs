namespace Tracing;

/// <summary>The way people write who come from C: one exit, gotos, locks and unlocks by hand.</summary>
public static class KernelStyle
{
    public static int Trace(IUtraceKernel kernel, int nr, UtraceEngineOps ops, out UtraceEngine? result)
    {
        PidHandle? pid = null;
        UtraceEngine? engine = null;
        var error = Errno.None;

        result = null;
        pid = kernel.FindGetPid(nr);
        if (pid == null)
        {
            error = Errno.ESRCH;
            goto done;
        }

        Rcu.ReadLock();
        var task = pid.Task();
        if (task == null || task.IsExiting)
        {
            Rcu.ReadUnlock();
            error = Errno.ESRCH;
            goto put;
        }
        var group = task.Tgid;
        Rcu.ReadUnlock();

        if (group == 1)
        {
            error = Errno.EPERM;
            goto put;
        }

        if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out engine, out error))
            goto put;

        error = engine.SetEvents(pid, UtraceEvents.Reap | UtraceEvents.Death);
        if (error != Errno.None)
        {
            engine.Put();
            goto put;
        }

        result = engine;

    put:
        pid.Put();
    done:
        return -(int)error;
    }

    public static int CountThreads(PidHandle[] pids, int group)
    {
        var count = 0;
        var i = 0;

        Rcu.ReadLock();
    next:
        if (i >= pids.Length)
            goto unlock;
        var task = pids[i++].Task();
        if (task == null)
            goto next;
        if (task.Tgid != group)
            goto next;
        count++;
        goto next;

    unlock:
        Rcu.ReadUnlock();
        return count;
    }

    public static bool Signalled(PidHandle pid, UtraceEngine engine, bool wait)
    {
        Errno error;
        do
        {
            error = engine.Control(pid.Task(), ResumeAction.Interrupt);
            if (error == Errno.ESRCH)
                return false;
        }
        while (error == Errno.EINPROGRESS && wait && engine.Barrier(pid.Task()) == Errno.None);
        return error == Errno.None;
    }
}
