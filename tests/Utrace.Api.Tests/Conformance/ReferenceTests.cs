namespace Utrace.Api.Tests.Conformance;

public abstract class ReferenceTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Fact]
    public void TheLastPut_ReleasesTheData()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        var data = new object();
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, data);
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        Assert.Empty(ops.Released);
        engine.Put();
        Assert.Equal([data], ops.Released);
    }

    [Fact]
    public void AnAttachedEngine_KeepsAReference()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.Exit));
        engine.Put();
        World.Settle();
        Assert.Equal(["exit 0"], ops.Log);
        World.Reap(pid.Number);
        Assert.Equal(["exit 0", "release"], ops.Log);
    }

    [Fact]
    public void AReference_OutlivesTheTask()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Empty(ops.Released);
        Assert.Same(ops, engine.Ops);
        engine.Put();
        Assert.Single(ops.Released);
    }

    [Fact]
    public void Get_TakesAReferenceOfItsOwn()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine first = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        UtraceEngine second = first.Get();
        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(Errno.None, first.Control(pid, Detach));
        first.Put();
        Assert.Empty(ops.Released);
        second.Put();
        Assert.Single(ops.Released);
    }

    [Fact]
    public void ALookup_TakesAReferenceOfItsOwn()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine first = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        UtraceEngine second = UtraceEngine.AttachPid(pid, AttachFlags.MatchOps, ops);
        Assert.Equal(Errno.None, first.Control(pid, Detach));
        first.Put();
        Assert.Empty(ops.Released);
        second.Put();
        Assert.Single(ops.Released);
    }

    [Fact]
    public void TheData_CanBeChanged()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, "old");
        engine.Data = "new";
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        engine.Put();
        Assert.Equal(["new"], ops.Released);
    }

    [Fact]
    public void Release_WaitsForTheRunningCallback()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        bool early = true;
        ops.OnEntry = (_, _, _) =>
        {
            Assert.Equal(Errno.EINPROGRESS, Elsewhere(() => engine.Control(pid, Detach)));
            engine.Put();
            early = ops.Released.Count > 0;
            return Run();
        };
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.SyscallEntry));
        World.Settle();
        Assert.False(early);
        Assert.Single(ops.Released);
    }

    [Fact]
    public void NullArguments_AreRefused()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        PidHandle none = null!;
        var examiner = new Examiner();
        Assert.Throws<ArgumentNullException>(() => UtraceEngine.AttachPid(none, AttachFlags.Create, new RecordingOps()));
        Assert.Throws<ArgumentNullException>(() => UtraceEngine.TryAttachPid(none, AttachFlags.Create, null, null, out _, out _));
        Assert.Throws<ArgumentNullException>(() => engine.Control(none, Resume));
        Assert.Throws<ArgumentNullException>(() => engine.SetEvents(none, UtraceEvents.None));
        Assert.Throws<ArgumentNullException>(() => engine.Barrier(none));
        Assert.Throws<ArgumentNullException>(() => engine.PrepareExamine(none, examiner));
        Assert.Throws<ArgumentNullException>(() => engine.FinishExamine(none, examiner));
        Assert.Throws<ArgumentNullException>(() => engine.PrepareExamine(pid, null!));
        Assert.Throws<ArgumentNullException>(() => engine.FinishExamine(pid, null!));
        Assert.Throws<ArgumentNullException>(() => engine.PrepareExamine((TaskStruct?)null, null!));
        Assert.Throws<ArgumentNullException>(() => engine.FinishExamine((TaskStruct?)null, null!));
    }

    [Fact]
    public void ADisposedKernel_IsRefused()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        ConformanceWorld other = World.WithoutSteps();
        other.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.Kernel.FindGetPid(1));
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
    }
}

public sealed class SimulatedReferenceTests() : ReferenceTests(new SimulatedWorld());
