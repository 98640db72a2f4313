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
        using PidHandle victim = Pid(Kernel.Spawn("victim", _ => { }));
        using PidHandle other = Pid(Waiting());
        bool sawItDie = false;
        for (int i = 0; i < 20 && !sawItDie; i++)
        {
            InCallback(_ =>
            {
                UtraceEngine.TryAttachPid(other, AttachFlags.None, null, null, out UtraceEngine? _, out Errno _);
                using (Rcu.EnterReadScope())
                    sawItDie |= victim.Task() is null;
            });
        }
        Assert.True(sawItDie);
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
