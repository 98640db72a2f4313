namespace Utrace.Api.Tests.Conformance;

/// <summary>Callbacks that note what is reported, and answer as a test says.</summary>
public sealed class RecordingOps(string name = "", List<string>? log = null) : UtraceEngineOps
{
    public List<string> Log { get; } = log ?? [];

    /// <summary>Everything released: the data of each engine.</summary>
    public List<object?> Released { get; } = [];

    public Func<UtraceEngine, UtraceEvents, ResumeAction, ResumeAction>? OnQuiesce { get; set; }

    public Func<UtraceEngine, SyscallAction, TaskRegisters, SyscallReply>? OnEntry { get; set; }

    public Func<UtraceEngine, TaskRegisters, ResumeAction, ResumeAction>? OnExitOfSyscall { get; set; }

    public Func<SignalAction, SignalInfo, SignalReply>? OnSignal { get; set; }

    public Func<UtraceEngine, CloneFlags, TaskStruct, ResumeAction>? OnClone { get; set; }

    public Func<UtraceEngine, string, ResumeAction>? OnExec { get; set; }

    public Func<UtraceEngine, int, int, (int Code, ResumeAction Action)>? OnExit { get; set; }

    public Func<UtraceEngine, bool, int, ResumeAction>? OnDeath { get; set; }

    public Action<UtraceEngine, TaskStruct>? OnReap { get; set; }

    public Func<JobControl, JobControl, ResumeAction>? OnJctl { get; set; }

    public override ResumeAction ReportQuiesce(ResumeAction action, UtraceEngine engine, UtraceEvents @event)
    {
        Note($"quiesce {@event}");
        return OnQuiesce?.Invoke(engine, @event, action) ?? ResumeAction.Resume;
    }

    public override SignalReply ReportSignal(
        SignalAction signal, ResumeAction action, UtraceEngine engine, TaskRegisters regs, SignalInfo info)
    {
        Note($"signal {info.Number} {signal}");
        return OnSignal?.Invoke(signal, info) ?? new SignalReply(signal, ResumeAction.Resume);
    }

    public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
    {
        Note("clone");
        return OnClone?.Invoke(engine, flags, child) ?? ResumeAction.Resume;
    }

    public override ResumeAction ReportJctl(ResumeAction action, UtraceEngine engine, JobControl type, JobControl notify)
    {
        Note($"jctl {type} {notify}");
        return OnJctl?.Invoke(type, notify) ?? ResumeAction.Resume;
    }

    public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
    {
        Note($"exec {path}");
        return OnExec?.Invoke(engine, path) ?? ResumeAction.Resume;
    }

    public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
    {
        Note($"entry {regs.SyscallNumber}{((syscall & SyscallAction.Resumed) != 0 ? " resumed" : "")}");
        return OnEntry?.Invoke(engine, syscall, regs) ?? new SyscallReply(syscall & SyscallAction.Abort, ResumeAction.Resume);
    }

    public override ResumeAction ReportSyscallExit(ResumeAction action, UtraceEngine engine, TaskRegisters regs)
    {
        Note($"return {regs.SyscallNumber}");
        return OnExitOfSyscall?.Invoke(engine, regs, action) ?? ResumeAction.Resume;
    }

    public override ResumeAction ReportExit(ResumeAction action, UtraceEngine engine, int originalCode, ref int code)
    {
        Note($"exit {originalCode:x}");
        if (OnExit is null)
            return ResumeAction.Resume;
        (code, ResumeAction answer) = OnExit(engine, originalCode, code);
        return answer;
    }

    public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal)
    {
        Note("death");
        return OnDeath?.Invoke(engine, groupDead, signal) ?? ResumeAction.Resume;
    }

    public override void ReportReap(UtraceEngine engine, TaskStruct task)
    {
        Note("reap");
        OnReap?.Invoke(engine, task);
    }

    public override void Release(object? data)
    {
        Note("release");
        Released.Add(data);
    }

    private void Note(string what) => Log.Add(name.Length == 0 ? what : $"{name} {what}");
}
