namespace Tracing;

public enum FaultKind { Errno, Signal, Delay }

public sealed record Fault(FaultKind Kind, long Syscall, int EveryNth, int Value);

/// <summary>Makes every nth call of some system calls of a process fail.</summary>
public sealed class FaultInjector : IDisposable
{
    private readonly Injector injector;
    private PidHandle? pid;
    private UtraceEngine? engine;

    public FaultInjector(IEnumerable<Fault> faults) => injector = new Injector(faults.ToArray());

    public bool IsRunning => engine is not null;

    public void Start(IUtraceKernel kernel, int number)
    {
        if (engine is not null)
            throw new InvalidOperationException("already running");
        var found = kernel.FindGetPid(number);
        if (found is null)
            throw new ArgumentException("no such process", nameof(number));
        try
        {
            engine = UtraceEngine.AttachPid(found, AttachFlags.Create, injector);
        }
        catch
        {
            found.Put();
            throw;
        }

        pid = found;
        var error = engine.SetEvents(found, UtraceEvents.SyscallEntry);
        if (error is Errno.None)
            return;
        Stop();
        throw new UtraceException(error);
    }

    public void Stop()
    {
        if (engine is not null && pid is not null)
        {
            var error = engine.Control(pid, ResumeAction.Detach);
            while (error == Errno.EINPROGRESS)
                error = engine.Barrier(pid);
        }

        engine?.Put();
        engine = null;
        pid?.Put();
        pid = null;
    }

    public void Dispose() => Stop();

    private sealed class Injector(Fault[] faults) : UtraceEngineOps
    {
        private readonly int[] calls = new int[faults.Length];

        public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
        {
            if ((syscall & SyscallAction.Resumed) != 0)
                return new(SyscallAction.Run, ResumeAction.Resume);
            for (var i = 0; i < faults.Length; i++)
            {
                if (faults[i].Syscall != regs.SyscallNumber || ++calls[i] % faults[i].EveryNth != 0)
                    continue;
                return faults[i] switch
                {
                    { Kind: FaultKind.Errno, Value: var value } => Fail(regs, value),
                    { Kind: FaultKind.Delay } => new(SyscallAction.Run, ResumeAction.Stop),
                    { Kind: FaultKind.Signal, Value: > 0 and < 64 } => new(SyscallAction.Abort, ResumeAction.Interrupt),
                    _ => throw new InvalidOperationException(TaskStruct.Current.Comm),
                };
            }
            return new(SyscallAction.Run, ResumeAction.Resume);
        }

        private static SyscallReply Fail(TaskRegisters regs, int error)
        {
            regs.ReturnValue = -error;
            return new(SyscallAction.Abort, ResumeAction.Resume);
        }
    }
}
