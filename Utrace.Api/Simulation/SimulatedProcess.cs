namespace Utrace.Simulation;

/// <summary>A thread group. Guarded by the gate.</summary>
internal sealed class SimulatedProcess(SimulatedProcess? parent, Dispositions dispositions)
{
    public SimulatedProcess? Parent { get; set; } = parent;

    public List<SimulatedProcess> Children { get; } = [];

    /// <summary>The threads that are not reaped, the oldest first.</summary>
    public List<SimulatedTask> Threads { get; } = [];

    public SimulatedTask Leader { get; set; } = null!;

    public SimulatedPid Group { get; set; } = null!;

    public SimulatedPid Session { get; set; } = null!;

    public Dispositions Dispositions => dispositions;

    /// <summary>Signals that every thread holds back.</summary>
    public List<PendingSignal> Pending { get; } = [];

    /// <summary>All threads are ending, with this status.</summary>
    public int? EndsWith { get; set; }

    /// <summary>The thread that execs, while it waits for the others to end.</summary>
    public SimulatedTask? Execing { get; set; }

    /// <summary>It is to stop, or stopped, by job control.</summary>
    public bool IsStopped { get; set; }

    /// <summary>It was stopped and goes on; one thread has yet to report that.</summary>
    public bool ContinueIsDue { get; set; }

    /// <summary>It has execed or ended: a vforking parent may go on.</summary>
    public bool HasLeftParent { get; set; }

    /// <summary>Its parent, or who stands in for it, has taken its status and reaps it.</summary>
    public bool IsCollected { get; set; }

    /// <summary>Its leader is dead, the other threads are gone, and it waits to be collected.</summary>
    public bool IsZombie => !IsCollected && Leader.IsDead && Threads.Count == 1;

    /// <summary>The thread that a signal to the process goes to: the leader, if it lets it through.</summary>
    public SimulatedTask? TakerOf(int signal)
    {
        IEnumerable<SimulatedTask> alive = Threads.Where(thread => !thread.IsExiting && !thread.Blocks(signal));
        return alive.OrderBy(thread => thread == Leader ? 0 : 1).FirstOrDefault();
    }
}

/// <summary>A signal on its way.</summary>
/// <param name="Info">The signal.</param>
/// <param name="IsForProcess">Any thread of the process may take it.</param>
internal readonly record struct PendingSignal(SignalInfo Info, bool IsForProcess);
