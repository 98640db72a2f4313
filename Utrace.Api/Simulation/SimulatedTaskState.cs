namespace Utrace.Simulation;

/// <summary>What a task of the simulation is doing.</summary>
public enum SimulatedTaskState
{
    /// <summary>No task has this number.</summary>
    None,

    /// <summary>It runs, or would when the scheduler picks it.</summary>
    Running,

    /// <summary>It waits in a system call, or in a call of a callback.</summary>
    Sleeping,

    /// <summary>Some engine keeps it stopped.</summary>
    Traced,

    /// <summary>Stopped by a signal.</summary>
    Stopped,

    /// <summary>Dead, and not reaped.</summary>
    Zombie,
}
