using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class FreedTaskTests : KernelTest
{
    [Fact]
    public void AReapedTask_StaysUntilTheSectionEnds()
    {
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        Kernel.Run();
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = pid.Task()!;
            Background.Run(() =>
            {
                Assert.Equal(Errno.None, Kernel.Reap(pid.Number));
                Waiting();
                Kernel.Run();
            });
            Assert.Null(pid.Task());
            Assert.Equal("dies", task.Comm);
        }
        Assert.Empty(Kinds);
    }

    [Fact]
    public void AFreedTask_ThrowsAndSaysWhen()
    {
        int number = Kernel.Spawn("dies", _ => { });
        using PidHandle pid = Pid(number);
        TaskStruct task = InSection(pid);
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(number));
        long reaped = Kernel.Steps;
        Waiting();
        Kernel.Run();

        TaskFreedException failure = Assert.Throws<TaskFreedException>(() => task.Comm);
        Assert.Equal(0, failure.LookedUp!.Value.Step);
        Assert.Equal(reaped, failure.Reaped.Step);
        Assert.Contains($"task {number} (dies)", failure.Message, StringComparison.Ordinal);
        Assert.Equal([LifetimeViolationKind.TaskUsedAfterSection], Kinds);
    }

    [Fact]
    public void AFreedTask_ThrowsAtEveryMember()
    {
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        TaskStruct task = InSection(pid);
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(pid.Number));
        Waiting();
        Kernel.Run();
        Action[] uses =
        [
            () => _ = task.Pid,
            () => _ = task.Tgid,
            () => _ = task.Comm,
            () => _ = task.IsExiting,
            () => _ = task.GroupLeader,
            () => _ = task.RealParent,
            () => task.GetPid(),
            () => UtraceEngine.AttachTask(task, AttachFlags.None, null),
        ];
        Assert.All(uses, use => Assert.Throws<TaskFreedException>(use));
        Assert.Equal(uses.Length, Kinds.Count());
    }

    [Fact]
    public void AReapedTask_IsNotFreedWhereNothingSteps()
    {
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        TaskStruct task = InSection(pid);
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(pid.Number));
        Assert.Equal("dies", task.Comm);
    }

    [Fact]
    public void TheAdversary_FreesWithTheLastSection()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        TaskStruct task = InSection(pid);
        Kernel.Run();
        Assert.Throws<TaskFreedException>(() => task.Comm);
    }

    [Fact]
    public void TheAdversary_WaitsForASectionToo()
    {
        Options = Options with { Reaping = ReapPolicy.Earliest };
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = pid.Task()!;
            Background.Run(() => { Kernel.Run(); });
            Assert.Null(pid.Task());
            Assert.Equal("dies", task.Comm);
        }
        Assert.Empty(Kinds);
    }

    [Fact]
    public void AFreedTask_CanStillBeNamedInAMessage()
    {
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        TaskStruct task = InSection(pid);
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(pid.Number));
        Waiting();
        Kernel.Run();
        Assert.Equal($"task {pid.Number} (dies)", task.ToString());
        Assert.Empty(Kinds);
    }

    [Fact]
    public void Current_OutsideOfATask_Throws() => Assert.Throws<InvalidOperationException>(() => TaskStruct.Current);

    [Fact]
    public void Current_InAProgram_IsItsTask()
    {
        int seen = 0;
        int pid = Kernel.Spawn("program", _ => seen = TaskStruct.Current.Pid);
        Kernel.Run();
        Assert.Equal(pid, seen);
        Assert.Empty(Kinds);
    }

    private static TaskStruct InSection(PidHandle pid)
    {
        using (Rcu.EnterReadScope())
            return pid.Task()!;
    }
}
