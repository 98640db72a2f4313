namespace Utrace.Api.Tests.Conformance;

public abstract class PidTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void ANumber_ThatNoPidCanHave_NamesNothing(int number) => Assert.Null(Kernel.FindGetPid(number));

    [Fact]
    public void ANumber_ThatNoTaskHas_NamesNothing() => Assert.Null(Kernel.FindGetPid(World.UnusedPid));

    [Fact]
    public void ANumber_OfATask_NamesIt()
    {
        PidHandle pid = Start(OneCall);
        using (Rcu.EnterReadScope())
            Assert.Equal(pid.Number, pid.Task()!.Pid);
    }

    [Fact]
    public void TwoHandles_OnOnePid_AreEqual()
    {
        PidHandle pid = Start(OneCall);
        PidHandle other = Pid(pid.Number);
        Assert.NotSame(pid, other);
        Assert.Equal(pid, other);
        Assert.Equal(pid.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void TwoHandles_OnTwoPids_Differ() => Assert.NotEqual(Start(OneCall), Start(OneCall));

    [Fact]
    public void Get_GivesAReferenceOfItsOwn()
    {
        PidHandle pid = Start(OneCall);
        PidHandle first = Kernel.FindGetPid(pid.Number)!;
        PidHandle second = Keep(first.Get());
        first.Put();
        Assert.Equal(pid.Number, second.Number);
    }

    [Fact]
    public void APid_OutlivesItsTask()
    {
        PidHandle pid = Start(OneCall);
        int number = pid.Number;
        World.Settle();
        World.Reap(number);
        Assert.Equal(number, pid.Number);
        using (Rcu.EnterReadScope())
            Assert.Null(pid.Task());
        Assert.Null(Kernel.FindGetPid(number));
    }

    [Fact]
    public void GetPid_OfATask_IsThePidThatNamesIt()
    {
        PidHandle pid = Start(OneCall);
        using (Rcu.EnterReadScope())
            Assert.Equal(pid, Keep(pid.Task()!.GetPid()));
    }

    [Fact]
    public void AThread_IsNoThreadGroup()
    {
        PidHandle leader = Start(Script.Thread(Script.Pause(), "thread").Pause());
        World.Settle();
        PidHandle thread = Pid((int)World.Results["thread"]);
        using (Rcu.EnterReadScope())
        {
            Assert.Null(thread.Task(PidType.Tgid));
            TaskStruct task = thread.Task()!;
            Assert.Equal(leader.Number, task.Tgid);
            Assert.Same(leader.Task(), task.GroupLeader);
            Assert.Equal(leader, Keep(task.GetPid(PidType.Tgid)));
        }
    }

    [Fact]
    public void AChild_IsInItsParentsGroupAndSession()
    {
        PidHandle parent = Start(Script.Fork(Script.Pause(), "child").Pause());
        World.Settle();
        PidHandle child = Pid((int)World.Results["child"]);
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = child.Task()!;
            Assert.Same(parent.Task(), task.RealParent);
            PidHandle group = Keep(task.GetPid(PidType.Pgid));
            Assert.Equal(group, Keep(parent.Task()!.GetPid(PidType.Pgid)));
            Assert.Equal(Keep(task.GetPid(PidType.Sid)), Keep(parent.Task()!.GetPid(PidType.Sid)));
            Assert.NotNull(group.Task(PidType.Pgid));
        }
    }

    [Fact]
    public void AnOrphan_GetsAnotherParent()
    {
        PidHandle parent = Start(Script.Fork(Script.Pause(), "child").Exit(0));
        World.Settle();
        PidHandle child = Pid((int)World.Results["child"]);
        using (Rcu.EnterReadScope())
            Assert.NotSame(parent.Task(), child.Task()!.RealParent);
    }

    [Fact]
    public void ATask_IsOneObject()
    {
        PidHandle pid = Start(OneCall);
        using (Rcu.EnterReadScope())
            Assert.Same(pid.Task(), pid.Task(PidType.Tgid));
    }

    [Fact]
    public void ATypeThatIsNone_IsOutOfRange()
    {
        PidHandle pid = Start(OneCall);
        Assert.Throws<ArgumentOutOfRangeException>(() => pid.Task((PidType)4));
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = pid.Task()!;
            Assert.Throws<ArgumentOutOfRangeException>(() => Keep(task.GetPid((PidType)(-1))));
        }
    }
}

public sealed class SimulatedPidTests() : PidTests(new SimulatedWorld());
