using Utrace.Api.Tests.Conformance;
using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

/// <summary>What the tests of the simulated kernel itself start from.</summary>
public abstract class KernelTest : IDisposable
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private SimulatedKernel? _kernel;

    protected SimulatedKernelOptions Options { get; set; } = new() { Seed = 1, Reaping = ReapPolicy.WhenTold };

    protected SimulatedKernel Kernel => _kernel ??= new SimulatedKernel(Options);

    protected IEnumerable<LifetimeViolationKind> Kinds => Kernel.Violations.Select(violation => violation.Kind);

    /// <summary>A task that waits for a signal.</summary>
    protected int Waiting(string name = "waiting") => Kernel.Spawn(name, self => self.Pause());

    protected PidHandle Pid(int number) => Kernel.FindGetPid(number) ?? throw new InvalidOperationException($"There is no pid {number}.");

    /// <summary>Runs something in a callback on a new task, at the entry of its first system call.</summary>
    protected void InCallback(Action<UtraceEngine> act, Action? afterwards = null)
    {
        using PidHandle pid = Pid(Kernel.Spawn("traced", self =>
        {
            self.Syscall(LinuxSyscall.Read);
            self.Syscall(LinuxSyscall.Write);
        }));
        var ops = new RecordingOps
        {
            OnEntry = (engine, _, regs) =>
            {
                if (regs.SyscallNumber == LinuxSyscall.Read)
                    act(engine);
                else if (regs.SyscallNumber == LinuxSyscall.Write)
                    afterwards?.Invoke();
                return new SyscallReply(SyscallAction.Run, ResumeAction.Resume);
            },
        };
        using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.SyscallEntry));
        Kernel.Run();
    }

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _kernel?.Dispose();
    }
}
