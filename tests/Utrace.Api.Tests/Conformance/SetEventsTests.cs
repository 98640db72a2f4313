namespace Utrace.Api.Tests.Conformance;

public abstract class SetEventsTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Fact]
    public void WhatIsSet_IsReported()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Entry(), ops.Log[0]);
    }

    [Fact]
    public void WhatIsCleared_IsNotReported()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.SyscallEntry);
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.None));
        World.Settle();
        Assert.Empty(ops.Log);
    }

    [Fact]
    public void ASecondCall_TakesThePlaceOfTheFirst()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.SyscallEntry);
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.Exit));
        World.Settle();
        Assert.Equal(["exit 0"], ops.Log);
    }

    [Fact]
    public void ADetachedEngine_IsGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        Assert.Equal(Errno.ESRCH, engine.SetEvents(pid, UtraceEvents.Exit));
    }

    [Fact]
    public void AReapedTask_IsGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        TaskStruct? stale = pid.Task();
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, engine.SetEvents(pid, UtraceEvents.Exit));
        Assert.Equal(Errno.ESRCH, engine.SetEvents(stale, UtraceEvents.Exit));
        Assert.Equal(Errno.ESRCH, engine.SetEvents((TaskStruct?)null, UtraceEvents.Exit));
    }

    [Theory]
    [InlineData(UtraceEvents.Death)]
    [InlineData(UtraceEvents.Quiesce)]
    public void DeathEvents_CanNotBeSetOnADeadTask(UtraceEvents events)
    {
        PidHandle pid = Zombie();
        UtraceEngine engine = AttachOnly(pid, new RecordingOps());
        Assert.Equal(Errno.EALREADY, engine.SetEvents(pid, events));
    }

    [Fact]
    public void Reap_CanBeSetOnADeadTask()
    {
        PidHandle pid = Zombie();
        var ops = new RecordingOps();
        UtraceEngine engine = AttachOnly(pid, ops);
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.Reap));
        World.Reap(pid.Number);
        Assert.Equal(["reap"], ops.Log);
    }

    [Fact]
    public void Death_CanNotBeClearedWhileItIsReported()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        Attach(pid, new RecordingOps
        {
            OnDeath = (engine, _, _) =>
            {
                answer = engine.SetEvents(TaskStruct.Current, UtraceEvents.None);
                return Resume;
            },
        }, UtraceEvents.Death);
        World.Settle();
        Assert.Equal(Errno.EALREADY, answer);
    }

    [Fact]
    public void Clearing_WhileACallbackRuns_IsInProgress()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = Elsewhere(() => engine.SetEvents(pid, UtraceEvents.None));
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.EINPROGRESS, answer);
    }

    [Fact]
    public void Clearing_InTheCallbackItself_IsDone()
    {
        PidHandle pid = Start(Script.Syscall().Syscall().Exit(0));
        Errno answer = Errno.EINVAL;
        var ops = new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = engine.SetEvents(TaskStruct.Current, UtraceEvents.None);
                return Run();
            },
        };
        Attach(pid, ops, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, answer);
        Assert.Single(ops.Log);
    }

    [Fact]
    public void Setting_WhileACallbackRuns_IsDone()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.EINVAL;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = Elsewhere(() => engine.SetEvents(pid, UtraceEvents.SyscallEntry | UtraceEvents.Exit));
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, answer);
    }

    [Fact]
    public void WhatAQuiesceReportSets_IsReportedInTheSameRound()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps
        {
            OnQuiesce = (engine, _, _) =>
            {
                Assert.Equal(Errno.None, engine.SetEvents(TaskStruct.Current, UtraceEvents.Exit));
                return Resume;
            },
        };
        Attach(pid, ops, UtraceEvents.Quiesce);
        Attach(pid, new RecordingOps(), UtraceEvents.Exit);
        World.Settle();
        Assert.Equal(["quiesce Exit", "exit 0"], ops.Log);
    }
}

public sealed class SimulatedSetEventsTests() : SetEventsTests(new SimulatedWorld());
