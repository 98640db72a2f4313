namespace Utrace.Simulation;

/// <summary>The system calls that make, replace, end and collect tasks.</summary>
internal sealed class ProcessCalls(SimulatedSystem system)
{
    private const long Restart = -(long)Errno.ERESTARTSYS;

    public long Fork(SimulatedTask task, SimulatedRegisters regs, object? payload) =>
        Make(task, CloneFlags.None, payload as TaskProgram);

    public long Vfork(SimulatedTask task, SimulatedRegisters regs, object? payload) =>
        Make(task, CloneFlags.VFork | CloneFlags.VM, payload as TaskProgram);

    public long Clone(SimulatedTask task, SimulatedRegisters regs, object? payload) =>
        Make(task, (CloneFlags)regs.GetArgument(0), payload as TaskProgram);

    public long Exec(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        if (payload is not (string path, TaskProgram program))
            return -(long)Errno.EINVAL;
        if (!TryBecomeOnlyThread(task))
            return Restart;

        lock (system.Gate)
        {
            task.Comm = path[(path.LastIndexOf('/') + 1)..];
            task.Process.Dispositions.DropHandlers();
            task.Process.HasLeftParent = true;
        }
        task.Traced.ReportExec(path, regs);
        task.NextProgram = program;
        return 0;
    }

    public long Exit(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        system.Exits.Exit(task, StatusOf(regs));
        return 0;
    }

    public long ExitGroup(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        system.Exits.ExitGroup(task, StatusOf(regs));
        return 0;
    }

    public long Wait(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        long which = regs.GetArgument(0);
        bool noHang = (regs.GetArgument(2) & 1) != 0;
        task.WaitedStatus = 0;
        while (true)
        {
            SimulatedProcess? dead;
            lock (system.Gate)
            {
                List<SimulatedProcess> children = task.Process.Children.FindAll(child => IsMeant(task, child, which));
                if (children.Count == 0)
                    return -(long)Errno.ECHILD;
                dead = children.Find(child => child.IsZombie);
                if (dead is null && noHang)
                    return 0;
            }
            if (dead is not null)
            {
                int pid = dead.Leader.Pid;
                task.WaitedStatus = dead.Leader.ExitCode;
                system.Exits.Reap(dead);
                return pid;
            }
            if (!SleepForChild(task, which))
                return Restart;
        }
    }

    public long SetProcessGroup(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        lock (system.Gate)
        {
            SimulatedProcess process = task.Process;
            SimulatedPid own = process.Leader.PidObject;
            int number = (int)regs.GetArgument(1);
            SimulatedPid? group = number == 0 ? own : system.Pids.Find(number);
            bool isOfSession = group == own || group?.First(PidType.Pgid)?.Process.Session == process.Session;
            if (process.Session == own || !isOfSession)
                return -(long)Errno.EPERM;
            Move(process, PidType.Pgid, process.Group, group!);
            process.Group = group!;
            return 0;
        }
    }

    public long SetSession(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        lock (system.Gate)
        {
            SimulatedProcess process = task.Process;
            SimulatedPid own = process.Leader.PidObject;
            if (own.Members(PidType.Pgid).Any())
                return -(long)Errno.EPERM;
            Move(process, PidType.Pgid, process.Group, own);
            Move(process, PidType.Sid, process.Session, own);
            process.Group = process.Session = own;
            return own.Number;
        }
    }

    private static int StatusOf(SimulatedRegisters regs) => (int)(regs.GetArgument(0) & 0xff) << 8;

    private static bool IsMeant(SimulatedTask task, SimulatedProcess child, long which) => which switch
    {
        -1 => true,
        0 => child.Group == task.Process.Group,
        < 0 => child.Group.Number == -which,
        _ => child.Leader.Pid == which,
    };

    private long Make(SimulatedTask maker, CloneFlags flags, TaskProgram? program)
    {
        if (program is null)
            return -(long)Errno.EINVAL;
        SimulatedTask child;
        lock (system.Gate)
        {
            if (system.Pids.Allocate() is not { } pid)
                return -(long)Errno.EAGAIN;
            child = (flags & CloneFlags.Thread) != 0
                ? system.AddThread(pid, maker, program)
                : system.AddProcess(pid, maker.Comm, maker.Process, program, maker.Process, blocked: maker.Blocked);
            child.Traced.SetUpBy = maker.Traced;
            // A thread that is made while its group ends, ends with it.
            child.IsKilled = maker.IsKilled && (flags & CloneFlags.Thread) != 0;
        }
        int number = child.Pid;
        maker.Traced.ReportClone(flags, child.Traced);
        lock (system.Gate)
            child.HasStarted = true;

        if ((flags & CloneFlags.VFork) != 0)
        {
            maker.Traced.BeforeVforkWait();
            maker.SleepKillably(() => child.Process.HasLeftParent);
        }
        return number;
    }

    /// <summary>Ends the other threads of a process that execs.</summary>
    /// <returns>False where the task is to end itself.</returns>
    private bool TryBecomeOnlyThread(SimulatedTask task)
    {
        SimulatedProcess process = task.Process;
        lock (system.Gate)
        {
            if (process.EndsWith is not null || process.Execing is not null)
                return false;
            process.Execing = task;
            foreach (SimulatedTask other in process.Threads)
                other.IsKilled |= other != task && !other.IsDead;
        }
        task.SleepKillably(() => process.Threads.TrueForAll(other => other == task || other.IsLeader && other.HasEnded));
        lock (system.Gate)
            process.Execing = null;
        if (task.IsKilled)
            return false;
        if (!task.IsLeader)
            system.Exits.ReplaceLeader(task);
        return true;
    }

    private bool SleepForChild(SimulatedTask task, long which)
    {
        task.IsWaitingForChild = true;
        bool found = task.Sleep(
            () => !task.Process.Children.Exists(child => IsMeant(task, child, which))
                || task.Process.Children.Exists(child => child.IsZombie && IsMeant(task, child, which)));
        task.IsWaitingForChild = false;
        return found;
    }

    private void Move(SimulatedProcess process, PidType type, SimulatedPid from, SimulatedPid to)
    {
        from.Remove(type, process.Leader);
        to.Add(type, process.Leader);
        system.Pids.ReleaseIfUnused(from);
    }
}
