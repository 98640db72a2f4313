using Utrace.Api.Tests.Conformance;
using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class ReapTests : KernelTest
{
    [Fact]
    public void PidNumbers_AreUsedAgain()
    {
        Options = Options with { MaxPid = 4 };
        int first = Kernel.Spawn("a", _ => { });
        using PidHandle old = Pid(first);
        int second = Kernel.Spawn("b", _ => { });
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(first));
        Assert.Equal(first, Kernel.Spawn("c", self => self.Pause()));
        using PidHandle again = Pid(first);
        Assert.NotEqual(old, again);
        using (Rcu.EnterReadScope())
        {
            Assert.Null(old.Task());
            Assert.Equal("c", again.Task()!.Comm);
        }
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void PidNumbers_RunOut()
    {
        Options = Options with { MaxPid = 3 };
        int forked = 0;
        Kernel.Spawn("only", self => forked = self.Fork(_ => { }));
        Assert.Throws<InvalidOperationException>(() => Kernel.Spawn("one too many", _ => { }));
        Kernel.Run();
        Assert.Equal(-(int)Errno.EAGAIN, forked);
    }

    [Fact]
    public void AGroupsNumber_IsNotUsedAgainWhileTheGroupLives()
    {
        Options = Options with { MaxPid = 4, Reaping = ReapPolicy.Earliest };
        int leader = Kernel.Spawn("leader", self => self.Fork(child => child.Pause()));
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(leader));
        Assert.Throws<InvalidOperationException>(() => Kernel.Spawn("too early", _ => { }));
        using PidHandle group = Pid(leader);
        using (Rcu.EnterReadScope())
            Assert.NotNull(group.Task(PidType.Pgid));
    }

    [Fact]
    public void TheOldNumberOfAThreadThatExeced_IsUsedAgain()
    {
        Options = Options with { MaxPid = 4 };
        int tid = 0;
        Kernel.Spawn("threads", self =>
        {
            self.StartThread(thread =>
            {
                tid = thread.Tid;
                thread.Exec("/bin/x", other => other.Pause());
            });
            self.Pause();
        });
        Kernel.Run();
        Assert.Equal(tid, Kernel.Spawn("next", _ => { }));
    }

    [Fact]
    public void WhenTold_NothingElseReaps()
    {
        int pid = Kernel.Spawn("dies", _ => { });
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
        Assert.Equal(Errno.None, Kernel.Reap(pid));
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(pid));
    }

    [Fact]
    public void Automatic_InitReaps()
    {
        Options = Options with { Reaping = ReapPolicy.Automatic };
        int pid = Kernel.Spawn("dies", _ => { });
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(pid));
    }

    [Fact]
    public void TheAdversary_ReapsInTheStepOfTheDeath()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        int pid = Kernel.Spawn("dies", _ => { });
        while (Kernel.StateOf(pid) != SimulatedTaskState.None)
        {
            Assert.NotEqual(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
            Assert.True(Kernel.Step());
        }
    }

    [Fact]
    public void TheAdversary_HandsOutTheLowestNumber()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        int pid = Kernel.Spawn("dies", _ => { });
        Kernel.Run();
        Assert.Equal(pid, Kernel.Spawn("next", _ => { }));
    }

    [Fact]
    public void TheAdversary_RunsOthersWhereACallbackMayBlock()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        using PidHandle other = Pid(Waiting());
        Kernel.Spawn("busy", self => self.Execute(50));
        long before = 0, after = 0;
        InCallback(_ =>
        {
            before = Kernel.Steps;
            for (int i = 0; i < 10; i++)
                UtraceEngine.TryAttachPid(other, AttachFlags.None, null, null, out UtraceEngine? _, out Errno _);
            after = Kernel.Steps;
        });
        Assert.True(after > before + 10);
        Assert.Empty(Kinds);
    }

    [Fact]
    public void Others_DoNotRunWhereACallbackMayBlock()
    {
        using PidHandle other = Pid(Waiting());
        Kernel.Spawn("busy", self => self.Execute(50));
        long before = 0, after = 0;
        InCallback(_ =>
        {
            before = Kernel.Steps;
            UtraceEngine.TryAttachPid(other, AttachFlags.None, null, null, out UtraceEngine? _, out Errno _);
            after = Kernel.Steps;
        });
        Assert.True(before > 0);
        Assert.Equal(before, after);
    }

    [Fact]
    public void AReap_DuringTheDeathReport_WaitsForItsEnd()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        var log = new List<string>();
        var cleared = Errno.None;
        using PidHandle other = Pid(Waiting());
        using PidHandle parent = Pid(Kernel.Spawn("parent", self =>
        {
            self.Fork(_ => { });
            self.Wait();
            log.Add("waited");
            self.Pause();
        }));
        var child = new RecordingOps("", log)
        {
            OnDeath = (engine, _, _) =>
            {
                for (int i = 0; i < 10; i++)
                    UtraceEngine.TryAttachPid(other, AttachFlags.None, null, null, out UtraceEngine? _, out Errno _);
                cleared = engine.SetEvents(TaskStruct.Current, UtraceEvents.Death);
                log.Add("death is over");
                return ResumeAction.Resume;
            },
        };
        using UtraceEngine engine = UtraceEngine.AttachPid(parent, AttachFlags.Create, new RecordingOps
        {
            OnClone = (_, _, task) =>
            {
                using UtraceEngine made = UtraceEngine.AttachTask(task, AttachFlags.Create, child);
                Assert.Equal(Errno.None, made.SetEvents(task, UtraceEvents.Death | UtraceEvents.Reap));
                return ResumeAction.Resume;
            },
        });
        Assert.Equal(Errno.None, engine.SetEvents(parent, UtraceEvents.Clone));
        Kernel.Run();
        Assert.Equal(["death", "waited", "death is over", "reap", "release"], log);
        Assert.Equal(Errno.EALREADY, cleared);
        Assert.Empty(Kinds);
    }

    [Fact]
    public void Reap_OfNoProcess_FindsNone() => Assert.Equal(Errno.ESRCH, Kernel.Reap(4711));

    [Fact]
    public void Reap_OfALivingProcess_IsToBeTriedAgain() => Assert.Equal(Errno.EAGAIN, Kernel.Reap(Waiting()));

    [Fact]
    public void Reap_OfALeaderWithLivingThreads_IsToBeTriedAgain()
    {
        int pid = Kernel.Spawn("leader", self => self.StartThread(thread => thread.Pause()));
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Zombie, Kernel.StateOf(pid));
        Assert.Equal(Errno.EAGAIN, Kernel.Reap(pid));
    }
}
