namespace Utrace.Api.Tests.Conformance;

public abstract class DetachTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Fact]
    public void Detach_OfAQuietTask_EndsAllCallbacks()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.Death | UtraceEvents.Reap);
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        World.Settle();
        World.Reap(pid.Number);
        Assert.Empty(ops.Log);
    }

    [Fact]
    public void Detach_Twice_FindsItGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        Assert.Equal(Errno.ESRCH, engine.Control(pid, Detach));
    }

    [Fact]
    public void Detach_WhileACallbackRuns_IsInProgress()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        var ops = new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = Elsewhere(() => engine.Control(pid, Detach));
                return Run();
            },
        };
        Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.Death);
        World.Settle();
        Assert.Equal(Errno.EINPROGRESS, answer);
        Assert.Equal([Entry()], ops.Log);
    }

    [Fact]
    public void Detach_WhileAnotherEnginesCallbackRuns_IsDone()
    {
        PidHandle pid = Start(OneCall);
        var later = new RecordingOps();
        UtraceEngine first = Attach(pid, later, UtraceEvents.SyscallEntry);
        Errno? answer = null;
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, _) =>
            {
                answer ??= Elsewhere(() => first.Control(pid, Detach));
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, answer);
        Assert.Empty(later.Log);
    }

    [Fact]
    public void Detach_WhileTheDeathReportRuns_IsTooLate()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        Attach(pid, new RecordingOps
        {
            OnDeath = (engine, _, _) =>
            {
                answer = Elsewhere(() => engine.Control(pid, Detach));
                return Resume;
            },
        }, UtraceEvents.Death);
        World.Settle();
        Assert.Equal(Errno.EALREADY, answer);
    }

    [Fact]
    public void Detach_WhileTheReapReportRuns_FindsItGone()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        Attach(pid, new RecordingOps { OnReap = (engine, _) => answer = Elsewhere(() => engine.Control(pid, Detach)) }, UtraceEvents.Reap);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, answer);
    }

    [Fact]
    public void Detach_OfADeadTask_PreventsTheReapReport()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.Reap);
        World.Settle();
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        World.Reap(pid.Number);
        Assert.Empty(ops.Log);
    }
}

public sealed class SimulatedDetachTests() : DetachTests(new SimulatedWorld());
