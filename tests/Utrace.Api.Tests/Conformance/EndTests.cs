using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class EndTests(ConformanceWorld world) : ConformanceTest(world)
{
    private readonly List<string> _log = [];

    [Fact]
    public void Exit_TellsTheCode()
    {
        PidHandle pid = Start(Script.Exit(5));
        (int Original, int Code) seen = default;
        Attach(pid, new RecordingOps
        {
            OnExit = (_, original, code) =>
            {
                seen = (original, code);
                return (code, Resume);
            },
        }, UtraceEvents.Exit);
        World.Settle();
        Assert.Equal((0x500, 0x500), seen);
    }

    [Fact]
    public void Exit_OfAKilledTask_TellsTheSignal()
    {
        PidHandle pid = Start(Script.Raise(LinuxSignal.Term).Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Exit);
        World.Settle();
        Assert.Equal([$"exit {LinuxSignal.Term:x}"], ops.Log);
    }

    [Fact]
    public void Exit_CanChangeTheCode()
    {
        PidHandle pid = Start(Script.Fork(Script.Exit(5)).Wait("status").Exit(0));
        OnClone(pid, child =>
        {
            var ops = new RecordingOps { OnExit = (_, _, _) => (0x700, Resume) };
            UtraceEngine engine = Keep(UtraceEngine.AttachTask(child, AttachFlags.Create, ops));
            Assert.Equal(Errno.None, engine.SetEvents(child, UtraceEvents.Exit));
        });
        World.Settle();
        Assert.Equal(0x700, World.Results["status"]);
    }

    [Fact]
    public void Exit_ShowsTheNextEngineTheChangedCode()
    {
        PidHandle pid = Start(Script.Exit(5));
        Attach(pid, new RecordingOps { OnExit = (_, _, _) => (0x700, Resume) }, UtraceEvents.Exit);
        (int Original, int Code) seen = default;
        Attach(pid, new RecordingOps
        {
            OnExit = (_, original, code) =>
            {
                seen = (original, code);
                return (code, Resume);
            },
        }, UtraceEvents.Exit);
        World.Settle();
        Assert.Equal((0x500, 0x700), seen);
    }

    [Fact]
    public void Exit_CanStopTheTask()
    {
        PidHandle pid = Start(Script.Exit(0));
        UtraceEngine engine = Attach(pid, new RecordingOps { OnExit = (_, _, code) => (code, Stop) }, UtraceEvents.Exit);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
        using (Rcu.EnterReadScope())
            Assert.True(pid.Task()!.IsExiting);
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Death_ComesBeforeReap()
    {
        PidHandle pid = Start(Script.Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, UtraceEvents.Exit | UtraceEvents.Death | UtraceEvents.Reap);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(["exit 0", "death", "reap"], ops.Log);
    }

    [Fact]
    public void Death_OfTheLastThread_TellsTheParentsSignal()
    {
        PidHandle pid = Start(Script.Exit(0));
        (bool, int) seen = default;
        OnDeath(pid, (dead, signal) => seen = (dead, signal));
        World.Settle();
        Assert.Equal((true, LinuxSignal.Child), seen);
    }

    [Fact]
    public void Death_OfALeaderBeforeItsThreads_NotifiesNobodyYet()
    {
        PidHandle pid = Start(Script.Thread(Script.Pause()).Exit(0));
        (bool, int) seen = default;
        OnDeath(pid, (dead, signal) => seen = (dead, signal));
        World.Settle();
        Assert.Equal((false, -2), seen);
        Assert.True(World.IsZombie(pid.Number));
    }

    [Fact]
    public void Death_OfAThread_IsReapedAtOnce()
    {
        PidHandle pid = Start(Script.Thread(Script.Exit(0)).Pause());
        OnClone(pid, child =>
        {
            var ops = new RecordingOps("", _log)
            {
                OnDeath = (_, dead, signal) =>
                {
                    _log.Add($"{dead} {signal}");
                    return Resume;
                },
            };
            UtraceEngine engine = Keep(UtraceEngine.AttachTask(child, AttachFlags.Create, ops));
            Assert.Equal(Errno.None, engine.SetEvents(child, UtraceEvents.Death | UtraceEvents.Reap));
        });
        World.Settle();
        Assert.Equal(["death", "False -1", "reap"], _log);
    }

    [Fact]
    public void ADeathReportThatDetaches_PreventsTheReapReport()
    {
        PidHandle pid = Start(Script.Exit(0));
        var ops = new RecordingOps { OnDeath = (_, _, _) => Detach };
        Attach(pid, ops, UtraceEvents.Death | UtraceEvents.Reap);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(["death"], ops.Log);
    }

    [Fact]
    public void AnEngineAttachedToADeadTask_GetsNoDeathReport()
    {
        PidHandle pid = Zombie();
        var ops = new RecordingOps();
        UtraceEngine engine = AttachOnly(pid, ops);
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.Reap | UtraceEvents.Exit));
        World.Reap(pid.Number);
        Assert.Equal(["reap"], ops.Log);
    }

    [Fact]
    public void Reap_HandsOutTheTask()
    {
        PidHandle pid = Start(Script.Exit(0));
        int seen = 0;
        Attach(pid, new RecordingOps { OnReap = (_, task) => seen = task.Pid }, UtraceEvents.Reap);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(pid.Number, seen);
    }

    [Fact]
    public void Reap_ComesWhenTheParentWaits()
    {
        PidHandle pid = Start(Script.Fork(Script.Exit(0), "child").Wait().Pause());
        int? current = null;
        OnClone(pid, child =>
        {
            var ops = new RecordingOps { OnReap = (_, _) => current = TaskStruct.Current.Pid };
            UtraceEngine engine = Keep(UtraceEngine.AttachTask(child, AttachFlags.Create, ops));
            Assert.Equal(Errno.None, engine.SetEvents(child, UtraceEvents.Reap));
        });
        World.Settle();
        Assert.Equal(pid.Number, current);
        Assert.True(World.IsGone((int)World.Results["child"]));
    }

    [Fact]
    public void Reap_DetachesTheEngine()
    {
        PidHandle pid = Start(Script.Exit(0));
        UtraceEngine engine = Attach(pid, new RecordingOps(), UtraceEvents.Reap);
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, engine.Control((TaskStruct?)null, Detach));
    }

    [Fact]
    public void Nothing_ComesAfterReap()
    {
        PidHandle pid = Start(Script.Exit(0));
        var ops = new RecordingOps();
        Attach(pid, ops, (UtraceEvents)0x3fff);
        World.Settle();
        World.Reap(pid.Number);
        World.Settle();
        Assert.Equal("reap", ops.Log[^1]);
    }

    private void OnClone(PidHandle pid, Action<TaskStruct> act) => Attach(pid, new RecordingOps
    {
        OnClone = (_, _, child) =>
        {
            act(child);
            return Resume;
        },
    }, UtraceEvents.Clone);

    private void OnDeath(PidHandle pid, Action<bool, int> act) => Attach(pid, new RecordingOps
    {
        OnDeath = (_, dead, signal) =>
        {
            act(dead, signal);
            return Resume;
        },
    }, UtraceEvents.Death);
}

public sealed class SimulatedEndTests() : EndTests(new SimulatedWorld());
