using Utrace.Api.Tests.Conformance;
using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class KernelMisuseTests : KernelTest
{
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

    private sealed class FailingOps : UtraceEngineOps
    {
        public override void Release(object? data) => throw new NotSupportedException();
    }
}
