using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class SignalTests(ConformanceWorld world) : ConformanceTest(world)
{
    private const int Usr1 = LinuxSignal.Usr1;

    private const UtraceEvents AllSignals =
        UtraceEvents.Signal | UtraceEvents.SignalIgn | UtraceEvents.SignalStop | UtraceEvents.SignalTerm | UtraceEvents.SignalCore;

    private static Script Handling => Script.Handle(Usr1, "handled").Raise(Usr1).Exit(0);

    [Theory]
    [InlineData(LinuxSignal.Term, UtraceEvents.SignalTerm, SignalAction.Term)]
    [InlineData(LinuxSignal.Quit, UtraceEvents.SignalCore, SignalAction.Core)]
    [InlineData(LinuxSignal.Stop, UtraceEvents.SignalStop, SignalAction.Stop)]
    [InlineData(LinuxSignal.Tstp, UtraceEvents.SignalStop, SignalAction.Tstp)]
    [InlineData(LinuxSignal.Winch, UtraceEvents.SignalIgn, SignalAction.Ignore)]
    public void ASignal_IsReportedByItsDefaultAction(int signal, UtraceEvents @event, SignalAction action)
    {
        PidHandle pid = Start(Script.Raise(signal).Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, @event);
        World.Settle();
        Assert.Equal([$"signal {signal} {action}"], ops.Log);
    }

    [Theory]
    [InlineData(LinuxSignal.Term, UtraceEvents.SignalTerm)]
    [InlineData(LinuxSignal.Winch, UtraceEvents.SignalIgn)]
    public void ASignal_IsReportedAsNothingElse(int signal, UtraceEvents @event)
    {
        PidHandle pid = Start(Script.Raise(signal).Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, AllSignals & ~@event);
        World.Settle();
        Assert.Empty(ops.Log);
    }

    [Fact]
    public void AHandledSignal_IsReported()
    {
        PidHandle pid = Start(Handling);
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Signal);
        World.Settle();
        Assert.Equal([$"signal {Usr1} Deliver"], ops.Log);
        Assert.Equal(1, World.Results["handled"]);
    }

    [Fact]
    public void AnIgnoredSignal_IsReported()
    {
        PidHandle pid = Start(Script.Ignore(Usr1).Raise(Usr1).Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.SignalIgn);
        World.Settle();
        Assert.Equal([$"signal {Usr1} Ignore"], ops.Log);
    }

    [Fact]
    public void Sigkill_IsNotReported()
    {
        PidHandle pid = Start(Script.Pause().Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, AllSignals);
        World.Settle();
        World.Kill(pid.Number, LinuxSignal.Kill);
        World.Settle();
        Assert.Empty(ops.Log);
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Ignore_DropsAFatalSignal()
    {
        PidHandle pid = Start(Script.Raise(LinuxSignal.Term).Syscall(result: "lived").Exit(0));
        Attach(pid, Answering(SignalAction.Ignore), UtraceEvents.SignalTerm);
        World.Settle();
        Assert.Equal(pid.Number, World.Results["lived"]);
    }

    [Theory]
    [InlineData(SignalAction.Term, Usr1)]
    [InlineData(SignalAction.Core, Usr1 | 0x80)]
    public void Term_EndsATaskThatWouldHandleTheSignal(SignalAction answer, int status)
    {
        PidHandle pid = Start(Script.Fork(Handling).Wait("status").Exit(0));
        OnChild(pid, Answering(answer), UtraceEvents.Signal);
        World.Settle();
        Assert.Equal(status, World.Results["status"]);
    }

    [Fact]
    public void Stop_StopsATaskThatWouldHandleTheSignal()
    {
        PidHandle pid = Start(Handling);
        Attach(pid, Answering(SignalAction.Stop), UtraceEvents.Signal);
        World.Settle();
        Assert.True(World.IsStopped(pid.Number));
        Assert.Equal(0, World.Results["handled"]);
    }

    [Fact]
    public void Deliver_OfASignalWithoutHandler_DoesItsDefaultAction()
    {
        PidHandle pid = Start(Script.Fork(Script.Raise(LinuxSignal.Term).Exit(0)).Wait("status").Exit(0));
        OnChild(pid, Answering(SignalAction.Deliver), UtraceEvents.SignalTerm);
        World.Settle();
        Assert.Equal(LinuxSignal.Term, World.Results["status"]);
    }

    [Fact]
    public void Hold_BringsTheSignalAgain()
    {
        PidHandle pid = Start(Script.Handle(Usr1, "handled").Raise(Usr1).Work().Exit(0));
        int reports = 0;
        Attach(pid, new RecordingOps
        {
            OnSignal = (signal, _) => new SignalReply(reports++ == 0 ? SignalAction.Ignore | SignalAction.Hold : signal, Resume),
        }, UtraceEvents.Signal);
        World.Settle();
        Assert.Equal(2, reports);
        Assert.Equal(1, World.Results["handled"]);
    }

    [Fact]
    public void TheNextEngine_IsToldOfTheAnswerBefore()
    {
        PidHandle pid = Start(Handling);
        Attach(pid, Answering(SignalAction.Ignore), UtraceEvents.Signal);
        var second = new RecordingOps();
        Attach(pid, second, UtraceEvents.Signal);
        World.Settle();
        Assert.Equal([$"signal {Usr1} Ignore"], second.Log);
    }

    [Fact]
    public void StopAsResumeAction_ComesBeforeTheSignalActs()
    {
        PidHandle pid = Start(Handling);
        var ops = new RecordingOps { OnSignal = (signal, _) => new SignalReply(signal, Stop) };
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.Signal);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
        Assert.Equal(0, World.Results["handled"]);
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.Equal(1, World.Results["handled"]);
    }

    [Fact]
    public void Interrupt_IsReportedWithoutASignal()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.Signal | UtraceEvents.Quiesce);
        Assert.Equal(Errno.None, engine.Control(pid, ResumeAction.Interrupt));
        World.Settle();
        Assert.Equal(["quiesce None", "signal 0 Report"], ops.Log[..2]);
    }

    [Fact]
    public void AHandlerSetUpWhileStepping_IsReported()
    {
        PidHandle pid = Start(Script.Handle(Usr1, "handled").Raise(Usr1).Work().Exit(0));
        var ops = new RecordingOps
        {
            OnSignal = (signal, info) => new SignalReply(info.Number == LinuxSignal.Trap ? SignalAction.Ignore : signal,
                info.Number == Usr1 ? ResumeAction.SingleStep : Resume),
        };
        Attach(pid, ops, UtraceEvents.Signal | UtraceEvents.SignalCore | UtraceEvents.Quiesce);
        World.Settle();
        int first = ops.Log.IndexOf($"signal {Usr1} Deliver");
        Assert.True(first >= 0);
        Assert.Equal(["quiesce None", "signal 0 Handler"], ops.Log[(first + 1)..(first + 3)]);
    }

    [Fact]
    public void Info_TellsTheSender()
    {
        PidHandle pid = Start(Handling);
        SignalInfo? seen = null;
        Attach(pid, new RecordingOps
        {
            OnSignal = (signal, info) =>
            {
                seen = info;
                return new SignalReply(signal, Resume);
            },
        }, UtraceEvents.Signal);
        World.Settle();
        Assert.Equal((Usr1, pid.Number), (seen!.Number, seen.SenderPid));
    }

    [Fact]
    public void StopAndContinue_AreReported()
    {
        PidHandle pid = Start(Script.Raise(LinuxSignal.Stop).Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Jctl);
        World.Settle();
        Assert.Equal(["jctl Stopped Stopped"], ops.Log);
        World.Kill(pid.Number, LinuxSignal.Cont);
        World.Settle();
        Assert.Equal(["jctl Stopped Stopped", "jctl Continued Continued"], ops.Log);
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void TheStopOfOneOfSeveralThreads_NotifiesNobodyYet()
    {
        PidHandle pid = Start(Script.Thread(Script.Pause().Exit(0)).Raise(LinuxSignal.Stop).Exit(0));
        var ops = new RecordingOps();
        OnChild(pid, ops, UtraceEvents.Jctl);
        Attach(pid, ops, UtraceEvents.Jctl);
        World.Settle();
        Assert.Equal(["jctl Stopped None", "jctl Stopped Stopped"], ops.Log.Order());
    }

    [Fact]
    public void ASignal_EndsAPauseByItsHandler()
    {
        PidHandle pid = Start(Script.Handle(Usr1, "handled").Pause("paused").Exit(0));
        World.Settle();
        World.Kill(pid.Number, Usr1);
        World.Settle();
        Assert.Equal((1, -(long)Errno.EINTR), (World.Results["handled"], World.Results["paused"]));
    }

    private static RecordingOps Answering(SignalAction answer) =>
        new() { OnSignal = (_, _) => new SignalReply(answer, Resume) };

    /// <summary>Attaches to what a task makes.</summary>
    private void OnChild(PidHandle pid, RecordingOps ops, UtraceEvents events) => Attach(pid, new RecordingOps
    {
        OnClone = (_, _, child) =>
        {
            UtraceEngine engine = Keep(UtraceEngine.AttachTask(child, AttachFlags.Create, ops));
            Assert.Equal(Errno.None, engine.SetEvents(child, events));
            return Resume;
        },
    }, UtraceEvents.Clone);
}

public sealed class SimulatedSignalTests() : SignalTests(new SimulatedWorld());
