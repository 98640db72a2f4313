using Utrace.Contracts;
using Utrace.Core;

namespace Utrace;

public sealed partial class UtraceEngine
{
    /// <summary>Asks something of the traced task (<c>utrace_control</c>). Does not block.</summary>
    /// <param name="task">The engine's task; may be stale or null: then the engine is detached, which is looked at first.</param>
    /// <param name="action">What is asked. Takes back a Stop of this engine, unless it is one.</param>
    /// <returns>
    /// <see cref="Errno.None"/>: done; after Detach no callback comes any more.
    /// ESRCH: the engine is detached, or not that task's; or the task is being reaped (its reap report may be running); or it
    /// is dead and the action is not Detach.
    /// EALREADY: Detach, while the death report is running.
    /// EINPROGRESS: Stop, and the task is not stopped yet; Detach, while a callback of this engine may be running: see
    /// <see cref="Barrier(TaskStruct?, CancellationToken)"/>.
    /// EINVAL: no such action; or Report, SingleStep, BlockStep by an engine that has not asked for Quiesce.
    /// EOPNOTSUPP: the machine can not step so.
    /// </returns>
    [MustCheck]
    [Detaches(ResumeAction.Detach, Pending = Errno.EINPROGRESS)]
    [NeedsEvents(UtraceEvents.Quiesce, ResumeAction.Report, ResumeAction.SingleStep, ResumeAction.BlockStep)]
    public Errno Control([StaleTolerant] TaskStruct? task, ResumeAction action)
    {
        EngineState state = Live(nameof(Control));
        return state.Task.Control(state, task?.Traced, action);
    }

    /// <summary>As <see cref="Control(TaskStruct?, ResumeAction)"/> by a held pid (<c>utrace_control_pid</c>).</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="action">What is asked. Takes back a Stop of this engine, unless it is one.</param>
    /// <returns>ESRCH also: the pid names no task. The others as with a task.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pid"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The pid or the engine is put, or the kernel is disposed.</exception>
    [MustCheck]
    [Detaches(ResumeAction.Detach, Pending = Errno.EINPROGRESS)]
    [NeedsEvents(UtraceEvents.Quiesce, ResumeAction.Report, ResumeAction.SingleStep, ResumeAction.BlockStep)]
    public Errno Control(PidHandle pid, ResumeAction action)
    {
        (EngineState state, TracedTask? task) = Live(pid, nameof(Control));
        return state.Task.Control(state, task, action);
    }

    /// <summary>Says of what the engine is told (<c>utrace_set_events</c>). Does not block.</summary>
    /// <param name="task">The engine's task; may be stale or null: then the engine is detached, which is looked at first.</param>
    /// <param name="events">All that it wants from now on; nothing at first. Unknown bits are ignored.</param>
    /// <returns>
    /// <see cref="Errno.None"/>: done. ESRCH: the engine is detached, or not that task's, or the task is being reaped.
    /// EALREADY: the task is dead, and Death or Quiesce is to be set, or to be cleared while the death report is running.
    /// EINPROGRESS: done, and a callback for what was cleared may still be running.
    /// </returns>
    [MustCheck]
    public Errno SetEvents([StaleTolerant] TaskStruct? task, [RequestsEvents] UtraceEvents events)
    {
        EngineState state = Live(nameof(SetEvents));
        return state.Task.SetEvents(state, task?.Traced, events);
    }

    /// <summary>As <see cref="SetEvents(TaskStruct?, UtraceEvents)"/> by a held pid (<c>utrace_set_events_pid</c>).</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="events">All that it wants from now on.</param>
    /// <inheritdoc cref="Control(PidHandle, ResumeAction)" path="/returns"/>
    /// <inheritdoc cref="Control(PidHandle, ResumeAction)" path="/exception"/>
    [MustCheck]
    public Errno SetEvents(PidHandle pid, [RequestsEvents] UtraceEvents events)
    {
        (EngineState state, TracedTask? task) = Live(pid, nameof(SetEvents));
        return state.Task.SetEvents(state, task, events);
    }

    /// <summary>
    /// Waits until no callback of this engine is running (<c>utrace_barrier</c>). Works on a detached engine too; at once where
    /// the task is the current one.
    /// </summary>
    /// <param name="task">The engine's task; may be stale or null: then the engine is detached, which is looked at first.</param>
    /// <param name="cancellation">Interrupts the wait. So does a signal to a task whose callback waits.</param>
    /// <returns>
    /// <see cref="Errno.None"/>: none is running. ESRCH: the engine is completely detached. ERESTARTSYS: the wait was interrupted.
    /// </returns>
    [MustCheck]
    [MayBlock(Waits = true)]
    [AwaitsCallbacks]
    public Errno Barrier([StaleTolerant] TaskStruct? task, CancellationToken cancellation = default)
    {
        EngineState state = Live(nameof(Barrier));
        return state.Task.Barrier(state, task?.Traced, cancellation);
    }

    /// <summary>As <see cref="Barrier(TaskStruct?, CancellationToken)"/> by a held pid (<c>utrace_barrier_pid</c>).</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="cancellation">Interrupts the wait.</param>
    /// <inheritdoc cref="Control(PidHandle, ResumeAction)" path="/returns"/>
    /// <inheritdoc cref="Control(PidHandle, ResumeAction)" path="/exception"/>
    [MustCheck]
    [MayBlock(Waits = true)]
    [AwaitsCallbacks]
    public Errno Barrier(PidHandle pid, CancellationToken cancellation = default)
    {
        (EngineState state, TracedTask? task) = Live(pid, nameof(Barrier));
        return state.Task.Barrier(state, task, cancellation);
    }

    /// <summary>
    /// Begins to look at a stopped task (<c>utrace_prepare_examine</c>), after a callback of this engine has answered Stop.
    /// </summary>
    /// <param name="task">The engine's task; may be stale or null: then the engine is detached, which is looked at first.</param>
    /// <param name="examiner">Filled, for <see cref="FinishExamine(TaskStruct?, Examiner)"/>.</param>
    /// <returns>
    /// <see cref="Errno.None"/>: its registers may be read. ESRCH: the engine is detached, or not that task's, or the task is dead.
    /// EINVAL: this engine does not keep it stopped. EAGAIN: it is not stopped yet.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="examiner"/> is null.</exception>
    [MustCheck]
    [MayBlock]
    public Errno PrepareExamine([StaleTolerant] TaskStruct? task, [Examination(ExaminationStep.Begin)] Examiner examiner)
    {
        ArgumentNullException.ThrowIfNull(examiner);
        EngineState state = Live(nameof(PrepareExamine));
        return state.Task.PrepareExamine(state, task?.Traced, examiner);
    }

    /// <summary>As <see cref="PrepareExamine(TaskStruct?, Examiner)"/> by a held pid.</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="examiner">Filled.</param>
    /// <inheritdoc cref="Control(PidHandle, ResumeAction)" path="/returns"/>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ObjectDisposedException">The pid or the engine is put, or the kernel is disposed.</exception>
    [MustCheck]
    [MayBlock]
    public Errno PrepareExamine(PidHandle pid, [Examination(ExaminationStep.Begin)] Examiner examiner)
    {
        ArgumentNullException.ThrowIfNull(examiner);
        (EngineState state, TracedTask? task) = Live(pid, nameof(PrepareExamine));
        return state.Task.PrepareExamine(state, task, examiner);
    }

    /// <summary>Ends an examination (<c>utrace_finish_examine</c>): only if this succeeds, what was read counts.</summary>
    /// <param name="task">The engine's task; may be stale or null: then the engine is detached, which is looked at first.</param>
    /// <param name="examiner">As it was prepared.</param>
    /// <returns>
    /// <see cref="Errno.None"/>: the task was stopped all the while. ESRCH: the engine is detached, or not that task's, or the task
    /// is dead. EINVAL: this engine does not keep it stopped, or nothing was prepared. EAGAIN: it woke up since: discard
    /// what was read.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="examiner"/> is null.</exception>
    [MustCheck]
    public Errno FinishExamine([StaleTolerant] TaskStruct? task, [Examination(ExaminationStep.End)] Examiner examiner)
    {
        ArgumentNullException.ThrowIfNull(examiner);
        EngineState state = Live(nameof(FinishExamine));
        return state.Task.FinishExamine(state, task?.Traced, examiner);
    }

    /// <summary>As <see cref="FinishExamine(TaskStruct?, Examiner)"/> by a held pid.</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="examiner">As it was prepared.</param>
    /// <inheritdoc cref="Control(PidHandle, ResumeAction)" path="/returns"/>
    /// <inheritdoc cref="PrepareExamine(PidHandle, Examiner)" path="/exception"/>
    [MustCheck]
    public Errno FinishExamine(PidHandle pid, [Examination(ExaminationStep.End)] Examiner examiner)
    {
        ArgumentNullException.ThrowIfNull(examiner);
        (EngineState state, TracedTask? task) = Live(pid, nameof(FinishExamine));
        return state.Task.FinishExamine(state, task, examiner);
    }

    private (EngineState State, TracedTask? Task) Live(PidHandle pid, string use)
    {
        IPid held = LivePid(pid, use);
        EngineState state = Live(use);
        lock (held.Kernel.Gate)
            return (state, held.Find(PidType.Pid));
    }
}
