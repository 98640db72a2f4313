using System.Runtime.ExceptionServices;
using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>
/// Runs one task at a time: each has a thread, and the baton goes from whoever drives the kernel to one of them and back.
/// </summary>
/// <param name="system">The system whose tasks are run.</param>
/// <param name="options">The seed and the policy.</param>
internal sealed class Scheduler(SimulatedSystem system, SimulatedKernelOptions options)
{
    private static readonly TimeSpan s_unwindLimit = TimeSpan.FromSeconds(5);

    [ThreadStatic]
    private static SimulatedTask? t_task;

    private readonly SeededChoice _choice = new(options.Seed);
    private readonly SemaphoreSlim _baton = new(0);
    private readonly List<Exception> _failures = [];
    private int _driven;
    private long _steps;
    private volatile bool _isOff;

    public long Steps => Volatile.Read(ref _steps);

    /// <summary>The task of this system whose thread this is, if any.</summary>
    public SimulatedTask? OnThisThread => t_task is { } task && task.System == system ? task : null;

    /// <summary>Takes the right to drive, until the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">Somebody has it, or the caller is driven itself.</exception>
    public DriverScope Drive()
    {
        if (OnThisThread is not null)
            throw new InvalidOperationException("A callback or a program can not drive the kernel that runs it.");
        if (Interlocked.Exchange(ref _driven, 1) != 0)
            throw new InvalidOperationException("The kernel is being driven by another call.");
        return new DriverScope(this);
    }

    /// <summary>Makes one step.</summary>
    /// <returns>Whether there was something to do.</returns>
    public bool Step()
    {
        SimulatedTask? task;
        SimulatedProcess? orphan = null;
        lock (system.Gate)
        {
            system.FreeReaped();
            if (!TryChoose(out task, out orphan))
                return false;
            _steps++;
        }

        if (task is not null)
            RunSlice(task);
        else
            system.Exits.Reap(orphan!);
        if (options.Reaping == ReapPolicy.Earliest)
            system.Exits.ReapOrphans();
        ThrowFailures();
        return true;
    }

    /// <summary>Gives the baton back and waits to be chosen again. Called on the task's thread, without the gate.</summary>
    public void Switch(SimulatedTask task)
    {
        RcuReader reader = RcuReader.Mine;
        reader.Suspend();
        _baton.Release();
        task.Turn.Wait();
        reader.Resume();
        if (_isOff)
            throw new TaskEnded();
    }

    /// <summary>As <see cref="Switch"/>, but the task is not chosen before something is the case.</summary>
    /// <param name="task">The calling task.</param>
    /// <param name="ready">Asked with the gate held.</param>
    public void Block(SimulatedTask task, Func<bool> ready)
    {
        task.WakesWhen = ready;
        Switch(task);
        task.WakesWhen = null;
    }

    /// <summary>Remembers an exception for who drives the kernel.</summary>
    public void AddFailure(Exception failure)
    {
        lock (_failures)
            _failures.Add(failure);
    }

    public void ThrowFailures()
    {
        Exception[] failures;
        lock (_failures)
        {
            failures = [.. _failures];
            _failures.Clear();
        }
        if (failures is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (failures.Length > 1)
            throw new AggregateException(failures);
    }

    /// <summary>Lets every program unwind.</summary>
    public void SwitchOff(IEnumerable<SimulatedTask> tasks)
    {
        _isOff = true;
        foreach (SimulatedTask task in tasks)
        {
            if (task.Thread is null || task.IsFinished)
                continue;
            task.Turn.Release();
            // A program may catch what unwinds it and wait for something outside: then its thread is left to that.
            if (!_baton.Wait(s_unwindLimit))
                return;
        }
    }

    private void RunSlice(SimulatedTask task)
    {
        if (task.Thread is null)
        {
            task.Thread = new Thread(() => Live(task)) { IsBackground = true, Name = task.ThreadName };
            task.Thread.Start();
        }
        task.Turn.Release();
        _baton.Wait();
    }

    private void Live(SimulatedTask task)
    {
        t_task = task;
        try
        {
            task.Turn.Wait();
            if (!_isOff)
                task.Live();
        }
        finally
        {
            task.Finish();
            _baton.Release();
        }
    }

    private bool TryChoose(out SimulatedTask? task, out SimulatedProcess? orphan)
    {
        (task, orphan) = (null, null);
        List<SimulatedTask> able = system.Tasks.FindAll(candidate => candidate.CanRun);
        if (options.Reaping == ReapPolicy.Earliest && able.Find(candidate => candidate.IsWaitingForChild) is { } parent)
        {
            task = parent;
            return true;
        }

        List<SimulatedProcess> orphans = options.Reaping == ReapPolicy.Automatic ? system.Exits.Orphans() : [];
        if (able.Count + orphans.Count == 0)
            return false;
        int choice = _choice.Below(able.Count + orphans.Count);
        if (choice < able.Count)
            task = able[choice];
        else
            orphan = orphans[choice - able.Count];
        return true;
    }

    private void StopDriving() => Volatile.Write(ref _driven, 0);

    public readonly ref struct DriverScope(Scheduler scheduler)
    {
        public void Dispose() => scheduler.StopDriving();
    }
}
