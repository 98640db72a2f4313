using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>One thread of the simulated kernel. What is not the task's own business alone is guarded by the gate.</summary>
internal sealed class SimulatedTask : ITaskBackend
{
    private TaskProgram _program;
    private bool _isParked;

    public SimulatedTask(SimulatedSystem system, SimulatedProcess process, SimulatedPid pid, string comm, TaskProgram program, bool frees)
    {
        System = system;
        Process = process;
        PidObject = pid;
        Comm = comm;
        _program = program;
        Traced = new TracedTask(system, this, new TaskLifetime(system.Lifetimes, frees));
        User = new SimulatedThread(this);
    }

    public SimulatedSystem System { get; }

    public SimulatedProcess Process { get; }

    public TracedTask Traced { get; }

    public SimulatedThread User { get; }

    public SimulatedPid PidObject { get; set; }

    public string Comm { get; set; }

    public bool IsKernelThread { get; init; }

    /// <summary>The thread that runs the program; null before its first turn.</summary>
    public Thread? Thread { get; set; }

    public SemaphoreSlim Turn { get; } = new(0);

    /// <summary>What a task that waits is waiting for.</summary>
    public Func<bool>? WakesWhen { get; set; }

    /// <summary>It may run: its clone is complete.</summary>
    public bool HasStarted { get; set; }

    public bool IsWaitingForChild { get; set; }

    /// <summary>A system call is being made, or something else that is not user code.</summary>
    public bool IsInKernel { get; set; }

    public bool IsKilled { get; set; }

    /// <summary>A wait in the kernel is to be broken.</summary>
    public bool IsInterrupted { get; set; }

    public bool IsExiting { get; set; }

    public bool IsDead { get; set; }

    /// <summary>The death report is over.</summary>
    public bool HasEnded { get; set; }

    public bool IsReaped { get; set; }

    /// <summary>Its thread is done.</summary>
    public bool IsFinished { get; private set; }

    public bool IsJobStopped { get; set; }

    public int ExitCode { get; set; }

    public ResumeAction StepMode { get; private set; } = ResumeAction.Resume;

    public SimulatedRegisters CurrentRegisters { get; set; } = new();

    public List<PendingSignal> Pending { get; } = [];

    public HashSet<int> Blocked { get; init; } = [];

    /// <summary>What the task runs when it next leaves the kernel, after an exec.</summary>
    public TaskProgram? NextProgram { get; set; }

    /// <summary>The status of the child that the last wait has found.</summary>
    public int WaitedStatus { get; set; }

    public int Pid => PidObject.Number;

    public int Tgid => Process.Leader.Pid;

    public TracedTask GroupLeader => Process.Leader.Traced;

    public TracedTask? RealParent => Process.Parent?.Leader.Traced;

    public TaskRegisters Registers => CurrentRegisters;

    public string ThreadName => $"{Comm}/{Pid}";

    public bool IsLeader => Process.Leader == this;

    public bool CanRun => HasStarted && !IsFinished && (WakesWhen is null || WakesWhen());

    /// <summary>Something wants its attention, so that it does not go on waiting in a system call.</summary>
    public bool HasWork =>
        IsKilled || IsInterrupted || Process.IsStopped && !IsJobStopped
        || Pending.Exists(IsDeliverable) || Process.Pending.Exists(IsDeliverable);

    public SimulatedTaskState State =>
        IsDead ? SimulatedTaskState.Zombie
        : Traced.IsParked ? SimulatedTaskState.Traced
        : IsJobStopped ? SimulatedTaskState.Stopped
        : WakesWhen is null && HasStarted ? SimulatedTaskState.Running
        : SimulatedTaskState.Sleeping;

    public bool Blocks(int signal) => Blocked.Contains(signal);

    public bool IsDeliverable(PendingSignal signal) => !Blocks(signal.Info.Number);

    public IPid GetPid(PidType type) => type switch
    {
        PidType.Tgid => Process.Leader.PidObject,
        PidType.Pgid => Process.Group,
        PidType.Sid => Process.Session,
        _ => PidObject,
    };

    public void Park()
    {
        lock (System.Gate)
            _isParked = Traced.IsParked;
        System.Scheduler.Block(this, () => !_isParked || IsKilled);
    }

    public void Unpark() => _isParked = false;

    public void Notify(bool interrupting) => IsInterrupted |= interrupting;

    public void SetStep(ResumeAction step) => StepMode = step;

    /// <summary>Waits in a system call.</summary>
    /// <returns>Whether it is the case; false: something else wants the task's attention first.</returns>
    public bool Sleep(Func<bool> ready)
    {
        lock (System.Gate)
        {
            if (ready())
                return true;
            if (HasWork)
                return false;
        }
        System.Scheduler.Block(this, () => ready() || HasWork);
        lock (System.Gate)
            return ready();
    }

    /// <summary>Waits until something is the case, or the task is killed.</summary>
    public void SleepKillably(Func<bool> ready)
    {
        lock (System.Gate)
        {
            if (IsKilled || ready())
                return;
        }
        System.Scheduler.Block(this, () => IsKilled || ready());
    }

    /// <summary>The whole life of the task, on its thread.</summary>
    public void Live()
    {
        using CurrentTask.Scope scope = CurrentTask.Enter(Traced);
        TaskProgram? next = _program;
        while (next is not null)
        {
            _program = next;
            next = null;
            try
            {
                IsInKernel = true;
                CurrentRegisters = new SimulatedRegisters();
                System.Signals.BeforeUser(this);
                IsInKernel = false;
                _program(User);
                CloseSections();
                User.Exit(0);
            }
            catch (ProgramReplaced replaced)
            {
                next = replaced.Next;
            }
            catch (TaskEnded)
            {
            }
            catch (Exception failure)
            {
                System.Scheduler.AddFailure(failure);
                Abort();
            }
        }
    }

    /// <summary>The thread is done with the task.</summary>
    public void Finish()
    {
        CloseSections();
        IsFinished = true;
    }

    private void Abort()
    {
        if (HasEnded || IsExiting)
            return;
        IsInKernel = true;
        try
        {
            System.Exits.ExitGroup(this, LinuxSignal.Abort | 0x80);
        }
        catch (TaskEnded)
        {
        }
    }

    private void CloseSections()
    {
        if (RcuReader.OfThisThread is not { Nesting: > 0 } reader)
            return;
        System.Lifetimes.Report(LifetimeViolationKind.SectionLeftOpen, "a program left a read-side section open");
        reader.ExitTo(0);
    }
}
