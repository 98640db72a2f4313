namespace Utrace.Simulation;

/// <summary>When dead tasks are reaped.</summary>
public enum ReapPolicy
{
    /// <summary>
    /// As a usual system does: a child when its parent waits for it, a thread when it has died, and what has no parent by
    /// init, some steps later (the seed decides). A reaped task is freed at the first step after its grace period.
    /// </summary>
    Automatic,

    /// <summary>As <see cref="Automatic"/>, but init waits for nobody: <see cref="SimulatedKernel.Reap"/> says when.</summary>
    WhenTold,

    /// <summary>
    /// The adversary: everything that the rules allow happens at once. Init reaps in the step of the death, a reaped task is
    /// freed with the last section that may use it, the lowest free pid number is handed out first, and every call of a
    /// callback that may block lets other tasks run.
    /// </summary>
    Earliest,
}
