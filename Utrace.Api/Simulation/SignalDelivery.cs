namespace Utrace.Simulation;

/// <summary>Signals: sent, held back, reported, and acted on where a task leaves the kernel.</summary>
internal sealed class SignalDelivery(SimulatedSystem system)
{
    private const UtraceEvents Ignored = UtraceEvents.SignalIgn;

    /// <summary>Sends a signal to a process. Called with the gate held.</summary>
    public void Send(SimulatedProcess process, int signal, int sender) => Send(process, null, signal, sender);

    /// <summary>Sends a signal to one thread. Called with the gate held.</summary>
    public void Send(SimulatedTask task, int signal, int sender) => Send(task.Process, task, signal, sender);

    /// <summary>Sends a signal that an instruction of the task itself has caused: it can not be held back or ignored.</summary>
    public void Force(SimulatedTask task, int signal)
    {
        lock (system.Gate)
        {
            if (task.Blocks(signal) || task.Process.Dispositions.IsIgnoredExplicitly(signal))
                task.Process.Dispositions.Set(signal, null, ignored: false);
            task.Blocked.Remove(signal);
            task.Pending.Add(new PendingSignal(new SignalInfo(signal, 0), false));
        }
    }

    /// <summary>All threads of a process end. Called with the gate held.</summary>
    public void KillGroup(SimulatedProcess process, int status)
    {
        process.EndsWith ??= status;
        foreach (SimulatedTask thread in process.Threads)
            thread.IsKilled |= !thread.IsDead;
    }

    /// <summary>A dying thread leaves what it was to take for its process to the others. Called with the gate held.</summary>
    public void Retarget(SimulatedTask dying)
    {
        foreach (PendingSignal signal in dying.Pending.Where(signal => signal.IsForProcess))
            (dying.Process.TakerOf(signal.Info.Number)?.Pending ?? dying.Process.Pending).Add(signal);
        dying.Pending.Clear();
    }

    /// <summary>
    /// All that happens before a task runs user code: it dies or stops if it has to, gets its signals, and is reported.
    /// </summary>
    /// <returns>Whether a handler ran.</returns>
    public bool BeforeUser(SimulatedTask task)
    {
        bool handled = false;
        var held = new List<PendingSignal>();
        while (true)
        {
            lock (system.Gate)
                task.IsInterrupted = false;
            if (task.IsKilled)
                system.Exits.Exit(task, task.Process.EndsWith ?? LinuxSignal.Kill);
            if (StopWithGroup(task))
                continue;
            if (TryTake(task, out PendingSignal signal))
                handled |= Deliver(task, signal, held);
            else if (!task.Traced.ReturnToUser())
                break;
        }
        lock (system.Gate)
            task.Pending.AddRange(held);
        return handled;
    }

    private void Send(SimulatedProcess process, SimulatedTask? target, int signal, int sender)
    {
        if (process == system.Init.Process || process.Leader.IsKernelThread)
            return;
        if (signal == LinuxSignal.Kill)
        {
            KillGroup(process, signal);
            return;
        }
        if (signal == LinuxSignal.Cont)
            Continue(process);
        else if (Dispositions.Stops(signal))
            Drop(process, other => other == LinuxSignal.Cont);

        SimulatedTask? taker = target ?? process.TakerOf(signal);
        if (process.Dispositions.Ignores(signal) && taker is not null && !taker.Blocks(signal) && !taker.Traced.Wants(Ignored))
            return;

        List<PendingSignal> queue = taker?.Pending ?? process.Pending;
        if (!queue.Exists(pending => pending.Info.Number == signal))
            queue.Add(new PendingSignal(new SignalInfo(signal, sender), target is null));
    }

    private static void Continue(SimulatedProcess process)
    {
        Drop(process, Dispositions.Stops);
        process.ContinueIsDue |= process.IsStopped && process.Threads.Exists(thread => thread.IsJobStopped);
        process.IsStopped = false;
    }

    private static void Drop(SimulatedProcess process, Func<int, bool> which)
    {
        process.Pending.RemoveAll(signal => which(signal.Info.Number));
        foreach (SimulatedTask thread in process.Threads)
            thread.Pending.RemoveAll(signal => which(signal.Info.Number));
    }

    private bool TryTake(SimulatedTask task, out PendingSignal signal)
    {
        lock (system.Gate)
        {
            foreach (List<PendingSignal> queue in (List<PendingSignal>[])[task.Pending, task.Process.Pending])
            {
                int index = queue.FindIndex(task.IsDeliverable);
                if (index < 0)
                    continue;
                signal = queue[index];
                queue.RemoveAt(index);
                return true;
            }
        }
        signal = default;
        return false;
    }

    private bool Deliver(SimulatedTask task, PendingSignal signal, List<PendingSignal> held)
    {
        int number = signal.Info.Number;
        (UtraceEvents @event, SignalAction action) = task.Process.Dispositions.Classify(number);
        bool stepping = task.StepMode != ResumeAction.Resume;
        action = task.Traced.ReportSignal(signal.Info, @event, action);
        if ((action & SignalAction.Hold) != 0)
            held.Add(signal);
        if (task.IsKilled)
            return false;

        action &= ~SignalAction.Hold;
        SignalHandler? handler = task.Process.Dispositions.HandlerOf(number);
        if (action == SignalAction.Deliver && handler is not null)
        {
            RunHandler(task, handler, number, stepping || task.StepMode != ResumeAction.Resume);
            return true;
        }

        switch (action == SignalAction.Deliver ? Dispositions.DefaultOf(number) : action)
        {
            case SignalAction.Term:
                system.Exits.ExitGroup(task, number);
                break;
            case SignalAction.Core:
                system.Exits.ExitGroup(task, number | 0x80);
                break;
            case SignalAction.Stop or SignalAction.Tstp:
                lock (system.Gate)
                    task.Process.IsStopped = true;
                break;
        }
        return false;
    }

    private void RunHandler(SimulatedTask task, SignalHandler handler, int signal, bool stepping)
    {
        task.Traced.HandlerWasSetUp(stepping);
        while (task.Traced.ReturnToUser())
            continue;
        if (task.IsKilled)
            return;

        SimulatedRegisters interrupted = task.CurrentRegisters;
        bool blocks;
        lock (system.Gate)
            blocks = task.Blocked.Add(signal);
        task.CurrentRegisters = new SimulatedRegisters();
        task.IsInKernel = false;
        try
        {
            handler(task.User, signal);
        }
        finally
        {
            task.IsInKernel = true;
            task.CurrentRegisters = interrupted;
            if (blocks)
            {
                lock (system.Gate)
                    task.Blocked.Remove(signal);
            }
        }
    }

    private bool StopWithGroup(SimulatedTask task)
    {
        SimulatedProcess process = task.Process;
        bool isLast;
        lock (system.Gate)
        {
            if (!process.IsStopped || task.IsKilled)
                return false;
            isLast = process.Threads.All(thread => thread == task || thread.IsJobStopped || thread.IsDead);
        }

        task.Traced.ReportJctl(JobControl.Stopped, isLast ? JobControl.Stopped : JobControl.None);
        lock (system.Gate)
        {
            if (!process.IsStopped || task.IsKilled)
                return true;
            task.IsJobStopped = true;
            if (isLast && process.Parent is { } parent)
                Send(parent, LinuxSignal.Child, process.Leader.Pid);
        }
        system.Scheduler.Block(task, () => !process.IsStopped || task.IsKilled);

        bool reports;
        lock (system.Gate)
        {
            task.IsJobStopped = false;
            task.Traced.WokeUp();
            (reports, process.ContinueIsDue) = (process.ContinueIsDue && !task.IsKilled, false);
        }
        if (reports)
            task.Traced.ReportJctl(JobControl.Continued, JobControl.Continued);
        return true;
    }
}
