using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>The simulated kernel itself, behind <see cref="SimulatedKernel"/>: its tasks, and what the state machine asks of it.</summary>
internal sealed class SimulatedSystem : IKernelBackend
{
    private readonly SimulatedKernelOptions _options;
    private readonly List<SimulatedTask> _reaped = [];
    private volatile bool _isDisposed;

    public SimulatedSystem(SimulatedKernelOptions options, Action<LifetimeViolation> report)
    {
        _options = options;
        Lifetimes = new LifetimeLedger(() => new KernelMoment(Scheduler!.Steps, ThreadName), report);
        Scheduler = new Scheduler(this, options);
        Pids = new PidTable(this, options.MaxPid, lowestFirst: options.Reaping == ReapPolicy.Earliest);
        Signals = new SignalDelivery(this);
        Exits = new Exits(this);
        Syscalls = new SyscallTable(this);
        Init = AddProcess(Pids.Reserve(1), "init", null, Idle, null);
        AddProcess(Pids.Reserve(2), "kthreadd", null, Idle, null, isKernelThread: true);
    }

    public object Gate { get; } = new();

    public LifetimeLedger Lifetimes { get; }

    public Scheduler Scheduler { get; }

    public PidTable Pids { get; }

    public SignalDelivery Signals { get; }

    public Exits Exits { get; }

    public SyscallTable Syscalls { get; }

    public SimulatedTask Init { get; }

    /// <summary>All tasks that are not reaped, the oldest first.</summary>
    public List<SimulatedTask> Tasks { get; } = [];

    public bool CanSingleStep => _options.CanSingleStep;

    public bool CanBlockStep => _options.CanBlockStep;

    public ReapPolicy Reaping => _options.Reaping;

    private string ThreadName => Scheduler.OnThisThread?.ThreadName ?? Thread.CurrentThread.Name ?? "host";

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, typeof(SimulatedKernel));

    public void MayBlock()
    {
        if (Reaping == ReapPolicy.Earliest && Scheduler.OnThisThread is { } task)
        {
            Scheduler.Switch(task);
        }
        else if (RcuReader.OfThisThread is { } reader)
        {
            reader.Suspend();
            reader.Resume();
        }
    }

    public bool WaitUntil(Func<bool> condition, CancellationToken cancellation)
    {
        if (Scheduler.OnThisThread is { } task)
        {
            Monitor.Exit(Gate);
            try
            {
                Scheduler.Block(task, () => condition() || cancellation.IsCancellationRequested || task.HasWork);
            }
            finally
            {
                Monitor.Enter(Gate);
            }
            return condition();
        }

        CancellationTokenRegistration registration = cancellation.Register(ChangedFromOutside);
        while (!condition() && !cancellation.IsCancellationRequested && !_isDisposed)
            Monitor.Wait(Gate);
        // Not Dispose: it waits for the callback, which waits for the gate.
        registration.Unregister();
        return condition();
    }

    public void Changed() => Monitor.PulseAll(Gate);

    public bool TakesFailure(Exception failure)
    {
        if (failure is TaskEnded)
            return false;
        Scheduler.AddFailure(failure);
        return true;
    }

    /// <summary>Makes a process of one task. Called with the gate held, or before anybody else knows the system.</summary>
    public SimulatedTask AddProcess(
        SimulatedPid pid, string comm, SimulatedProcess? parent, TaskProgram program, SimulatedProcess? like,
        bool isKernelThread = false, HashSet<int>? blocked = null)
    {
        var process = new SimulatedProcess(parent, like?.Dispositions.Copy() ?? new Dispositions());
        SimulatedTask task = NewTask(process, pid, comm, program, isKernelThread, blocked);
        process.Leader = task;
        process.Group = like?.Group ?? pid;
        process.Session = like?.Session ?? pid;
        parent?.Children.Add(process);
        pid.Add(PidType.Tgid, task);
        process.Group.Add(PidType.Pgid, task);
        process.Session.Add(PidType.Sid, task);
        return task;
    }

    /// <summary>Makes another thread of a process. Called with the gate held.</summary>
    public SimulatedTask AddThread(SimulatedPid pid, SimulatedTask maker, TaskProgram program) =>
        NewTask(maker.Process, pid, maker.Comm, program, false, maker.Blocked);

    /// <summary>A reaped task is no more; it is freed after a grace period. Called with the gate held.</summary>
    public void Remove(SimulatedTask task)
    {
        task.IsReaped = true;
        task.Process.Threads.Remove(task);
        Tasks.Remove(task);
        task.Traced.Lifetime.Reap();
        _reaped.Add(task);
    }

    /// <summary>Frees what nobody can use any more. Called with the gate held.</summary>
    public void FreeReaped() => _reaped.RemoveAll(task => task.Traced.Lifetime.TryFree());

    /// <summary>Switches the system off.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _isDisposed = true;
            Changed();
        }
        SimulatedTask[] tasks = [.. Tasks, .. _reaped];
        Scheduler.SwitchOff(tasks);
        foreach (SimulatedTask task in tasks)
            task.Traced.Abandon();
        Lifetimes.Close();
    }

    public bool IsDisposed => _isDisposed;

    private SimulatedTask NewTask(
        SimulatedProcess process, SimulatedPid pid, string comm, TaskProgram program, bool isKernelThread, HashSet<int>? blocked)
    {
        var task = new SimulatedTask(this, process, pid, comm, program, frees: Reaping == ReapPolicy.Earliest)
        {
            IsKernelThread = isKernelThread,
            Blocked = blocked is null ? [] : [.. blocked],
        };
        process.Threads.Add(task);
        pid.Add(PidType.Pid, task);
        Tasks.Add(task);
        return task;
    }

    private void ChangedFromOutside()
    {
        lock (Gate)
            Changed();
    }

    private static void Idle(SimulatedThread self) { }
}
