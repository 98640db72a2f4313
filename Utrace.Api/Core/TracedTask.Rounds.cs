namespace Utrace.Core;

/// <summary>How engines are called: who, in which order, and what prevails.</summary>
internal sealed partial class TracedTask
{
    private const UtraceEvents DeathEvents = UtraceEvents.Death | UtraceEvents.Quiesce;

    private const UtraceEvents SignalEvents =
        UtraceEvents.Signal | UtraceEvents.SignalIgn | UtraceEvents.SignalStop | UtraceEvents.SignalTerm | UtraceEvents.SignalCore;

    private const UtraceEvents AllEvents = (UtraceEvents)((1 << 14) - 1);

    /// <summary>A specific callback of one engine.</summary>
    /// <param name="ops">The callbacks.</param>
    /// <param name="prevailing">The smallest answer so far in this round.</param>
    /// <param name="engine">The reference that is lent to the callback.</param>
    private delegate ResumeAction Callback(UtraceEngineOps ops, ResumeAction prevailing, UtraceEngine engine);

    /// <summary>
    /// Calls every engine that was attached when the round began: first at a quiesce report if it wants those, then at the
    /// callback if it wants the event.
    /// </summary>
    /// <param name="event">What quiesce reports are told.</param>
    /// <param name="wanted">Who wants one of these is called.</param>
    /// <param name="callback">The specific callback.</param>
    /// <param name="reverse">The engine that attached last goes first.</param>
    private ReportRound Report(UtraceEvents @event, UtraceEvents wanted, Callback? callback, bool reverse = false)
    {
        EngineState[] engines = Snapshot();
        if (reverse)
            Array.Reverse(engines);

        (ResumeAction Prevailing, ResumeAction Resume) answers = (ResumeAction.Resume, ResumeAction.Resume);
        foreach (EngineState engine in engines)
        {
            Call(engine, UtraceEvents.Quiesce, (ops, prevailing, lent) => ops.ReportQuiesce(prevailing, lent, @event), ref answers);
            if (callback is not null)
                Call(engine, wanted, callback, ref answers);
        }

        lock (Gate)
            return new ReportRound(_engines.Exists(engine => engine.WantsStop), answers.Resume);
    }

    private void Call(
        EngineState engine, UtraceEvents wanted, Callback callback, ref (ResumeAction Prevailing, ResumeAction Resume) answers)
    {
        ResumeAction prevailing;
        lock (Gate)
        {
            if (!engine.Wants(wanted))
                return;
            _reporting = engine;
            prevailing = engine.WantsStop ? ResumeAction.Stop : answers.Prevailing;
        }

        ResumeAction answer = Run(this, () => callback(engine.Ops, prevailing, engine.Lent));
        lock (Gate)
        {
            _reporting = null;
            kernel.Changed();
            if (answer == ResumeAction.Detach || !engine.IsAttached)
            {
                Detach(engine);
            }
            else
            {
                engine.WantsStop = answer == ResumeAction.Stop;
                if (answer < answers.Prevailing)
                    answers.Prevailing = answer;
                if (answer != ResumeAction.Stop && answer < answers.Resume)
                    answers.Resume = answer;
            }
        }
        ReleaseFromRound();
    }

    /// <summary>As <see cref="Release"/>, where no module called that could take an exception.</summary>
    private void ReleaseFromRound()
    {
        try
        {
            Release();
        }
        catch (Exception failure) when (kernel.TakesFailure(failure))
        {
            ReleaseFromRound();
        }
    }

    /// <summary>Runs a callback as a task. Whatever it does, the task goes on.</summary>
    private ResumeAction Run(TracedTask current, Func<ResumeAction> callback)
    {
        RcuReader reader = RcuReader.Mine;
        int nesting = reader.Nesting;
        using (CurrentTask.Enter(current))
        {
            try
            {
                ResumeAction answer = callback();
                if (reader.Nesting > nesting)
                    kernel.Lifetimes.Report(LifetimeViolationKind.SectionLeftOpen, "a callback left a read-side section open");
                return answer is >= ResumeAction.Stop and <= ResumeAction.Detach ? answer : ResumeAction.Resume;
            }
            catch (Exception failure) when (kernel.TakesFailure(failure))
            {
                return ResumeAction.Resume;
            }
            finally
            {
                reader.ExitTo(nesting);
            }
        }
    }

    private EngineState[] Snapshot()
    {
        lock (Gate)
            return [.. _engines];
    }

    /// <summary>A round whose answers count when the task next goes to user mode.</summary>
    private void Later(ReportRound round)
    {
        lock (Gate)
        {
            ResumeAction action = round.Stops && round.Resume > ResumeAction.Report ? ResumeAction.Report : round.Resume;
            if (action < ResumeAction.Resume)
                Request(action);
        }
    }

    /// <summary>Stops the task here for as long as an engine wants it, unless it is killed.</summary>
    /// <returns>Whether it has been stopped.</returns>
    private bool StopHere()
    {
        lock (Gate)
        {
            if (backend.IsKilled || !_engines.Exists(engine => engine.WantsStop))
                return false;
            _parked = true;
            _stops++;
            kernel.Changed();
        }
        backend.Park();
        lock (Gate)
        {
            // A kill wakes it without anybody's leave. What was examined so far counts no more.
            _parked = false;
            _stops++;
        }
        return true;
    }

    /// <summary>
    /// A round right before user mode: its answers count at once. A wish for a report is granted by that, or else an engine
    /// that always wishes for one would never let the task run.
    /// </summary>
    private void Now(ReportRound round, bool mayReportAgain)
    {
        lock (Gate)
        {
            backend.SetStep(ResumeAction.Resume);
            if (round.Stops || mayReportAgain && round.Resume == ResumeAction.Interrupt)
                _resume = round.Resume < _resume ? round.Resume : _resume;
            else
                backend.SetStep(AbleStep(round.Resume));
        }
        if (round.Stops)
            StopHere();
    }

    private ResumeAction AbleStep(ResumeAction step) => step switch
    {
        ResumeAction.BlockStep when kernel.CanBlockStep => ResumeAction.BlockStep,
        ResumeAction.BlockStep or ResumeAction.SingleStep when kernel.CanSingleStep => ResumeAction.SingleStep,
        _ => ResumeAction.Resume,
    };
}
