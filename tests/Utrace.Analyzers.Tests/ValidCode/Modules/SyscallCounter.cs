namespace Tracing;

/// <summary>Counts the system calls of any number of processes, and of what they fork.</summary>
public sealed class SyscallCounter(IUtraceKernel kernel) : IDisposable
{
    private readonly Dictionary<int, (PidHandle Pid, UtraceEngine Engine)> traced = [];
    private readonly Lock gate = new();
    private bool disposed;

    public int Count => traced.Count;

    public Errno Follow(int number)
    {
        var pid = kernel.FindGetPid(number);
        if (pid is null)
            return Errno.ESRCH;
        lock (gate)
        {
            if (disposed || traced.ContainsKey(number))
            {
                pid.Put();
                return Errno.EEXIST;
            }

            var ops = new Ops(this);
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create | AttachFlags.MatchOps, ops, null, out var engine, out var error))
            {
                pid.Put();
                return error;
            }

            error = engine.SetEvents(pid, UtraceEvents.SyscallEntry | UtraceEvents.Reap);
            if (error is not (Errno.None or Errno.EINPROGRESS))
            {
                engine.Put();
                pid.Put();
                return error;
            }

            traced.Add(number, (pid, engine));
            return Errno.None;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            foreach (var (pid, engine) in traced.Values)
            {
                if (engine.Control(pid.Task(), ResumeAction.Detach) == Errno.EINPROGRESS)
                    Log((int)engine.Barrier(pid));
                engine.Put();
                pid.Put();
            }
            traced.Clear();
        }
    }

    private void Forget(int number)
    {
        lock (gate)
        {
            if (!traced.Remove(number, out var entry))
                return;
            entry.Engine.Put();
            entry.Pid.Put();
        }
    }

    private sealed class Ops(SyscallCounter owner) : UtraceEngineOps
    {
        private readonly Dictionary<long, int> counts = [];

        public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
        {
            var current = TaskStruct.Current;
            counts[regs.SyscallNumber] = counts.GetValueOrDefault(regs.SyscallNumber) + 1;
            Log($"{current.Comm}[{current.Pid}] {regs.SyscallNumber}");
            return new SyscallReply(SyscallAction.Run, ResumeAction.Resume);
        }

        public override void ReportReap(UtraceEngine engine, TaskStruct task)
        {
            foreach (var (number, count) in counts.OrderByDescending(pair => pair.Value))
                Log($"{task.Pid}: {number} {count}");
            owner.Forget(task.Pid);
        }
    }
}
