using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class RoundTests(ConformanceWorld world) : ConformanceTest(world)
{
    private readonly List<string> _log = [];

    [Fact]
    public void Engines_AreCalledInTheOrderOfAttachment()
    {
        PidHandle pid = Start(Script.Exit(0));
        Attach(pid, new RecordingOps("a", _log), UtraceEvents.Exit);
        Attach(pid, new RecordingOps("b", _log), UtraceEvents.Exit);
        Attach(pid, new RecordingOps("c", _log), UtraceEvents.Exit);
        World.Settle();
        Assert.Equal(["a exit 0", "b exit 0", "c exit 0"], _log);
    }

    [Fact]
    public void Engines_AreCalledInReverseOrderOnSyscallEntry()
    {
        PidHandle pid = Start(OneCall);
        Attach(pid, new RecordingOps("a", _log), UtraceEvents.SyscallEntry);
        Attach(pid, new RecordingOps("b", _log), UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal([$"b {Entry()}", $"a {Entry()}"], _log[..2]);
    }

    [Fact]
    public void Engines_AreCalledInTheOrderOfAttachmentOnSyscallExit()
    {
        PidHandle pid = Start(OneCall);
        Attach(pid, new RecordingOps("a", _log), UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps("b", _log), UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal([$"a return {LinuxSyscall.Getpid}", $"b return {LinuxSyscall.Getpid}"], _log);
    }

    [Fact]
    public void AnEngineAttachedDuringARound_WaitsForTheNext()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        UtraceEngine? second = null;
        Attach(pid, new RecordingOps("a", _log)
        {
            OnExitOfSyscall = (_, _, _) =>
            {
                if (second is null)
                {
                    second = Keep(UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, new RecordingOps("b", _log)));
                    Assert.Equal(Errno.None, second.SetEvents(TaskStruct.Current, UtraceEvents.SyscallExit | UtraceEvents.Exit));
                }
                return Resume;
            },
        }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal([$"a return {LinuxSyscall.Getpid}", "b exit 0"], _log);
    }

    [Fact]
    public void AnEngineDetachedDuringARound_IsNotCalledAnyMore()
    {
        PidHandle pid = Start(Script.Exit(0));
        UtraceEngine? second = null;
        Attach(pid, new RecordingOps("a", _log)
        {
            OnExit = (_, code, _) =>
            {
                Assert.Equal(Errno.None, second!.Control(TaskStruct.Current, Detach));
                return (code, Resume);
            },
        }, UtraceEvents.Exit);
        second = Attach(pid, new RecordingOps("b", _log), UtraceEvents.Exit);
        World.Settle();
        Assert.Equal(["a exit 0"], _log);
    }

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
    public void ACallbackThatDetaches_IsTheLast()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps { OnEntry = (_, _, _) => Run(Detach) };
        Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.Death);
        World.Settle();
        Assert.Equal([Entry()], ops.Log);
    }

    [Fact]
    public void TheSmallestAnswer_Prevails()
    {
        PidHandle pid = Start(OneCall);
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => Resume }, UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => Stop }, UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => Resume }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }

    [Fact]
    public void ACallback_IsToldWhatPrevailsSoFar()
    {
        PidHandle pid = Start(OneCall);
        ResumeAction told = Resume;
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => ResumeAction.Report }, UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps
        {
            OnExitOfSyscall = (_, _, action) =>
            {
                told = action;
                return Resume;
            },
        }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal(ResumeAction.Report, told);
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

    [Fact]
    public void Callbacks_RunAsTheirTask()
    {
        PidHandle pid = Start(OneCall);
        int current = 0;
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, _) =>
            {
                current = TaskStruct.Current.Pid;
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(pid.Number, current);
    }

    [Fact]
    public void Callbacks_AreLentTheEngineTheyBelongTo()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine? lent = null;
        bool same = false;
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Attach(pid, new RecordingOps
        {
            OnEntry = (own, _, _) =>
            {
                lent = Keep(own.Get());
                same = own.Equals(lent);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.True(same);
        Assert.NotEqual(engine, lent);
    }

    [Fact]
    public void ACallback_CanControlItsOwnTask()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps
        {
            OnExitOfSyscall = (engine, _, _) =>
            {
                Assert.Equal(Errno.None, engine.Control(TaskStruct.Current, ResumeAction.Report));
                return Resume;
            },
        };
        Attach(pid, ops, UtraceEvents.SyscallExit | UtraceEvents.Quiesce);
        World.Settle();
        Assert.Contains("quiesce None", ops.Log);
    }

    [Fact]
    public void ACallback_ThatDetachesByControl_IsTheLast()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        var ops = new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = engine.Control(TaskStruct.Current, Detach);
                return Run(Stop);
            },
        };
        Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.Death);
        World.Settle();
        Assert.Equal(Errno.EINPROGRESS, answer);
        Assert.Equal([Entry()], ops.Log);
        Assert.True(World.IsZombie(pid.Number));
    }
}

public sealed class SimulatedRoundTests() : RoundTests(new SimulatedWorld());
