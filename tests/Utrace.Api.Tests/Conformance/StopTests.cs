using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class StopTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Fact]
    public void Stop_OfARunningTask_IsInProgress()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.EINPROGRESS, engine.Control(pid, Stop));
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }

    [Fact]
    public void Stop_OfAStoppedTask_IsDone()
    {
        (PidHandle pid, UtraceEngine _, RecordingOps _) = Stopped();
        UtraceEngine other = AttachOnly(pid, new RecordingOps());
        Assert.Equal(Errno.None, other.Control(pid, Stop));
    }

    [Fact]
    public void Stop_OfATaskThatIsStoppedBySignal_IsDone()
    {
        PidHandle pid = Start(Script.Raise(LinuxSignal.Stop).Exit(0));
        UtraceEngine engine = AttachOnly(pid, new RecordingOps());
        World.Settle();
        Assert.True(World.IsStopped(pid.Number));
        Assert.Equal(Errno.None, engine.Control(pid, Stop));
        World.Kill(pid.Number, LinuxSignal.Cont);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }

    [Fact]
    public void Stop_LastsUntilItsEngineResumes()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Stop_OfOneEngine_IsNotEndedByAnother()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        UtraceEngine other = AttachOnly(pid, new RecordingOps());
        Assert.Equal(Errno.None, other.Control(pid, Stop));
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
        Assert.Equal(Errno.None, other.Control(pid, Resume));
        World.Settle();
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Stop_IsEndedByDetach()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        World.Settle();
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Stop_IsEndedBySigkill()
    {
        (PidHandle pid, UtraceEngine _, RecordingOps _) = Stopped();
        World.Kill(pid.Number, LinuxSignal.Kill);
        World.Settle();
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Stop_IsNotEndedByAnotherSignal()
    {
        (PidHandle pid, UtraceEngine _, RecordingOps _) = Stopped();
        World.Kill(pid.Number, LinuxSignal.Term);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }
}

public sealed class SimulatedStopTests() : StopTests(new SimulatedWorld());
