namespace Utrace.Core;

/// <summary>What a module asks of a task by its engine.</summary>
internal sealed partial class TracedTask
{
    public Errno Control(EngineState engine, TracedTask? task, ResumeAction action)
    {
        if (action is < ResumeAction.Stop or > ResumeAction.Detach)
            return Errno.EINVAL;
        bool needsReport = action is ResumeAction.Report or ResumeAction.SingleStep or ResumeAction.BlockStep;
        if (needsReport && (engine.Events & UtraceEvents.Quiesce) == 0)
            return Errno.EINVAL;
        Errno answer;
        lock (Gate)
        {
            answer = ControlLocked(engine, task, action);
            kernel.Changed();
        }
        Release();
        return answer;
    }

    public Errno SetEvents(EngineState engine, TracedTask? task, UtraceEvents events)
    {
        events &= AllEvents;
        lock (Gate)
        {
            if (!engine.IsAttached || task != this || _reaped)
                return Errno.ESRCH;

            UtraceEvents set = events & ~engine.Events;
            UtraceEvents cleared = engine.Events & ~events;
            if (backend.IsDead && ((set & DeathEvents) != 0 || _dying && (cleared & DeathEvents) != 0)
                || _reapIsDue && (cleared & UtraceEvents.Reap) != 0)
                return Errno.EALREADY;

            engine.Events = events;
            bool mayBeRunning = cleared != 0 && _reporting == engine && CurrentTask.OfThisThread != this && !_parked && !backend.IsDead;
            return mayBeRunning ? Errno.EINPROGRESS : Errno.None;
        }
    }

    public Errno Barrier(EngineState engine, TracedTask? task, CancellationToken cancellation)
    {
        kernel.Lifetimes.CheckBlocking(nameof(Barrier));
        kernel.MayBlock();
        lock (Gate)
        {
            if (engine.IsGone || engine.IsAttached && task != this)
                return Errno.ESRCH;
            if (CurrentTask.OfThisThread == this || _reporting != engine)
                return Errno.None;
            return kernel.WaitUntil(() => _reporting != engine, cancellation) ? Errno.None : Errno.ERESTARTSYS;
        }
    }

    public Errno PrepareExamine(EngineState engine, TracedTask? task, Examiner examiner)
    {
        kernel.Lifetimes.CheckBlocking(nameof(PrepareExamine));
        kernel.MayBlock();
        lock (Gate)
        {
            examiner.End();
            Errno error = CheckExamine(engine, task);
            if (error == Errno.None)
                examiner.Begin(backend.Registers, CurrentTask.OfThisThread == this ? 0 : _stops);
            return error;
        }
    }

    public Errno FinishExamine(EngineState engine, TracedTask? task, Examiner examiner)
    {
        lock (Gate)
        {
            if (!examiner.IsPrepared)
                return Errno.EINVAL;
            examiner.End();
            Errno error = CheckExamine(engine, task);
            bool wokeUp = error == Errno.None && CurrentTask.OfThisThread != this && examiner.Stop != _stops;
            return wokeUp ? Errno.EAGAIN : error;
        }
    }

    private Errno ControlLocked(EngineState engine, TracedTask? task, ResumeAction action)
    {
        if (!engine.IsAttached || task != this || _reaped)
            return Errno.ESRCH;
        if (backend.IsDead && action != ResumeAction.Detach)
            return Errno.ESRCH;
        if (_dying)
            return Errno.EALREADY;

        switch (action)
        {
            case ResumeAction.Stop:
                engine.WantsStop = true;
                if (_parked)
                    return Errno.None;
                Request(ResumeAction.Report);
                return backend.IsJobStopped ? Errno.None : Errno.EINPROGRESS;

            case ResumeAction.Detach:
                Detach(engine);
                WakeIfFree();
                return engine.IsGone ? Errno.None : Errno.EINPROGRESS;

            case ResumeAction.SingleStep when !kernel.CanSingleStep:
            case ResumeAction.BlockStep when !kernel.CanBlockStep:
                return Errno.EOPNOTSUPP;

            case ResumeAction.Resume:
                if (_parked && _resume is ResumeAction.SingleStep or ResumeAction.BlockStep)
                    _resume = ResumeAction.Resume;
                break;

            default:
                Request(action);
                break;
        }
        engine.WantsStop = false;
        WakeIfFree();
        return Errno.None;
    }

    private Errno CheckExamine(EngineState engine, TracedTask? task)
    {
        if (!engine.IsAttached || task != this || _reaped || backend.IsDead)
            return Errno.ESRCH;
        if (CurrentTask.OfThisThread == this)
            return Errno.None;
        if (!engine.WantsStop)
            return Errno.EINVAL;
        return _parked || backend.IsJobStopped ? Errno.None : Errno.EAGAIN;
    }
}
