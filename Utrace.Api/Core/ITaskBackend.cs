namespace Utrace.Core;

/// <summary>What the state machine asks of one task under it. All is called with the gate held, but <see cref="Park"/>.</summary>
internal interface ITaskBackend
{
    int Pid { get; }

    int Tgid { get; }

    string Comm { get; }

    TracedTask GroupLeader { get; }

    TracedTask? RealParent { get; }

    /// <summary>The task's pid in one of its roles. Also of a reaped task: then it names that task no more.</summary>
    IPid GetPid(PidType type);

    /// <summary>A thread of the kernel itself: it can not be traced.</summary>
    bool IsKernelThread { get; }

    /// <summary>It has begun to exit.</summary>
    bool IsExiting { get; }

    /// <summary>It has exited (<c>exit_state</c> is set).</summary>
    bool IsDead { get; }

    /// <summary>It is stopped by job control.</summary>
    bool IsJobStopped { get; }

    /// <summary>A SIGKILL is on its way: it does not stop any more.</summary>
    bool IsKilled { get; }

    /// <summary>Its registers; good to read while it is at a safe point.</summary>
    TaskRegisters Registers { get; }

    /// <summary>Called on the task itself, without the gate: returns after <see cref="Unpark"/>, or when it is killed.</summary>
    void Park();

    void Unpark();

    /// <summary>
    /// Makes the task come by at <see cref="TracedTask.ReturnToUser"/> soon; interrupting: out of a wait in the kernel too.
    /// </summary>
    void Notify(bool interrupting);

    /// <summary>Sets how the task steps from now on: SingleStep, BlockStep, or Resume for not at all.</summary>
    void SetStep(ResumeAction step);
}
