using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class AttachTests(ConformanceWorld world) : ConformanceTest(world)
{
    private static readonly RecordingOps s_ops = new();

    [Fact]
    public void Create_GivesAnEngineWithItsOpsAndData()
    {
        PidHandle pid = Start(OneCall);
        var data = new object();
        UtraceEngine engine = AttachOnly(pid, s_ops, data);
        Assert.Same(s_ops, engine.Ops);
        Assert.Same(data, engine.Data);
    }

    [Fact]
    public void Create_WithoutOps_IsInvalid() =>
        Assert.Equal(Errno.EINVAL, Failure(Start(OneCall), AttachFlags.Create, null));

    [Fact]
    public void Create_OnAKernelThread_IsNotPermitted() =>
        Assert.Equal(Errno.EPERM, Failure(Pid(World.KernelThread), AttachFlags.Create, s_ops));

    [Fact]
    public void Create_Twice_GivesTwoEngines()
    {
        PidHandle pid = Start(OneCall);
        Assert.NotEqual(AttachOnly(pid, s_ops), AttachOnly(pid, s_ops));
    }

    [Fact]
    public void Lookup_WhereNoneIsAttached_FindsNone() =>
        Assert.Equal(Errno.ENOENT, Failure(Start(OneCall), AttachFlags.None, null));

    [Fact]
    public void Lookup_WithoutAMatch_FindsAnyEngine()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = AttachOnly(pid, s_ops);
        Assert.Equal(engine, Keep(UtraceEngine.AttachPid(pid, AttachFlags.None, null)));
    }

    [Fact]
    public void Lookup_ByOps_FindsTheEngineWithThem()
    {
        PidHandle pid = Start(OneCall);
        var other = new RecordingOps();
        AttachOnly(pid, s_ops);
        UtraceEngine engine = AttachOnly(pid, other);
        Assert.Equal(engine, Keep(UtraceEngine.AttachPid(pid, AttachFlags.MatchOps, other)));
    }

    [Fact]
    public void Lookup_ByOpsThatNoEngineHas_FindsNone()
    {
        PidHandle pid = Start(OneCall);
        AttachOnly(pid, s_ops);
        Assert.Equal(Errno.ENOENT, Failure(pid, AttachFlags.MatchOps, new RecordingOps()));
    }

    [Fact]
    public void Lookup_ByData_FindsTheEngineWithIt()
    {
        PidHandle pid = Start(OneCall);
        AttachOnly(pid, s_ops, "a");
        UtraceEngine engine = AttachOnly(pid, s_ops, "b");
        Assert.Equal(engine, Keep(UtraceEngine.AttachPid(pid, AttachFlags.MatchData, null, "b")));
    }

    [Fact]
    public void Lookup_ByOpsAndData_NeedsBoth()
    {
        PidHandle pid = Start(OneCall);
        AttachOnly(pid, s_ops, "a");
        AttachOnly(pid, new RecordingOps(), "b");
        Assert.Equal(Errno.ENOENT, Failure(pid, AttachFlags.MatchOps | AttachFlags.MatchData, s_ops, "b"));
    }

    [Fact]
    public void Lookup_OfADetachedEngine_FindsNone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = AttachOnly(pid, s_ops);
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        Assert.Equal(Errno.ENOENT, Failure(pid, AttachFlags.MatchOps, s_ops));
    }

    [Fact]
    public void Exclusive_WhereAMatchIsAttached_Fails()
    {
        PidHandle pid = Start(OneCall);
        AttachOnly(pid, s_ops);
        Assert.Equal(Errno.EEXIST, Failure(pid, AttachFlags.Create | AttachFlags.Exclusive | AttachFlags.MatchOps, s_ops));
    }

    [Fact]
    public void Exclusive_WhereNoMatchIsAttached_Creates()
    {
        PidHandle pid = Start(OneCall);
        AttachOnly(pid, s_ops);
        var other = new RecordingOps();
        using UtraceEngine engine = UtraceEngine.AttachPid(
            pid, AttachFlags.Create | AttachFlags.Exclusive | AttachFlags.MatchOps, other);
        Assert.Same(other, engine.Ops);
    }

    [Fact]
    public void Pid_OfAReapedTask_IsGone()
    {
        PidHandle pid = Zombie();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, Failure(pid, AttachFlags.Create, s_ops));
    }

    [Fact]
    public void Task_ThatIsNull_IsGone()
    {
        Assert.False(UtraceEngine.TryAttachTask(null, AttachFlags.Create, s_ops, null, out UtraceEngine? engine, out Errno error));
        Assert.Null(engine);
        Assert.Equal(Errno.ESRCH, error);
    }

    [Fact]
    public void Task_LookedUpInTheArgument_IsAttached()
    {
        PidHandle pid = Start(OneCall);
        using (Rcu.EnterReadScope())
        {
            using UtraceEngine engine = UtraceEngine.AttachTask(pid.Task(), AttachFlags.Create, s_ops);
            Assert.Same(s_ops, engine.Ops);
        }
    }

    [Fact]
    public void Current_InACallback_IsAttached()
    {
        PidHandle pid = Start(OneCall);
        var inner = new RecordingOps();
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, _) =>
            {
                using UtraceEngine engine = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, inner);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Empty(inner.Log);
        World.Reap(pid.Number);
        Assert.Equal(["release"], inner.Log.Distinct());
    }

    [Fact]
    public void ADyingTask_ThatIsReaping_CanNotBeAttached()
    {
        PidHandle pid = Zombie();
        Errno error = Errno.None;
        UtraceEngine engine = AttachOnly(pid, new RecordingOps { OnReap = (_, _) => error = Failure(pid, AttachFlags.Create, s_ops) });
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.Reap));
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, error);
    }

    [Fact]
    public void AChildThatIsSetUp_CanBeAttachedByItsMaker()
    {
        PidHandle pid = Start(Script.Fork(OneCall).Exit(0));
        var child = new RecordingOps();
        Attach(pid, new RecordingOps
        {
            OnClone = (_, _, task) =>
            {
                Keep(UtraceEngine.AttachTask(task, AttachFlags.Create, child));
                return Resume;
            },
        }, UtraceEvents.Clone);
        World.Settle();
        Assert.DoesNotContain("release", child.Log);
    }

    [Fact]
    public void AChildThatIsSetUp_CanNotBeAttachedByAnother()
    {
        PidHandle pid = Start(Script.Fork(OneCall).Exit(0));
        Errno error = Errno.None;
        Attach(pid, new RecordingOps
        {
            OnClone = (_, _, task) =>
            {
                using PidHandle child = task.GetPid();
                error = Elsewhere(() => Failure(child, AttachFlags.Create, s_ops));
                return Resume;
            },
        }, UtraceEvents.Clone);
        World.Settle();
        Assert.Equal(Errno.ERESTARTNOINTR, error);
    }

    [Fact]
    public void AttachPid_Failing_Throws()
    {
        PidHandle pid = Start(OneCall);
        UtraceException failure = Assert.Throws<UtraceException>(() => UtraceEngine.AttachPid(pid, AttachFlags.None, null));
        Assert.Equal(Errno.ENOENT, failure.Errno);
    }

    [Fact]
    public void AttachTask_Failing_Throws()
    {
        UtraceException failure = Assert.Throws<UtraceException>(() => UtraceEngine.AttachTask(null, AttachFlags.Create, s_ops));
        Assert.Equal(Errno.ESRCH, failure.Errno);
    }

    [Fact]
    public void ANewEngine_IsToldOfNothing()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps();
        AttachOnly(pid, ops);
        World.Settle();
        Assert.Empty(ops.Log);
    }

    private static Errno Failure(PidHandle pid, AttachFlags flags, UtraceEngineOps? ops, object? data = null)
    {
        if (!UtraceEngine.TryAttachPid(pid, flags, ops, data, out UtraceEngine? engine, out Errno error))
            return error;
        engine.Put();
        return Errno.None;
    }
}

public sealed class SimulatedAttachTests() : AttachTests(new SimulatedWorld());
