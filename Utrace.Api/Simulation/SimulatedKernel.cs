using Utrace.Contracts;
using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>
/// A kernel in memory: tasks whose programs are written in C#, traced by the same state machine as real ones. It needs no
/// privileges, it is deterministic (the same seed and programs give the same run), and it reports every lifetime rule that a
/// module breaks while it runs.
/// <example>
/// <code>
/// using var kernel = new SimulatedKernel(seed: 1);
/// int nr = kernel.Spawn("cat", self =>
/// {
///     long fd = self.Syscall(LinuxSyscall.Openat, -100, 0x1000, 0);
///     self.Syscall(LinuxSyscall.Read, fd, 0x2000, 512);
/// });
///
/// using PidHandle pid = kernel.FindGetPid(nr)!;
/// using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Printer());
/// if (engine.SetEvents(pid, UtraceEvents.SyscallEntry) == Errno.None)
///     kernel.Run();
/// foreach (LifetimeViolation violation in kernel.Violations)
///     Console.WriteLine(violation);
///
/// sealed class Printer : UtraceEngineOps
/// {
///     public override SyscallReply ReportSyscallEntry(
///         SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
///     {
///         Console.WriteLine($"{LinuxSyscall.NameOf(regs.SyscallNumber)}({regs.GetArgument(0)}, {regs.GetArgument(1)})");
///         return new(SyscallAction.Run, ResumeAction.Resume);
///     }
/// }
/// </code>
/// </example>
/// </summary>
/// <remarks>
/// The caller drives it: nothing runs but inside <see cref="Step"/>, <see cref="Run"/> and <see cref="RunUntil"/>, and only
/// one task at a time, on a thread of its own. Callbacks run on the thread of their task. Calls of <see cref="UtraceEngine"/>
/// and <see cref="PidHandle"/> may come from any thread at any time; those of a thread that does not drive the kernel are of
/// course not part of what the seed decides. An exception out of a callback or a program comes out of the method that runs
/// the kernel. Not modelled: memory, files, timers, the report of a stopped child by wait, and what becomes of orphaned
/// process groups.
/// </remarks>
public sealed class SimulatedKernel : IUtraceKernel
{
    private readonly SimulatedSystem _system;
    private readonly SimulatedKernelOptions _options;
    private bool _isDisposed;

    /// <summary>Starts a kernel with default options.</summary>
    /// <param name="seed">Decides which task runs at each step.</param>
    public SimulatedKernel(int seed = 0) : this(new SimulatedKernelOptions { Seed = seed }) { }

    /// <summary>Starts a kernel.</summary>
    /// <param name="options">What it is like.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option has no sense.</exception>
    public SimulatedKernel(SimulatedKernelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPid, PidTable.FirstFree);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StepLimit, 1);
        if (!Enum.IsDefined(options.Reaping))
            throw new ArgumentOutOfRangeException(nameof(options), options.Reaping, "No such policy.");
        _options = options;
        _system = new SimulatedSystem(options, Raise);
    }

    /// <summary>The lifetime rules broken so far, in order. Also to be read after the kernel is disposed. A copy.</summary>
    public IReadOnlyList<LifetimeViolation> Violations => _system.Lifetimes.Violations;

    /// <summary>A lifetime rule was broken. Raised on the thread that broke it.</summary>
    public event Action<LifetimeViolation>? ViolationReported;

    /// <summary>How many steps the kernel has made.</summary>
    public long Steps => _system.Scheduler.Steps;

    /// <summary>Makes a process whose parent is init. It runs when the kernel does.</summary>
    /// <param name="comm">Its name.</param>
    /// <param name="program">What it runs.</param>
    /// <returns>Its pid.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">No pid is free.</exception>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    public int Spawn(string comm, TaskProgram program)
    {
        ArgumentNullException.ThrowIfNull(comm);
        ArgumentNullException.ThrowIfNull(program);
        lock (_system.Gate)
        {
            _system.ThrowIfDisposed();
            SimulatedPid pid = _system.Pids.Allocate() ?? throw new InvalidOperationException("No pid is free.");
            SimulatedTask task = _system.AddProcess(pid, comm, _system.Init.Process, program, null);
            task.HasStarted = true;
            return pid.Number;
        }
    }

    /// <summary>Says what a system call does, in all processes. Without that it does nothing and returns 0.</summary>
    /// <param name="number">The system call. The calls of processes and signals (fork, kill, wait4 and so on) can not be replaced.</param>
    /// <param name="handler">What it does.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    /// <exception cref="ArgumentException">The call can not be replaced.</exception>
    public void OnSyscall(long number, SyscallHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _system.Syscalls.SetHandler(number, handler);
    }

    /// <summary>Lets one task run until it next enters or leaves the kernel, stops or ends.</summary>
    /// <returns>Whether there was one that could run.</returns>
    /// <exception cref="InvalidOperationException">The kernel is being run already, or the caller is a callback or a program.</exception>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [MayBlock(Waits = true)]
    public bool Step()
    {
        using Driving driving = Drive(nameof(Step));
        return _system.Scheduler.Step();
    }

    /// <summary>Steps until no task can run: each has ended, is stopped, or waits for something that no other will do.</summary>
    /// <returns>Whether every program has ended.</returns>
    /// <exception cref="InvalidOperationException">
    /// The kernel is being run already, or the caller is a callback or a program, or
    /// <see cref="SimulatedKernelOptions.StepLimit"/> is reached.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [MayBlock(Waits = true)]
    public bool Run()
    {
        using Driving driving = Drive(nameof(Run));
        Drive(static () => false);
        lock (_system.Gate)
            return _system.Tasks.TrueForAll(task => task.HasEnded || !task.HasStarted);
    }

    /// <summary>Steps until something is the case.</summary>
    /// <param name="condition">Asked before each step.</param>
    /// <returns>False when no task can run and it is still not the case.</returns>
    /// <inheritdoc cref="Run" path="/exception"/>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is null.</exception>
    [MayBlock(Waits = true)]
    public bool RunUntil([InvokedDuringCall] Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        using Driving driving = Drive(nameof(RunUntil));
        return Drive(condition);
    }

    /// <summary>Sends a signal to a process from outside, as root would.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="signal">The signal; 0 only asks whether the process is there.</param>
    /// <returns><see cref="Errno.None"/>; ESRCH: no such process; EINVAL: no such signal.</returns>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    public Errno Kill(int pid, int signal)
    {
        _system.ThrowIfDisposed();
        return pid > 0 ? _system.Syscalls.Signals.Kill(pid, signal, null) : Errno.ESRCH;
    }

    /// <summary>
    /// Reaps a dead process in place of its parent, on the calling thread, as init. Its reap reports run in this call.
    /// </summary>
    /// <param name="pid">The process.</param>
    /// <returns>
    /// <see cref="Errno.None"/>; ESRCH: no such process; EAGAIN: it is not dead, or some of its threads are not.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [MayBlock]
    public Errno Reap(int pid)
    {
        _system.ThrowIfDisposed();
        _system.Lifetimes.CheckBlocking(nameof(Reap));
        _system.MayBlock();
        SimulatedProcess? process;
        lock (_system.Gate)
        {
            process = _system.Pids.Find(pid)?.First(PidType.Tgid)?.Process;
            if (process is null)
                return Errno.ESRCH;
            if (!process.IsZombie)
                return Errno.EAGAIN;
        }
        _system.Exits.Reap(process);
        if (_system.Scheduler.OnThisThread is null)
            _system.Scheduler.ThrowFailures();
        return Errno.None;
    }

    /// <summary>What a task is doing.</summary>
    /// <param name="pid">The thread's number.</param>
    public SimulatedTaskState StateOf(int pid)
    {
        lock (_system.Gate)
            return _system.Pids.Find(pid)?.First(PidType.Pid)?.State ?? SimulatedTaskState.None;
    }

    /// <inheritdoc/>
    [return: Owned]
    public PidHandle? FindGetPid(int nr)
    {
        lock (_system.Gate)
        {
            _system.ThrowIfDisposed();
            return _system.Pids.Find(nr) is { } pid ? new PidHandle(pid) : null;
        }
    }

    /// <summary>
    /// Switches the kernel off: the programs are left where they are and no callback runs any more but
    /// <see cref="UtraceEngineOps.Release"/> of engines that only their task held. Every pid and engine that has not been put is
    /// reported as a violation. A second call does nothing. An exception out of what still runs comes out of this call, at its end.
    /// </summary>
    /// <exception cref="InvalidOperationException">The caller is a callback or a program of this kernel.</exception>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        using Scheduler.DriverScope driver = _system.Scheduler.Drive();
        _isDisposed = true;
        _system.Dispose();
        _system.Scheduler.ThrowFailures();
    }

    private void Raise(LifetimeViolation violation)
    {
        try
        {
            ViolationReported?.Invoke(violation);
        }
        catch (Exception failure) when (_system.Scheduler.OnThisThread is not null && _system.TakesFailure(failure))
        {
            // It comes out of the method that runs the kernel: the task that broke the rule is not to fail for it.
        }
    }

    private Driving Drive(string call)
    {
        _system.ThrowIfDisposed();
        _system.Lifetimes.CheckBlocking(call);
        Scheduler.DriverScope driver = _system.Scheduler.Drive();
        RcuReader? reader = RcuReader.OfThisThread;
        reader?.Suspend();
        return new Driving(driver, reader);
    }

    private bool Drive(Func<bool> condition)
    {
        for (int steps = 0; !condition(); steps++)
        {
            if (steps == _options.StepLimit)
                throw new InvalidOperationException($"The run did not end within {_options.StepLimit} steps.");
            if (!_system.Scheduler.Step())
                return condition();
        }
        return true;
    }

    /// <summary>A call that runs tasks: its caller's own section is broken meanwhile.</summary>
    private readonly ref struct Driving(Scheduler.DriverScope driver, RcuReader? reader)
    {
        private readonly Scheduler.DriverScope _driver = driver;

        public void Dispose()
        {
            reader?.Resume();
            _driver.Dispose();
        }
    }
}
