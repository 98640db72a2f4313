using Utrace;
using Utrace.Simulation;

namespace SyscallInterceptor;

/// <summary>Writes down the system calls of a process and its children, and makes some of them fail.</summary>
public sealed class Interceptor(IUtraceKernel kernel, FaultPlan faults, TextWriter log) : UtraceEngineOps, IDisposable
{
    private const UtraceEvents Events = UtraceEvents.Quiesce | UtraceEvents.Clone | UtraceEvents.SyscallEntry | UtraceEvents.Reap;

    // The process that the trace began with.
    private TaskStruct? first;

    public int Intercepted { get; private set; }

    /// <summary>Begins to trace a process; false where that is not possible.</summary>
    public bool Start(int number)
    {
        var pid = kernel.FindGetPid(number);
        if (pid is null)
            return false;
        if (!IsAlive(pid))
            return false;
        if (!Attach(pid))
            return false;

        using (Rcu.EnterReadScope())
            first = pid.Task();
        log.WriteLine($"tracing {number} ({NameOf(pid)})");
        pid.Put();
        return true;
    }

    /// <summary>The command that a process runs.</summary>
    public string NameOf(PidHandle pid)
    {
        var task = pid.Task();
        return task?.Comm ?? "?";
    }

    /// <summary>Traces one more task.</summary>
    public void Follow(TaskStruct task)
    {
        using var engine = UtraceEngine.AttachTask(task, AttachFlags.Create, this);
        if (engine.SetEvents(task, Events) != Errno.None)
            log.WriteLine("lost a child");
    }

    public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
    {
        Follow(child);
        return ResumeAction.Resume;
    }

    public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
    {
        Intercepted++;
        var caller = TaskStruct.Current;
        var name = LinuxSyscall.NameOf(regs.SyscallNumber);
        var call = $"{Origin()}{caller.Comm}[{caller.Pid}] {name}({regs.GetArgument(0)}, {regs.GetArgument(1)})";
        if (!faults.Applies(regs.SyscallNumber, out var error))
        {
            log.WriteLine(call);
            return new SyscallReply(SyscallAction.Run, ResumeAction.Resume);
        }

        log.WriteLine($"{call} = -{error} (injected)");
        regs.ReturnValue = -(long)error;
        return new SyscallReply(SyscallAction.Abort, ResumeAction.Resume);
    }

    public override void ReportReap(UtraceEngine engine, TaskStruct task) => log.WriteLine($"{task.Comm}[{task.Pid}] is gone");

    public void Dispose()
    {
        log.Flush();
    }

    private string Origin()
    {
        var name = first?.Comm ?? "?";
        return name + ": ";
    }

    private bool IsAlive(PidHandle pid)
    {
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();

        return task is not null && !task.IsExiting;
    }

    private bool Attach(PidHandle pid)
    {
        var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, this);
        if (engine.SetEvents(pid, Events) != Errno.None)
            return false;

        engine.Put();
        return true;
    }
}
