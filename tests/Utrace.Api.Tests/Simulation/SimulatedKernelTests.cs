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

    [Fact]
    public void PidNumbers_AreUsedAgain()
    {
        Options = Options with { MaxPid = 4 };
        int first = Kernel.Spawn("a", _ => { });
        using PidHandle old = Pid(first);
        int second = Kernel.Spawn("b", _ => { });
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(first));
        Assert.Equal(first, Kernel.Spawn("c", self => self.Pause()));
        using PidHandle again = Pid(first);
        Assert.NotEqual(old, again);
        using (Rcu.EnterReadScope())
        {
            Assert.Null(old.Task());
            Assert.Equal("c", again.Task()!.Comm);
        }
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void PidNumbers_RunOut()
    {
        Options = Options with { MaxPid = 3 };
        int forked = 0;
        Kernel.Spawn("only", self => forked = self.Fork(_ => { }));
        Assert.Throws<InvalidOperationException>(() => Kernel.Spawn("one too many", _ => { }));
        Kernel.Run();
        Assert.Equal(-(int)Errno.EAGAIN, forked);
    }

    [Fact]
    public void AGroupsNumber_IsNotUsedAgainWhileTheGroupLives()
    {
        Options = Options with { MaxPid = 4, Reaping = ReapPolicy.Earliest };
        int leader = Kernel.Spawn("leader", self => self.Fork(child => child.Pause()));
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(leader));
        Assert.Throws<InvalidOperationException>(() => Kernel.Spawn("too early", _ => { }));
        using PidHandle group = Pid(leader);
        using (Rcu.EnterReadScope())
            Assert.NotNull(group.Task(PidType.Pgid));
    }

    [Fact]
    public void WhenTold_NothingElseReaps()
    {
        int pid = Kernel.Spawn("dies", _ => { });
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
        Assert.Equal(Errno.None, Kernel.Reap(pid));
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(pid));
    }

    [Fact]
    public void Automatic_InitReaps()
    {
        Options = Options with { Reaping = ReapPolicy.Automatic };
        int pid = Kernel.Spawn("dies", _ => { });
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(pid));
    }

    [Fact]
    public void TheAdversary_ReapsInTheStepOfTheDeath()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        int pid = Kernel.Spawn("dies", _ => { });
        while (Kernel.StateOf(pid) != SimulatedTaskState.None)
        {
            Assert.NotEqual(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
            Assert.True(Kernel.Step());
        }
    }

    [Fact]
    public void TheAdversary_HandsOutTheLowestNumber()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        int pid = Kernel.Spawn("dies", _ => { });
        Kernel.Run();
        Assert.Equal(pid, Kernel.Spawn("next", _ => { }));
    }

    [Fact]
    public void TheAdversary_RunsOthersWhereACallbackMayBlock()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        using PidHandle victim = Pid(Kernel.Spawn("victim", _ => { }));
        using PidHandle other = Pid(Waiting());
        bool sawItDie = false;
        for (int i = 0; i < 20 && !sawItDie; i++)
        {
            InCallback(_ =>
            {
                UtraceEngine.TryAttachPid(other, AttachFlags.None, null, null, out UtraceEngine? _, out Errno _);
                using (Rcu.EnterReadScope())
                    sawItDie |= victim.Task() is null;
            });
        }
        Assert.True(sawItDie);
        Assert.Empty(Kinds);
    }

    [Fact]
    public void Reap_OfNoProcess_FindsNone() => Assert.Equal(Errno.ESRCH, Kernel.Reap(4711));

    [Fact]
    public void Reap_OfALivingProcess_IsToBeTriedAgain() => Assert.Equal(Errno.EAGAIN, Kernel.Reap(Waiting()));

    [Fact]
    public void Reap_OfALeaderWithLivingThreads_IsToBeTriedAgain()
    {
        int pid = Kernel.Spawn("leader", self => self.StartThread(thread => thread.Pause()));
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
        Assert.Equal(Errno.EAGAIN, Kernel.Reap(pid));
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

    [Fact]
    public void AnException_OutOfACallback_ComesOutOfTheRunAndTheTaskGoesOn()
    {
        Assert.Throws<NotSupportedException>(() => InCallback(_ => throw new NotSupportedException()));
        Assert.True(Kernel.Run());
    }

    [Fact]
    public void AnException_OutOfAProgram_ComesOutOfTheRunAndEndsItsProcess()
    {
        WaitStatus status = default;
        Kernel.Spawn("parent", self =>
        {
            self.Fork(_ => throw new NotSupportedException());
            status = self.Wait();
        });
        Assert.Throws<NotSupportedException>(() => Kernel.Run());
        Kernel.Run();
        Assert.Equal(LinuxSignal.Abort, status.TermSignal);
        Assert.False(status.Exited);
    }

    [Fact]
    public void AnException_OutOfRelease_ComesOutOfThePut()
    {
        using PidHandle pid = Pid(Waiting());
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new FailingOps());
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Detach));
        Assert.Throws<NotSupportedException>(engine.Put);
    }

    [Fact]
    public void ACallback_CanNotDriveTheKernel()
    {
        Exception? step = null, run = null, dispose = null;
        InCallback(_ =>
        {
            step = Record.Exception(() => Kernel.Step());
            run = Record.Exception(() => Kernel.Run());
            dispose = Record.Exception(Kernel.Dispose);
        });
        Assert.All([step, run, dispose], failure => Assert.IsType<InvalidOperationException>(failure));
    }

    [Fact]
    public void TwoThreads_CanNotDriveTheKernelAtOnce()
    {
        Exception? failure = null;
        InCallback(_ => Background.Run(() => { failure = Record.Exception(() => Kernel.Step()); }));
        Assert.IsType<InvalidOperationException>(failure);
    }

    [Fact]
    public void ACallback_CanNotActForTheProgram()
    {
        Exception? failure = null;
        SimulatedThread? thread = null;
        Kernel.OnSyscall(LinuxSyscall.Read, (self, _) =>
        {
            thread = self;
            failure = Record.Exception(() => self.Syscall(LinuxSyscall.Write));
            return 0;
        });
        Kernel.Spawn("reads", self => self.Syscall(LinuxSyscall.Read));
        Kernel.Run();
        Assert.IsType<InvalidOperationException>(failure);
        Assert.Throws<InvalidOperationException>(() => thread!.Syscall(LinuxSyscall.Write));
    }

    [Fact]
    public void ADisposedKernel_ThrowsEverywhere()
    {
        PidHandle pid = Pid(Waiting());
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps());
        Kernel.Run();
        Kernel.Dispose();
        Kernel.Dispose();
        Action[] uses =
        [
            () => Kernel.FindGetPid(1),
            () => Kernel.Spawn("late", _ => { }),
            () => Kernel.Step(),
            () => Kernel.Run(),
            () => Kernel.RunUntil(() => false),
            () => Kernel.Kill(1, 0),
            () => Kernel.Reap(1),
            () => pid.Task(),
            () => pid.Get(),
            () => UtraceEngine.AttachPid(pid, AttachFlags.None, null),
            () => engine.Control(pid, ResumeAction.Resume),
            () => engine.SetEvents(pid, UtraceEvents.None),
            () => engine.Barrier(pid),
            () => engine.Get(),
        ];
        Assert.All(uses, use => Assert.Throws<ObjectDisposedException>(use));
        Assert.Equal([LifetimeViolationKind.PidNotPut, LifetimeViolationKind.EngineNotPut], Kinds);
        engine.Put();
        pid.Put();
        Assert.Equal(2, Kinds.Count());
    }

    [Fact]
    public void Dispose_UnwindsProgramsWhereTheyAre()
    {
        bool unwound = false;
        int later = 0;
        Kernel.Spawn("waits", self =>
        {
            try
            {
                self.Pause();
                later++;
            }
            finally
            {
                unwound = true;
            }
        });
        Kernel.Run();
        Kernel.Dispose();
        Assert.True(unwound);
        Assert.Equal(0, later);
    }

    [Fact]
    public void Dispose_ReleasesEnginesThatOnlyTheirTaskHeld()
    {
        var ops = new RecordingOps();
        using (PidHandle pid = Pid(Waiting()))
            UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, "data").Put();
        Kernel.Dispose();
        Assert.Equal(["data"], ops.Released);
        Assert.Empty(Kinds);
    }

    [Fact]
    public void NullArguments_AreRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new SimulatedKernel(null!));
        Assert.Throws<ArgumentNullException>(() => Kernel.Spawn(null!, _ => { }));
        Assert.Throws<ArgumentNullException>(() => Kernel.Spawn("x", null!));
        Assert.Throws<ArgumentNullException>(() => Kernel.OnSyscall(0, null!));
        Assert.Throws<ArgumentNullException>(() => Kernel.RunUntil(null!));
    }

    [Fact]
    public void OptionsWithoutSense_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedKernel(new SimulatedKernelOptions { MaxPid = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedKernel(new SimulatedKernelOptions { StepLimit = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimulatedKernel(new SimulatedKernelOptions { Reaping = (ReapPolicy)3 }));
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

    private sealed class FailingOps : UtraceEngineOps
    {
        public override void Release(object? data) => throw new NotSupportedException();
    }
}
