using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class CloneAndExecTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Theory]
    [InlineData("fork", CloneFlags.None)]
    [InlineData("vfork", CloneFlags.VFork | CloneFlags.VM)]
    [InlineData("thread", CloneFlags.Thread | CloneFlags.VM)]
    public void Clone_TellsHowTheChildWasMade(string how, CloneFlags expected)
    {
        Script child = Script.Exit(0);
        PidHandle pid = Start(how switch
        {
            "fork" => Script.Fork(child).Exit(0),
            "vfork" => Script.Vfork(child).Exit(0),
            _ => Script.Thread(child).Exit(0),
        });
        CloneFlags? seen = null;
        OnClone(pid, (flags, _) => seen = flags);
        World.Settle();
        Assert.Equal(expected, seen);
    }

    [Fact]
    public void Clone_HandsOutTheChild()
    {
        PidHandle pid = Start(Script.Fork(Script.Exit(0), "child").Exit(0));
        int seen = 0;
        OnClone(pid, (_, child) => seen = child.Pid);
        World.Settle();
        Assert.Equal(World.Results["child"], seen);
    }

    [Fact]
    public void Clone_ComesBeforeTheChildRuns()
    {
        PidHandle pid = Start(Script.Fork(Script.Syscall(result: "ran").Exit(0)).Exit(0));
        bool ran = true;
        OnClone(pid, (_, _) => ran = World.Results.ContainsKey("ran"));
        World.Settle();
        Assert.False(ran);
        Assert.True(World.Results.ContainsKey("ran"));
    }

    [Fact]
    public void AChildStoppedInClone_DoesNotRunAtAll()
    {
        PidHandle pid = Start(Script.Fork(Script.Syscall(result: "ran").Exit(0), "child").Exit(0));
        Errno answer = Errno.None;
        OnClone(pid, (_, child) =>
        {
            UtraceEngine engine = Keep(UtraceEngine.AttachTask(child, AttachFlags.Create, new RecordingOps()));
            answer = engine.Control(child, Stop);
        });
        World.Settle();
        Assert.Equal(Errno.EINPROGRESS, answer);
        Assert.True(World.IsTraced((int)World.Results["child"]));
        Assert.False(World.Results.ContainsKey("ran"));
    }

    [Fact]
    public void AStop_InCloneOfAVfork_DoesNotWaitForTheChild()
    {
        PidHandle pid = Start(Script.Vfork(Script.Pause().Exit(0)).Exit(0));
        Attach(pid, new RecordingOps { OnClone = (_, _, _) => Stop }, UtraceEvents.Clone);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }

    [Fact]
    public void AVforkingTask_WaitsForTheExecOfItsChild()
    {
        Start(Script.Vfork(Script.Pause().Exit(0)).Syscall(result: "went on").Exit(0));
        Start(Script.Vfork(Script.Exec("/bin/x", Script.Pause())).Syscall(result: "other went on").Exit(0));
        World.Settle();
        Assert.False(World.Results.ContainsKey("went on"));
        Assert.True(World.Results.ContainsKey("other went on"));
    }

    [Fact]
    public void AChild_HasNoEnginesOfItsParent()
    {
        PidHandle pid = Start(Script.Fork(Script.Syscall().Exit(0)).Wait().Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Exit);
        World.Settle();
        Assert.Single(ops.Log);
    }

    [Fact]
    public void Exec_IsReportedWithThePath()
    {
        PidHandle pid = Start(Script.Exec("/bin/x", Script.Exit(0)));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Exec);
        World.Settle();
        Assert.Equal(["exec /bin/x"], ops.Log);
    }

    [Fact]
    public void Exec_KeepsTheEngines()
    {
        PidHandle pid = Start(Script.Exec("/bin/x", Script.Exit(3)));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Exit);
        World.Settle();
        Assert.Equal(["exit 300"], ops.Log);
    }

    [Fact]
    public void Exec_NamesTheTaskAnew()
    {
        PidHandle pid = Start(Script.Exec("/bin/x", Script.Exit(0)));
        string? name = null;
        Attach(pid, new RecordingOps
        {
            OnExec = (_, _) =>
            {
                name = TaskStruct.Current.Comm;
                return Resume;
            },
        }, UtraceEvents.Exec);
        World.Settle();
        Assert.Equal("x", name);
    }

    [Fact]
    public void Exec_ByAnotherThread_GivesItTheLeadersPid()
    {
        PidHandle leader = Start(Script.Thread(Script.Exec("/bin/x", Script.Pause()), "thread").Pause());
        PidHandle? thread = null;
        TaskStruct? seen = null;
        OnClone(leader, (_, child) =>
        {
            thread = Keep(child.GetPid());
            seen = child;
        });
        World.Settle();
        using (Rcu.EnterReadScope())
        {
            TaskStruct? heir = leader.Task();
            Assert.Same(seen, heir);
            Assert.Equal(leader.Number, heir!.Pid);
            Assert.Null(thread!.Task());
        }
    }

    [Fact]
    public void Exec_ByAnotherThread_ReapsTheOldLeader()
    {
        PidHandle leader = Start(Script.Thread(Script.Exec("/bin/x", Script.Pause())).Pause());
        var ops = new RecordingOps();
        UtraceEngine engine = Attach(leader, ops, UtraceEvents.Exit | UtraceEvents.Death | UtraceEvents.Reap);
        World.Settle();
        Assert.Equal(["exit 9", "death", "reap"], ops.Log);
        Assert.Equal(Errno.ESRCH, engine.Control(leader, Resume));
    }

    [Fact]
    public void Exec_EndsTheOtherThreads()
    {
        PidHandle leader = Start(Script.Thread(Script.Pause(), "thread").Exec("/bin/x", Script.Pause()));
        World.Settle();
        Assert.True(World.IsGone((int)World.Results["thread"]));
        Assert.False(World.IsGone(leader.Number));
    }

    private void OnClone(PidHandle pid, Action<CloneFlags, TaskStruct> act) => Attach(pid, new RecordingOps
    {
        OnClone = (_, flags, child) =>
        {
            act(flags, child);
            return Resume;
        },
    }, UtraceEvents.Clone);
}

public sealed class SimulatedCloneAndExecTests() : CloneAndExecTests(new SimulatedWorld());
