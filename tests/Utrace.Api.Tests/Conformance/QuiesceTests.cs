using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class QuiesceTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Theory]
    [InlineData(UtraceEvents.SyscallEntry, "entry 39")]
    [InlineData(UtraceEvents.SyscallExit, "return 39")]
    [InlineData(UtraceEvents.Clone, "clone")]
    [InlineData(UtraceEvents.Exec, "exec /bin/x")]
    [InlineData(UtraceEvents.Exit, "exit 0")]
    [InlineData(UtraceEvents.Death, "death")]
    [InlineData(UtraceEvents.Signal, "signal 10 Deliver")]
    [InlineData(UtraceEvents.SignalIgn, "signal 28 Ignore")]
    [InlineData(UtraceEvents.SignalStop, "signal 20 Tstp")]
    [InlineData(UtraceEvents.Jctl, "jctl Stopped Stopped")]
    public void AQuiesceReport_ComesBeforeEachSpecificOne(UtraceEvents @event, string report)
    {
        PidHandle pid = Start(Script.Syscall()
            .Handle(LinuxSignal.Usr1, "handled").Raise(LinuxSignal.Usr1).Raise(LinuxSignal.Winch).Raise(LinuxSignal.Tstp)
            .Fork(Script.Exit(0)).Exec("/bin/x", Script.Exit(0)));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Quiesce | @event);
        World.Settle();
        World.Kill(pid.Number, LinuxSignal.Cont);
        World.Settle();
        int index = ops.Log.IndexOf(report);
        Assert.True(index > 0, string.Join(", ", ops.Log));
        Assert.Equal($"quiesce {@event}", ops.Log[index - 1]);
    }

    [Fact]
    public void NoQuiesceReport_ComesBeforeReap()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Quiesce | UtraceEvents.Reap);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(["quiesce Death", "reap"], ops.Log);
    }

    [Fact]
    public void AQuiesceReportThatDetaches_IsTheLast()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps { OnQuiesce = (_, _, _) => Detach };
        Attach(pid, ops, UtraceEvents.Quiesce | UtraceEvents.SyscallEntry | UtraceEvents.Death);
        World.Settle();
        Assert.Equal(["quiesce SyscallEntry"], ops.Log);
    }

    [Fact]
    public void AReportAnswer_BringsAQuiesceReportBeforeUserMode()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps { OnExitOfSyscall = (_, _, _) => ResumeAction.Report };
        Attach(pid, ops, UtraceEvents.SyscallExit | UtraceEvents.Quiesce);
        World.Settle();
        Assert.Equal(["quiesce SyscallExit", $"return {LinuxSyscall.Getpid}", "quiesce None"], ops.Log[..3]);
    }

    [Fact]
    public void AReportAnswer_DoesNotLast()
    {
        PidHandle pid = Start(Script.Syscall().Work(5).Exit(0));
        var ops = new RecordingOps { OnExitOfSyscall = (_, _, _) => ResumeAction.Report };
        Attach(pid, ops, UtraceEvents.SyscallExit | UtraceEvents.Quiesce);
        World.Settle();
        Assert.Single(ops.Log, "quiesce None");
    }

    [Fact]
    public void AReportAnswer_BeforeUserMode_IsMetAlready()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps { OnQuiesce = (_, _, _) => ResumeAction.Report };
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.Quiesce);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Report));
        World.Settle();
        Assert.Equal(["quiesce None", "quiesce Death"], ops.Log);
    }

    [Fact]
    public void AnInterruptAnswer_BeforeUserMode_BringsOneMoreReport()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps { OnQuiesce = (_, _, _) => ResumeAction.Interrupt };
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.Quiesce | UtraceEvents.Signal);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Report));
        World.Settle();
        Assert.Equal(["quiesce None", "quiesce None", "signal 0 Report"], ops.Log[..3]);
    }

    [Fact]
    public void AStopAnswer_ToAQuiesceReport_Stops()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps { OnQuiesce = (_, _, _) => Stop }, UtraceEvents.Quiesce);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Report));
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }

    [Fact]
    public void AStop_IsTakenBackByTheNextAnswerOfItsEngine()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps { OnQuiesce = (_, _, _) => Resume }, UtraceEvents.Quiesce);
        Assert.Equal(Errno.EINPROGRESS, engine.Control(pid, Stop));
        World.Settle();
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void AStop_IsWhatItsOwnEngineIsToldPrevails()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps { OnQuiesce = (_, _, action) => action }, UtraceEvents.Quiesce);
        Assert.Equal(Errno.EINPROGRESS, engine.Control(pid, Stop));
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }
}

public sealed class SimulatedQuiesceTests() : QuiesceTests(new SimulatedWorld());
