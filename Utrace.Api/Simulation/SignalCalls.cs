namespace Utrace.Simulation;

/// <summary>The system calls of signals.</summary>
internal sealed class SignalCalls(SimulatedSystem system)
{
    private const long Restart = -(long)Errno.ERESTARTSYS;
    private const long Invalid = -(long)Errno.EINVAL;

    /// <summary>The action argument of <see cref="SetAction"/>.</summary>
    public const long Default = 0;

    /// <inheritdoc cref="Default"/>
    public const long Ignore = 1;

    /// <inheritdoc cref="Default"/>
    public const long Handle = 2;

    public long Pause(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        task.Sleep(() => false);
        return Restart;
    }

    public long Kill(SimulatedTask task, SimulatedRegisters regs, object? payload) =>
        -(long)Kill((int)regs.GetArgument(0), (int)regs.GetArgument(1), task);

    /// <summary>Sends a signal to a process or a process group.</summary>
    public Errno Kill(int pid, int signal, SimulatedTask? sender)
    {
        if (signal != 0 && !Dispositions.IsSignal(signal))
            return Errno.EINVAL;
        lock (system.Gate)
        {
            SimulatedProcess[] processes = [.. Find(pid, sender)];
            if (signal != 0)
            {
                foreach (SimulatedProcess process in processes)
                    system.Signals.Send(process, signal, sender?.Tgid ?? 0);
            }
            return processes.Length == 0 ? Errno.ESRCH : Errno.None;
        }
    }

    public long KillThread(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        int signal = (int)regs.GetArgument(2);
        if (signal != 0 && !Dispositions.IsSignal(signal))
            return Invalid;
        lock (system.Gate)
        {
            if (system.Pids.Find((int)regs.GetArgument(1))?.First(PidType.Pid) is not { IsDead: false } target)
                return -(long)Errno.ESRCH;
            if (signal != 0)
                system.Signals.Send(target, signal, task.Tgid);
            return 0;
        }
    }

    public long SetAction(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        int signal = (int)regs.GetArgument(0);
        var handler = payload as SignalHandler;
        long action = regs.GetArgument(1);
        if (!Dispositions.IsFree(signal) && (action != Default || !Dispositions.IsSignal(signal)) || action == Handle && handler is null)
            return Invalid;
        lock (system.Gate)
            task.Process.Dispositions.Set(signal, action == Handle ? handler : null, action == Ignore);
        return 0;
    }

    public long SetMask(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        int signal = (int)regs.GetArgument(1);
        if (!Dispositions.IsSignal(signal))
            return Invalid;
        lock (system.Gate)
        {
            if (regs.GetArgument(0) != 0)
                task.Blocked.Remove(signal);
            else if (Dispositions.IsFree(signal))
                task.Blocked.Add(signal);
        }
        return 0;
    }

    private IEnumerable<SimulatedProcess> Find(int pid, SimulatedTask? sender)
    {
        if (pid > 0)
            return system.Pids.Find(pid)?.First(PidType.Tgid) is { } leader ? [leader.Process] : [];
        SimulatedPid? group = pid == 0 ? sender?.Process.Group : system.Pids.Find(-pid);
        return group?.Members(PidType.Pgid).Select(member => member.Process) ?? [];
    }
}
