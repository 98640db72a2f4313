namespace Utrace.Core;

/// <summary>
/// The points that are reported. The back end calls these on the task's own thread, without the gate, whether or not any
/// engine wants the event.
/// </summary>
internal sealed partial class TracedTask
{
    private bool _handlerWasSetUp;

    private bool _stopsBeforeVforkWait;

    /// <summary>A system call is about to be tried.</summary>
    /// <returns>Whether it is to be tried.</returns>
    public bool ReportSyscallEntry(TaskRegisters regs)
    {
        SyscallAction decision = SyscallAction.Run;
        SyscallAction resumed = SyscallAction.Run;
        while (Wants(UtraceEvents.SyscallEntry))
        {
            ReportRound round = Report(
                UtraceEvents.SyscallEntry, UtraceEvents.SyscallEntry,
                (ops, prevailing, engine) =>
                {
                    SyscallReply reply = ops.ReportSyscallEntry(decision | resumed, prevailing, engine, regs);
                    decision = reply.Syscall & SyscallAction.Abort;
                    return reply.Resume;
                },
                reverse: true);
            Later(round with { Stops = false });
            if (!round.Stops || !StopHere())
                break;
            resumed = SyscallAction.Resumed;
            lock (Gate)
            {
                if (backend.IsKilled)
                    return false;
            }
        }
        return decision != SyscallAction.Abort;
    }

    /// <summary>A system call has returned, or was not tried.</summary>
    public void ReportSyscallExit(TaskRegisters regs) =>
        ReportLater(UtraceEvents.SyscallExit, (ops, prevailing, engine) => ops.ReportSyscallExit(prevailing, engine, regs));

    /// <summary>The task has made another one, which has not run yet.</summary>
    public void ReportClone(CloneFlags flags, TracedTask child)
    {
        ReportRound round = ReportLater(
            UtraceEvents.Clone,
            (ops, prevailing, engine) =>
            {
                child.Lifetime.Lend();
                try
                {
                    return ops.ReportClone(prevailing, engine, flags, child.Struct);
                }
                finally
                {
                    child.Lifetime.TakeBack();
                }
            });
        lock (Gate)
            child.SetUpBy = null;
        _stopsBeforeVforkWait = round.Stops && (flags & CloneFlags.VFork) != 0;
    }

    /// <summary>A task that has vforked is about to wait for its child, which runs now: a stop must not wait for that.</summary>
    public void BeforeVforkWait()
    {
        if (_stopsBeforeVforkWait)
            StopHere();
        _stopsBeforeVforkWait = false;
    }

    /// <summary>The task runs a new program.</summary>
    public void ReportExec(string path, TaskRegisters regs) =>
        ReportLater(UtraceEvents.Exec, (ops, prevailing, engine) => ops.ReportExec(prevailing, engine, path, regs));

    /// <summary>The task stops or continues by job control.</summary>
    public void ReportJctl(JobControl type, JobControl notify) =>
        ReportLater(UtraceEvents.Jctl, (ops, prevailing, engine) => ops.ReportJctl(prevailing, engine, type, notify));

    /// <summary>A signal is about to act.</summary>
    /// <param name="info">The signal.</param>
    /// <param name="event">Which event its disposition makes it.</param>
    /// <param name="action">What the disposition says.</param>
    /// <returns>What the engines say; <see cref="SignalAction.Hold"/> may be set in it.</returns>
    public SignalAction ReportSignal(SignalInfo info, UtraceEvents @event, SignalAction action)
    {
        if (!Wants(@event))
            return action;
        Now(ReportSignal(info, @event, @event, ref action), mayReportAgain: false);
        return action;
    }

    /// <summary>The task begins to exit.</summary>
    /// <returns>The code it exits with.</returns>
    public int ReportExit(int originalCode)
    {
        int code = originalCode;
        if (!Wants(UtraceEvents.Exit))
            return code;
        ReportRound round = Report(
            UtraceEvents.Exit, UtraceEvents.Exit,
            (ops, prevailing, engine) => ops.ReportExit(prevailing, engine, originalCode, ref code));
        if (round.Stops)
            StopHere();
        return code;
    }

    /// <summary>The task is dead: <see cref="ITaskBackend.IsDead"/> is set already.</summary>
    /// <param name="groupDead">It was the last of its thread group.</param>
    /// <param name="signal">What its parent is sent; -1: nothing, the task reaps itself; -2: nothing yet, other threads live.</param>
    public void ReportDeath(bool groupDead, int signal)
    {
        lock (Gate)
            _dying = true;
        if (Wants(DeathEvents))
            Report(UtraceEvents.Death, UtraceEvents.Death, (ops, _, engine) => ops.ReportDeath(engine, groupDead, signal));
        lock (Gate)
        {
            _dying = false;
            kernel.Changed();
        }
    }

    /// <summary>Begins the end of a dead task; <see cref="ReportReap"/> follows.</summary>
    /// <returns>False while the death report is still running, for that must come first; and where it has begun already.</returns>
    public bool TryBeginReap()
    {
        lock (Gate)
        {
            if (_dying)
                _reapIsDue = true;
            if (_dying || _reaped)
                return false;
            _reaped = true;
            return true;
        }
    }

    /// <summary>The task is being reaped. Afterwards no engine is attached.</summary>
    /// <param name="reaper">Who reaps it: itself or its parent.</param>
    public void ReportReap(TracedTask reaper)
    {
        foreach (EngineState engine in Snapshot())
        {
            lock (Gate)
            {
                if (!engine.Wants(UtraceEvents.Reap))
                    continue;
                _reporting = engine;
            }
            Run(reaper, () =>
            {
                lifetime.Lend();
                try
                {
                    engine.Ops.ReportReap(engine.Lent, Struct);
                }
                finally
                {
                    lifetime.TakeBack();
                }
                return ResumeAction.Detach;
            });
            lock (Gate)
            {
                _reporting = null;
                kernel.Changed();
            }
        }
        lock (Gate)
            DetachAll();
        ReleaseFromRound();
    }

    /// <summary>A signal handler has been set up. While a report or a step is due, that is reported.</summary>
    /// <param name="stepping">The task was being stepped.</param>
    public void HandlerWasSetUp(bool stepping)
    {
        lock (Gate)
        {
            if (!stepping && _resume == ResumeAction.Resume)
                return;
            _handlerWasSetUp = true;
            _resume = ResumeAction.Interrupt;
        }
    }

    /// <summary>The task is about to run user code: reports and stops as was asked for.</summary>
    /// <returns>Whether it did, so that there may be more to do.</returns>
    public bool ReturnToUser()
    {
        ResumeAction action;
        SignalAction why;
        lock (Gate)
        {
            (action, _resume) = (_resume, ResumeAction.Resume);
            why = _handlerWasSetUp ? SignalAction.Handler : SignalAction.Report;
            _handlerWasSetUp = false;
            if (action is ResumeAction.SingleStep or ResumeAction.BlockStep)
                backend.SetStep(AbleStep(action));
        }

        switch (action)
        {
            case ResumeAction.Interrupt:
                Now(ReportSignal(new SignalInfo(0, 0), UtraceEvents.None, SignalEvents, ref why), mayReportAgain: false);
                return true;
            case ResumeAction.Report:
                Now(Report(UtraceEvents.None, UtraceEvents.None, null), mayReportAgain: true);
                return true;
            default:
                return false;
        }
    }

    private ReportRound ReportSignal(SignalInfo info, UtraceEvents @event, UtraceEvents wanted, ref SignalAction action)
    {
        SignalAction decision = action;
        ReportRound round = Report(
            @event, wanted,
            (ops, prevailing, engine) =>
            {
                SignalReply reply = ops.ReportSignal(decision, prevailing, engine, backend.Registers, info);
                decision = reply.Signal;
                return reply.Resume;
            });
        action = decision;
        return round;
    }

    private ReportRound ReportLater(UtraceEvents @event, Callback callback)
    {
        if (!Wants(@event))
            return new ReportRound(false, ResumeAction.Resume);
        ReportRound round = Report(@event, @event, callback);
        Later(round);
        return round;
    }
}
