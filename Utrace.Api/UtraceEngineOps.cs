using Utrace.Contracts;

namespace Utrace;

/// <summary>The callbacks of an engine (<c>struct utrace_engine_ops</c>).</summary>
public abstract class UtraceEngineOps
{
    /// <summary><c>report_quiesce</c>.</summary>
    public virtual ResumeAction ReportQuiesce(ResumeAction action, [Borrowed] UtraceEngine engine, UtraceEvents @event) => ResumeAction.Resume;

    /// <summary><c>report_signal</c>.</summary>
    public virtual SignalReply ReportSignal(SignalAction signal, ResumeAction action, [Borrowed] UtraceEngine engine, TaskRegisters regs, SignalInfo info) => new(signal, ResumeAction.Resume);

    /// <summary><c>report_clone</c>.</summary>
    public virtual ResumeAction ReportClone(ResumeAction action, [Borrowed] UtraceEngine engine, CloneFlags flags, [ValidDuringCall] TaskStruct child) => ResumeAction.Resume;

    /// <summary><c>report_jctl</c>.</summary>
    public virtual ResumeAction ReportJctl(ResumeAction action, [Borrowed] UtraceEngine engine, JobControl type, JobControl notify) => ResumeAction.Resume;

    /// <summary><c>report_exec</c>.</summary>
    public virtual ResumeAction ReportExec(ResumeAction action, [Borrowed] UtraceEngine engine, string path, TaskRegisters regs) => ResumeAction.Resume;

    /// <summary><c>report_syscall_entry</c>.</summary>
    public virtual SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, [Borrowed] UtraceEngine engine, TaskRegisters regs) => new(SyscallAction.Run, ResumeAction.Resume);

    /// <summary><c>report_syscall_exit</c>.</summary>
    public virtual ResumeAction ReportSyscallExit(ResumeAction action, [Borrowed] UtraceEngine engine, TaskRegisters regs) => ResumeAction.Resume;

    /// <summary><c>report_exit</c>.</summary>
    public virtual ResumeAction ReportExit(ResumeAction action, [Borrowed] UtraceEngine engine, int originalCode, ref int code) => ResumeAction.Resume;

    /// <summary><c>report_death</c>.</summary>
    public virtual ResumeAction ReportDeath([Borrowed] UtraceEngine engine, bool groupDead, int signal) => ResumeAction.Resume;

    /// <summary><c>report_reap</c>.</summary>
    public virtual void ReportReap([Borrowed] UtraceEngine engine, [ValidDuringCall] TaskStruct task) { }

    /// <summary><c>release</c>: the last reference on the engine is gone.</summary>
    public virtual void Release(object? data) { }
}
