using Utrace.Api.Tests.Conformance;
using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class SimulatedKernelTests : KernelTest
{
    [Fact]
    public void TheSameSeed_GivesTheSameRun() => Assert.Equal(Trace(7), Trace(7));

    [Fact]
    public void OtherSeeds_GiveOtherRuns() =>
        Assert.True(Enumerable.Range(0, 5).Select(seed => string.Join(" ", Trace(seed))).Distinct().Count() > 1);

    [Fact]
    public void Run_TellsWhetherAllHasEnded()
    {
        Kernel.Spawn("ends", _ => { });
        Assert.True(Kernel.Run());
        int waiting = Waiting();
        Assert.False(Kernel.Run());
        Assert.Equal(Errno.None, Kernel.Kill(waiting, LinuxSignal.Term));
        Assert.True(Kernel.Run());
    }

    [Fact]
    public void Step_RunsOneTaskAtATime()
    {
        int calls = 0;
        Kernel.Spawn("calls", self =>
        {
            calls++;
            self.Syscall(LinuxSyscall.Read);
            calls++;
        });
        Assert.True(Kernel.Step());
        Assert.Equal((1, 1L), (calls, Kernel.Steps));
        Assert.True(Kernel.Step());
        Assert.Equal(2, calls);
        while (Kernel.Step())
            Assert.True(Kernel.Steps < 10);
        Assert.False(Kernel.Step());
    }

    [Fact]
    public void RunUntil_StopsWhenItIsTheCase()
    {
        int calls = 0;
        Kernel.OnSyscall(LinuxSyscall.Read, (_, _) => ++calls);
        Kernel.Spawn("calls", self =>
        {
            for (int i = 0; i < 10; i++)
                self.Syscall(LinuxSyscall.Read);
        });
        Assert.True(Kernel.RunUntil(() => calls == 3));
        Assert.Equal(3, calls);
        Assert.False(Kernel.RunUntil(() => calls == 11));
        Assert.Equal(10, calls);
    }

    [Fact]
    public void ASystemCall_IsHandled()
    {
        long got = 0;
        Kernel.OnSyscall(LinuxSyscall.Read, (_, regs) => regs.GetArgument(2));
        Kernel.Spawn("reads", self => got = self.Syscall(LinuxSyscall.Read, 0, 0x1000, 512));
        Kernel.Run();
        Assert.Equal(512, got);
    }

    [Fact]
    public void ASystemCall_ThatNothingHandles_ReturnsZero()
    {
        long got = -1;
        Kernel.Spawn("reads", self => got = self.Syscall(4711));
        Kernel.Run();
        Assert.Equal(0, got);
    }

    [Fact]
    public void ASystemCallOfTheKernelItself_CanNotBeReplaced() =>
        Assert.Throws<ArgumentException>(() => Kernel.OnSyscall(LinuxSyscall.Fork, (_, _) => 0));

    [Fact]
    public void ASystemCall_WithTooManyArguments_IsRefused()
    {
        Exception? failure = null;
        Kernel.Spawn("calls", self => failure = Record.Exception(() => self.Syscall(0, 1, 2, 3, 4, 5, 6, 7)));
        Kernel.Run();
        Assert.IsType<ArgumentException>(failure);
    }

    [Theory]
    [InlineData(4711, LinuxSignal.Term, Errno.ESRCH)]
    [InlineData(0, LinuxSignal.Term, Errno.ESRCH)]
    [InlineData(-3, LinuxSignal.Term, Errno.ESRCH)]
    [InlineData(3, 65, Errno.EINVAL)]
    [InlineData(3, -1, Errno.EINVAL)]
    [InlineData(3, 0, Errno.None)]
    public void Kill_ChecksItsArguments(int pid, int signal, Errno expected)
    {
        Assert.Equal(3, Waiting());
        Assert.Equal(expected, Kernel.Kill(pid, signal));
    }

    [Fact]
    public void StateOf_TellsWhatATaskDoes()
    {
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(4711));
        int pid = Waiting();
        Assert.Equal(SimulatedTaskState.Running, Kernel.StateOf(pid));
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Sleeping, Kernel.StateOf(pid));
        Kernel.Kill(pid, LinuxSignal.Stop);
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Stopped, Kernel.StateOf(pid));
        Kernel.Kill(pid, LinuxSignal.Kill);
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
    }

    [Fact]
    public void ARun_WithoutEnd_IsCutOff()
    {
        Options = Options with { StepLimit = 100 };
        Kernel.Spawn("spins", self =>
        {
            while (true)
                self.Yield();
        });
        Assert.Throws<InvalidOperationException>(() => Kernel.Run());
        Assert.Equal(100, Kernel.Steps);
    }

    private static List<string> Trace(int seed)
    {
        var log = new List<string>();
        using var kernel = new SimulatedKernel(seed);
        TaskProgram calls = self =>
        {
            for (int i = 0; i < 5; i++)
            {
                log.Add($"{self.Tid}:{i}");
                self.Yield();
            }
        };
        kernel.Spawn("a", self =>
        {
            self.Fork(calls);
            self.StartThread(calls);
            calls(self);
            self.Wait();
        });
        kernel.Spawn("b", calls);
        Assert.True(kernel.Run());
        return log;
    }
}
