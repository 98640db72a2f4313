namespace Tracing;

/// <summary>Refuses system calls to a process and to everything that it starts.</summary>
public sealed class Sandbox(IReadOnlySet<long> allowed) : UtraceEngineOps, IDisposable
{
    private const UtraceEvents Watched =
        UtraceEvents.Quiesce | UtraceEvents.SyscallEntry | UtraceEvents.Clone | UtraceEvents.Exec | UtraceEvents.Reap;

    private readonly List<UtraceEngine> engines = [];
    private readonly Dictionary<int, string> names = [];
    private int refused;

    public int Refused => Volatile.Read(ref refused);

    public bool Confine(IUtraceKernel kernel, int number)
    {
        using var pid = kernel.FindGetPid(number);
        if (pid is null)
            return false;

        var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, this);
        if (engine.SetEvents(pid, Watched) is not Errno.None and not Errno.EINPROGRESS)
        {
            engine.Put();
            return false;
        }

        using (Rcu.EnterReadScope())
            if (pid.Task() is { } task)
                names[task.Pid] = task.Comm;
        Keep(engine);
        return true;
    }

    public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
    {
        if (allowed.Contains(regs.SyscallNumber))
            return new SyscallReply(SyscallAction.Run, ResumeAction.Resume);
        Interlocked.Increment(ref refused);
        regs.ReturnValue = -(long)Errno.EPERM;
        return new SyscallReply(SyscallAction.Abort, ResumeAction.Resume);
    }

    public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
    {
        // The child of a clone report is not reaped before the report returns: by task is safe, and it has no pid of its own yet.
        if (!UtraceEngine.TryAttachTask(child, AttachFlags.Create, this, engine.Data, out var attached, out var error))
        {
            Log($"{child.Pid} is not confined: {error}");
            return ResumeAction.Stop;
        }

        if (attached.SetEvents(child, Watched) != Errno.None)
        {
            attached.Put();
            return ResumeAction.Stop;
        }

        names[child.Pid] = child.Comm;
        Keep(attached);
        return ResumeAction.Resume;
    }

    public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
    {
        names[TaskStruct.Current.Pid] = path;
        return ResumeAction.Resume;
    }

    public override void ReportReap(UtraceEngine engine, TaskStruct task) => names.Remove(task.Pid);

    public void Dispose()
    {
        lock (engines)
        {
            foreach (var engine in engines)
                using (engine)
                    Log((int)engine.Control(task: null, ResumeAction.Detach));
            engines.Clear();
        }
    }

    private void Keep([Owned] UtraceEngine engine)
    {
        lock (engines)
            engines.Add(engine);
    }
}
