namespace Utrace.Simulation;

/// <summary>Makes system calls: reports them, tries them, and begins again those that a signal has interrupted.</summary>
internal sealed class SyscallTable
{
    /// <summary>In the return register: begin again, unless a handler ran.</summary>
    private const long Restart = -(long)Errno.ERESTARTSYS;

    private readonly SimulatedSystem _system;
    private readonly Dictionary<long, SystemCall> _own;
    private readonly Dictionary<long, SyscallHandler> _handlers = [];

    public SyscallTable(SimulatedSystem system)
    {
        _system = system;
        var processes = new ProcessCalls(system);
        SignalCalls signals = Signals = new SignalCalls(system);
        _own = new Dictionary<long, SystemCall>
        {
            [LinuxSyscall.Clone] = processes.Clone,
            [LinuxSyscall.Fork] = processes.Fork,
            [LinuxSyscall.Vfork] = processes.Vfork,
            [LinuxSyscall.Execve] = processes.Exec,
            [LinuxSyscall.Exit] = processes.Exit,
            [LinuxSyscall.ExitGroup] = processes.ExitGroup,
            [LinuxSyscall.Wait4] = processes.Wait,
            [LinuxSyscall.Getpid] = (task, _, _) => task.Tgid,
            [LinuxSyscall.Gettid] = (task, _, _) => task.Pid,
            [LinuxSyscall.Getppid] = (task, _, _) => task.User.ParentPid,
            [LinuxSyscall.SchedYield] = (_, _, _) => 0,
            [LinuxSyscall.Setpgid] = processes.SetProcessGroup,
            [LinuxSyscall.Setsid] = processes.SetSession,
            [LinuxSyscall.Pause] = signals.Pause,
            [LinuxSyscall.Kill] = signals.Kill,
            [LinuxSyscall.Tgkill] = signals.KillThread,
            [LinuxSyscall.RtSigaction] = signals.SetAction,
            [LinuxSyscall.RtSigprocmask] = signals.SetMask,
        };
    }

    public SignalCalls Signals { get; }

    /// <summary>What a system call does.</summary>
    /// <param name="task">The task that makes it.</param>
    /// <param name="regs">Its registers.</param>
    /// <param name="payload">What a register can not hold: the program of a fork or exec, a signal handler.</param>
    private delegate long SystemCall(SimulatedTask task, SimulatedRegisters regs, object? payload);

    /// <exception cref="ArgumentException">The call is one of the system's own.</exception>
    public void SetHandler(long number, SyscallHandler handler)
    {
        if (_own.ContainsKey(number))
            throw new ArgumentException($"{LinuxSyscall.NameOf(number)} is the simulation's own.", nameof(number));
        lock (_system.Gate)
            _handlers[number] = handler;
    }

    /// <summary>Makes a system call for a program, up to the return to it.</summary>
    public long Make(SimulatedTask task, long number, ReadOnlySpan<long> arguments, object? payload)
    {
        while (true)
        {
            var regs = new SimulatedRegisters(number, arguments);
            SimulatedRegisters outer = task.CurrentRegisters;
            task.CurrentRegisters = regs;
            ResumeAction stepped = task.StepMode;
            if (task.Traced.ReportSyscallEntry(regs) && !task.IsKilled && regs.SyscallNumber != LinuxSyscall.None)
                regs.ReturnValue = Try(task, regs, payload);
            task.Traced.ReportSyscallExit(regs);

            if (task.NextProgram is { } next)
            {
                task.NextProgram = null;
                throw new ProgramReplaced(next);
            }
            bool handled = Leave(task, trapped: stepped == ResumeAction.SingleStep);
            long result = regs.ReturnValue;
            task.CurrentRegisters = outer;
            if (result != Restart)
                return result;
            if (handled)
                return -(long)Errno.EINTR;
        }
    }

    /// <summary>Runs an instruction that is no system call.</summary>
    public void Execute(SimulatedTask task, bool branches) =>
        Leave(task, task.StepMode == ResumeAction.SingleStep || branches && task.StepMode == ResumeAction.BlockStep);

    private bool Leave(SimulatedTask task, bool trapped)
    {
        if (trapped)
        {
            task.SetStep(ResumeAction.Resume);
            _system.Signals.Force(task, LinuxSignal.Trap);
        }
        _system.Scheduler.Switch(task);
        return _system.Signals.BeforeUser(task);
    }

    private long Try(SimulatedTask task, SimulatedRegisters regs, object? payload)
    {
        if (_own.TryGetValue(regs.SyscallNumber, out SystemCall? call))
            return call(task, regs, payload);
        SyscallHandler? handler;
        lock (_system.Gate)
            handler = _handlers.GetValueOrDefault(regs.SyscallNumber);
        return handler?.Invoke(task.User, regs) ?? 0;
    }
}
