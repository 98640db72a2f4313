using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class ControlTests(ConformanceWorld world) : ConformanceTest(world)
{
    private const UtraceEvents Quiesce = UtraceEvents.Quiesce;

    [Theory]
    [InlineData(-1)]
    [InlineData(7)]
    public void AnUnknownAction_IsInvalid(int action)
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps(), Quiesce);
        Assert.Equal(Errno.EINVAL, engine.Control(pid, (ResumeAction)action));
    }

    [Theory]
    [InlineData(ResumeAction.Report)]
    [InlineData(ResumeAction.SingleStep)]
    [InlineData(ResumeAction.BlockStep)]
    public void WhatNeedsAReport_WithoutQuiesce_IsInvalid(ResumeAction action)
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps(), UtraceEvents.SyscallEntry);
        Assert.Equal(Errno.EINVAL, engine.Control(pid, action));
    }

    [Theory]
    [InlineData(ResumeAction.Report)]
    [InlineData(ResumeAction.SingleStep)]
    [InlineData(ResumeAction.BlockStep)]
    [InlineData(ResumeAction.Interrupt)]
    [InlineData(ResumeAction.Resume)]
    public void WhatIsAskedOfARunningTask_IsAccepted(ResumeAction action)
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps(), Quiesce);
        Assert.Equal(Errno.None, engine.Control(pid, action));
    }

    [Theory]
    [InlineData(ResumeAction.SingleStep)]
    [InlineData(ResumeAction.BlockStep)]
    public void AStep_ThatTheMachineCanNot_IsNotSupported(ResumeAction action)
    {
        using ConformanceWorld other = World.WithoutSteps();
        using PidHandle pid = other.Kernel.FindGetPid(other.Start(OneCall))!;
        using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps());
        Assert.Equal(Errno.None, engine.SetEvents(pid, Quiesce));
        Assert.Equal(Errno.EOPNOTSUPP, engine.Control(pid, action));
    }

    [Fact]
    public void Report_BringsAQuiesceReportBeforeUserMode()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, Quiesce);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Report));
        World.Settle();
        Assert.Equal("quiesce None", ops.Log[0]);
    }

    [Fact]
    public void Report_OfAStoppedTask_ReportsAndGoesOn()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps ops) = Stopped(Quiesce);
        ops.Log.Clear();
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Report));
        World.Settle();
        Assert.Contains("quiesce None", ops.Log);
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Interrupt_BreaksAWaitInTheKernel()
    {
        PidHandle pid = Start(Script.Pause().Exit(0));
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, Quiesce | UtraceEvents.SyscallExit);
        World.Settle();
        Assert.DoesNotContain($"return {LinuxSyscall.Pause}", ops.Log);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Interrupt));
        World.Settle();
        Assert.Equal(["quiesce SyscallExit", $"return {LinuxSyscall.Pause}", "quiesce None"], ops.Log);
    }

    [Fact]
    public void Report_DoesNotBreakAWaitInTheKernel()
    {
        PidHandle pid = Start(Script.Pause().Exit(0));
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, Quiesce | UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Report));
        World.Settle();
        Assert.Empty(ops.Log);
    }

    [Fact]
    public void SingleStep_TrapsAfterOneInstruction()
    {
        PidHandle pid = Start(Script.Work(3).Exit(0));
        var ops = new RecordingOps { OnSignal = (_, _) => new SignalReply(SignalAction.Ignore, Resume) };
        UtraceEngine engine = Attach(pid, ops, Quiesce | UtraceEvents.SignalCore);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.SingleStep));
        World.Settle();
        Assert.Equal(1, ops.Log.Count(entry => entry == $"signal {LinuxSignal.Trap} Core"));
    }

    [Fact]
    public void SingleStep_AnsweredAgain_GoesOnStepping()
    {
        PidHandle pid = Start(Script.Work(3).Exit(0));
        int steps = 0;
        var ops = new RecordingOps
        {
            OnSignal = (_, _) => new SignalReply(SignalAction.Ignore, ++steps < 3 ? ResumeAction.SingleStep : Resume),
        };
        UtraceEngine engine = Attach(pid, ops, Quiesce | UtraceEvents.SignalCore);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.SingleStep));
        World.Settle();
        Assert.Equal(3, steps);
    }

    [Theory]
    [InlineData(ResumeAction.Stop)]
    [InlineData(ResumeAction.Resume)]
    [InlineData(ResumeAction.Interrupt)]
    public void AnythingButDetach_OfADeadTask_FindsItGone(ResumeAction action)
    {
        PidHandle pid = Zombie();
        UtraceEngine engine = AttachOnly(pid, new RecordingOps());
        Assert.Equal(Errno.ESRCH, engine.Control(pid, action));
    }

    [Fact]
    public void APidThatNamesNothing_FindsItGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, engine.Control(pid, Detach));
    }

    [Fact]
    public void ATaskThatIsStaleOrNull_FindsItGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        TaskStruct? stale = pid.Task();
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, engine.Control(stale, Resume));
        Assert.Equal(Errno.ESRCH, engine.Control(pid.Task(), Resume));
    }

    [Fact]
    public void ATaskLookedUpInTheArgument_NeedsNoSection()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.None, engine.Control(pid.Task(), Resume));
    }

    [Fact]
    public void AnotherTask_FindsItGone()
    {
        UtraceEngine engine = Attach(Start(OneCall), new RecordingOps());
        PidHandle other = Start(OneCall);
        Assert.Equal(Errno.ESRCH, engine.Control(other, Resume));
        Assert.Equal(Errno.ESRCH, engine.Control(other.Task(), Resume));
    }
}

public sealed class SimulatedControlTests() : ControlTests(new SimulatedWorld());
