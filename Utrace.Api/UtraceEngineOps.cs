using Utrace.Contracts;

namespace Utrace;

/// <summary>
/// The callbacks of an engine (<c>struct utrace_engine_ops</c>). Only those are called whose event the engine has asked for by
/// <see cref="UtraceEngine.SetEvents(TaskStruct?, UtraceEvents)"/>.
/// </summary>
/// <remarks>
/// All but <see cref="ReportReap"/> and <see cref="Release"/> run in the traced task itself, which is
/// <see cref="TaskStruct.Current"/>. Engines are called in the order in which they attached, on system call entry in the
/// reverse order; one that attaches during a round of callbacks waits for the next round. No lock is held: a callback may call
/// anything of the API, on its own task too, but it must not wait for anything outside. It answers Stop instead, and somebody
/// resumes the task later by <see cref="UtraceEngine.Control(TaskStruct?, ResumeAction)"/>. An answer is what the task does
/// next; the smallest of all engines prevails, and <c>action</c> tells each callback the smallest so far (Stop also where its
/// own engine has asked for that). The engine that a callback is handed is lent; <see cref="UtraceEngine.Get"/> to keep it.
/// </remarks>
public abstract class UtraceEngineOps
{
    /// <summary>
    /// The task is at a safe point (<c>report_quiesce</c>): before each other report but Reap, and before user mode where
    /// somebody asked for it.
    /// </summary>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="event">The report that follows, or None: the task is ready to return to user mode.</param>
    /// <returns>What the task does next; anything but Stop takes back this engine's Stop.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Quiesce, IsOptional = true)]
    public virtual ResumeAction ReportQuiesce(ResumeAction action, [Borrowed] UtraceEngine engine, UtraceEvents @event) =>
        ResumeAction.Resume;

    /// <summary>
    /// A signal is about to act (<c>report_signal</c>): Signal, SignalIgn, SignalStop, SignalTerm or SignalCore, by its
    /// disposition. SIGKILL is never reported. Also without a signal, for an engine that asked for any of these, after
    /// <see cref="ResumeAction.Interrupt"/> and when a handler has been set up while a step or a report was due.
    /// </summary>
    /// <param name="signal">What becomes of it, by its disposition or the engine called before.</param>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="regs">The task's registers.</param>
    /// <param name="info">The signal.</param>
    /// <returns>What becomes of the signal, and what the task does next. A wish for a report is met by this one.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Signal | UtraceEvents.SignalIgn | UtraceEvents.SignalStop | UtraceEvents.SignalTerm | UtraceEvents.SignalCore)]
    public virtual SignalReply ReportSignal(
        SignalAction signal, ResumeAction action, [Borrowed] UtraceEngine engine, TaskRegisters regs, SignalInfo info) =>
        new(signal, ResumeAction.Resume);

    /// <summary>
    /// The task has made a child or a thread, which has not run yet (<c>report_clone</c>): the time to attach to it. Nobody else
    /// can before this round is over.
    /// </summary>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="flags">How it was made.</param>
    /// <param name="child">The new task; good until the callback returns.</param>
    /// <returns>What the task does next. A Stop of a vforking task comes before its wait for the child.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Clone)]
    public virtual ResumeAction ReportClone(
        ResumeAction action, [Borrowed] UtraceEngine engine, CloneFlags flags, [ValidDuringCall] TaskStruct child) =>
        ResumeAction.Resume;

    /// <summary>The task stops or continues by job control (<c>report_jctl</c>).</summary>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="type">Which of them.</param>
    /// <param name="notify">What the parent is told; None unless the whole process does so now.</param>
    /// <returns>What the task does next.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Jctl)]
    public virtual ResumeAction ReportJctl(
        ResumeAction action, [Borrowed] UtraceEngine engine, JobControl type, JobControl notify) =>
        ResumeAction.Resume;

    /// <summary>The task runs a new program, of which nothing has run yet (<c>report_exec</c>).</summary>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="path">The program.</param>
    /// <param name="regs">The task's registers.</param>
    /// <returns>What the task does next.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Exec)]
    public virtual ResumeAction ReportExec(
        ResumeAction action, [Borrowed] UtraceEngine engine, string path, TaskRegisters regs) =>
        ResumeAction.Resume;

    /// <summary>
    /// A system call is about to be tried (<c>report_syscall_entry</c>). Here a Stop takes effect before the call is tried;
    /// when the task goes on the entry is reported once more, with <see cref="SyscallAction.Resumed"/>.
    /// </summary>
    /// <param name="syscall">What the engine called before has answered, and whether this is a repeat.</param>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="regs">The task's registers: number and arguments can be changed.</param>
    /// <returns>Whether the call is tried (the last engine's answer stands), and what the task does next.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.SyscallEntry)]
    public virtual SyscallReply ReportSyscallEntry(
        SyscallAction syscall, ResumeAction action, [Borrowed] UtraceEngine engine, TaskRegisters regs) =>
        new(SyscallAction.Run, ResumeAction.Resume);

    /// <summary>A system call has returned, or was not tried (<c>report_syscall_exit</c>).</summary>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="regs">The task's registers: the result can be changed.</param>
    /// <returns>What the task does next.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.SyscallExit)]
    public virtual ResumeAction ReportSyscallExit(ResumeAction action, [Borrowed] UtraceEngine engine, TaskRegisters regs) =>
        ResumeAction.Resume;

    /// <summary>The task begins to exit (<c>report_exit</c>). A Stop takes effect at once.</summary>
    /// <param name="action">What the task would do next.</param>
    /// <param name="engine">This engine.</param>
    /// <param name="originalCode">With what it meant to exit, as <c>wait(2)</c> encodes it: an exit code times 256, or a signal.</param>
    /// <param name="code">With what it will exit, in the same encoding.</param>
    /// <returns>What the task does next.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Exit)]
    public virtual ResumeAction ReportExit(ResumeAction action, [Borrowed] UtraceEngine engine, int originalCode, ref int code) =>
        ResumeAction.Resume;

    /// <summary>
    /// The task is dead (<c>report_death</c>). Not for an engine that attached to a task already dead. Always before
    /// <see cref="ReportReap"/>.
    /// </summary>
    /// <param name="engine">This engine.</param>
    /// <param name="groupDead">Whether it was the last thread of its group.</param>
    /// <param name="signal">
    /// The signal that its parent gets; -1: none, it is reaped without anybody's wait; -2: none yet, it is the leader and other
    /// threads live.
    /// </param>
    /// <returns>Detach: no reap report comes. Any other answer means nothing.</returns>
    [MustNotWait]
    [Reports(UtraceEvents.Death, IsEnd = true)]
    public virtual ResumeAction ReportDeath([Borrowed] UtraceEngine engine, bool groupDead, int signal) =>
        ResumeAction.Resume;

    /// <summary>
    /// The task is being reaped (<c>report_reap</c>): the last report. It can run in the task's parent. The engine is detached
    /// afterwards.
    /// </summary>
    /// <param name="engine">This engine.</param>
    /// <param name="task">The task; good until the callback returns.</param>
    [MustNotWait]
    [Reports(UtraceEvents.Reap, IsEnd = true)]
    public virtual void ReportReap([Borrowed] UtraceEngine engine, [ValidDuringCall] TaskStruct task) { }

    /// <summary>
    /// The last reference on an engine with these callbacks is gone (<c>release</c>). Runs on the thread that dropped it; no
    /// callback of the engine runs or comes any more.
    /// </summary>
    /// <param name="data">The engine's data.</param>
    [Reports(UtraceEvents.None, IsEnd = true)]
    public virtual void Release(object? data) { }
}
