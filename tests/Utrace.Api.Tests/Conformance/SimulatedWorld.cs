using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

/// <summary>Carries out scripts on the simulated kernel.</summary>
public sealed class SimulatedWorld(SimulatedKernelOptions options) : ConformanceWorld
{
    private readonly SimulatedKernel _kernel = new(options);

    public SimulatedWorld() : this(new SimulatedKernelOptions { Seed = 1, Reaping = ReapPolicy.WhenTold }) { }

    public override IUtraceKernel Kernel => _kernel;

    public override int KernelThread => 2;

    public override int UnusedPid => 4711;

    public override IEnumerable<string> Violations => _kernel.Violations.Select(violation => violation.ToString());

    public override int Start(Script script) => _kernel.Spawn("script", Program(script));

    public override void Settle() => _kernel.Run();

    public override void Kill(int pid, int signal) => Assert.Equal(Errno.None, _kernel.Kill(pid, signal));

    public override void Reap(int pid) => Assert.Equal(Errno.None, _kernel.Reap(pid));

    public override bool IsTraced(int pid) => _kernel.StateOf(pid) == SimulatedTaskState.Traced;

    public override bool IsStopped(int pid) => _kernel.StateOf(pid) == SimulatedTaskState.Stopped;

    public override bool IsZombie(int pid) => _kernel.StateOf(pid) == SimulatedTaskState.Zombie;

    public override bool IsGone(int pid) => _kernel.StateOf(pid) == SimulatedTaskState.None;

    public override ConformanceWorld WithoutSteps() =>
        new SimulatedWorld(options with { CanSingleStep = false, CanBlockStep = false });

    public override void Dispose() => _kernel.Dispose();

    private TaskProgram Program(Script script) => self =>
    {
        foreach (Script.Step step in script.Steps)
        {
            long result = Do(self, step);
            if (step.Result is not null && step is not Script.HandleStep)
                Results[step.Result] = result;
        }
    };

    private long Do(SimulatedThread self, Script.Step step)
    {
        switch (step)
        {
            case Script.SyscallStep call:
                return self.Syscall(call.Number, call.Arguments);
            case Script.WorkStep work:
                self.Execute(work.Instructions);
                return 0;
            case Script.ForkStep { IsVfork: true } fork:
                return self.Vfork(Program(fork.Child));
            case Script.ForkStep fork:
                return self.Fork(Program(fork.Child));
            case Script.ThreadStep thread:
                return self.StartThread(Program(thread.Thread));
            case Script.ExecStep exec:
                return self.Exec(exec.Path, Program(exec.Program));
            case Script.WaitStep:
                return self.Wait().Status;
            case Script.RaiseStep raise:
                return self.Kill(self.Pid, raise.Signal);
            case Script.HandleStep { Result: { } count } handle:
                Results[count] = 0;
                return self.Handle(handle.Signal, (_, _) => Results[count]++);
            case Script.IgnoreStep ignore:
                return self.Ignore(ignore.Signal);
            case Script.PauseStep:
                return self.Pause();
            case Script.ExitStep { IsGroup: true } exit:
                self.ExitGroup(exit.Code);
                return 0;
            case Script.ExitStep exit:
                self.Exit(exit.Code);
                return 0;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "No such step.");
        }
    }
}
