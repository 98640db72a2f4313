using Utrace.Api.Tests.Conformance;
using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class TaskViolationTests : KernelTest
{
    [Fact]
    public void AUse_InTheSectionOfTheLookup_IsGood()
    {
        using PidHandle pid = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = pid.Task()!;
            Assert.Equal("waiting", task.Comm);
        }
        Assert.Empty(Kinds);
    }

    [Fact]
    public void ALookup_OutsideASection_IsGoodUntilItIsUsed()
    {
        using PidHandle pid = Pid(Waiting());
        TaskStruct? task = pid.Task();
        Assert.NotNull(task);
        Assert.Empty(Kinds);
        Assert.Equal(pid.Number, task.Pid);
        Assert.Equal([LifetimeViolationKind.TaskLookedUpOutsideSection], Kinds);
    }

    [Fact]
    public void AnAttach_ToATaskLookedUpOutsideASection_IsAViolation()
    {
        using PidHandle pid = Pid(Waiting());
        using UtraceEngine engine = UtraceEngine.AttachTask(pid.Task(), AttachFlags.Create, new RecordingOps());
        Assert.Equal([LifetimeViolationKind.TaskLookedUpOutsideSection], Kinds);
    }

    [Fact]
    public void AUse_AfterTheSection_IsAViolationThoughNothingIsFreed()
    {
        using PidHandle pid = Pid(Waiting());
        TaskStruct task;
        using (Rcu.EnterReadScope())
            task = pid.Task()!;
        Assert.Equal(pid.Number, task.Pid);
        Assert.Equal([LifetimeViolationKind.TaskUsedAfterSection], Kinds);
    }

    [Fact]
    public void AUse_InALaterSection_IsAViolation()
    {
        using PidHandle pid = Pid(Waiting());
        TaskStruct task;
        using (Rcu.EnterReadScope())
            task = pid.Task()!;
        using (Rcu.EnterReadScope())
            Assert.Equal(pid.Number, task.Pid);
        Assert.Equal([LifetimeViolationKind.TaskUsedAfterSection], Kinds);
    }

    [Fact]
    public void AUse_AfterAnInnerSection_IsGoodInTheOuterOne()
    {
        using PidHandle pid = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            TaskStruct task;
            using (Rcu.EnterReadScope())
                task = pid.Task()!;
            Assert.Equal(pid.Number, task.Pid);
        }
        Assert.Empty(Kinds);
    }

    [Fact]
    public void ASecondLookup_MakesTheTaskGoodAgain()
    {
        using PidHandle pid = Pid(Waiting());
        Assert.NotNull(pid.Task());
        using (Rcu.EnterReadScope())
            Assert.Equal(pid.Number, pid.Task()!.Pid);
        Assert.Empty(Kinds);
    }

    [Fact]
    public void AUse_AfterABlockingCall_IsAViolation()
    {
        using PidHandle pid = Pid(Waiting());
        using PidHandle other = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = pid.Task()!;
            using UtraceEngine engine = UtraceEngine.AttachTask(other.Task(), AttachFlags.Create, new RecordingOps());
            Assert.Equal(pid.Number, task.Pid);
        }
        Assert.Equal([LifetimeViolationKind.TaskUsedAfterBlockingCall], Kinds);
    }

    [Fact]
    public void ALookup_AfterABlockingCall_IsGood()
    {
        using PidHandle pid = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            using UtraceEngine engine = UtraceEngine.AttachTask(pid.Task(), AttachFlags.Create, new RecordingOps());
            Assert.Equal(pid.Number, pid.Task()!.Pid);
        }
        Assert.Empty(Kinds);
    }

    [Fact]
    public void ACallbacksTask_UsedAfterIt_IsAViolation()
    {
        TaskStruct? kept = null;
        OnClone(child => kept = child, () => Assert.NotEqual(0, kept!.Pid));
        Assert.Equal([LifetimeViolationKind.TaskUsedAfterCallback], Kinds);
    }

    [Fact]
    public void ACallbacksTask_UsedAfterItByTheHost_IsAViolation()
    {
        TaskStruct? kept = null;
        OnClone(child => kept = child);
        Assert.NotEqual(0, kept!.Pid);
        Assert.Equal([LifetimeViolationKind.TaskUsedAfterCallback], Kinds);
    }

    [Fact]
    public void ACallbacksTask_UsedInIt_IsGood()
    {
        OnClone(child => Assert.Equal("forking", child.Comm));
        Assert.Empty(Kinds);
    }

    [Fact]
    public void Current_NeedsNoSection()
    {
        InCallback(_ => Assert.Equal("traced", TaskStruct.Current.Comm));
        Assert.Empty(Kinds);
    }

    [Fact]
    public void Current_KeptByAnother_IsAViolation()
    {
        TaskStruct? kept = null;
        Kernel.Spawn("keeps", self =>
        {
            kept = TaskStruct.Current;
            self.Pause();
        });
        Kernel.Run();
        Assert.Equal("keeps", kept!.Comm);
        Assert.Equal([LifetimeViolationKind.TaskUsedUnprotected], Kinds);
    }

    [Fact]
    public void ATask_HandedToAnotherThread_IsAViolation()
    {
        using PidHandle pid = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            TaskStruct task = pid.Task()!;
            var thread = new Thread(() => Assert.Equal(pid.Number, task.Pid)) { IsBackground = true };
            thread.Start();
            Assert.True(thread.Join(Limit));
        }
        Assert.Equal([LifetimeViolationKind.TaskUsedUnprotected], Kinds);
    }

    [Fact]
    public void AnUnreapedChild_NeedsNoSection()
    {
        using PidHandle pid = Pid(Waiting());
        TaskStruct child = pid.Task()!.AsUnreapedChild();
        Assert.Equal(pid.Number, child.Pid);
        Assert.Empty(Kinds);
    }

    [Fact]
    public void AnUnreapedChild_ThatIsReaped_IsAViolation()
    {
        using PidHandle pid = Pid(Kernel.Spawn("dies", _ => { }));
        TaskStruct child = pid.Task()!.AsUnreapedChild();
        Kernel.Run();
        Assert.Equal(Errno.None, Kernel.Reap(pid.Number));
        Assert.Equal(pid.Number, child.Pid);
        Assert.Equal([LifetimeViolationKind.UnreapedChildWasReaped], Kinds);
    }

    [Fact]
    public void ALeader_LookedUpOutsideASection_IsAViolation()
    {
        TaskStruct? leader = null;
        InCallback(_ => leader = TaskStruct.Current.GroupLeader.RealParent);
        Assert.Empty(Kinds);
        Assert.Equal("init", leader!.Comm);
        Assert.Equal([LifetimeViolationKind.TaskLookedUpOutsideSection], Kinds);
    }

    [Fact]
    public void AViolation_TellsItsStory()
    {
        LifetimeViolation? raised = null;
        Kernel.ViolationReported += violation => raised = violation;
        InCallback(engine =>
        {
            using PidHandle pid = TaskStruct.Current.RealParentPid();
            TaskStruct init = pid.Task()!;
            Assert.Equal(1, init.Pid);
        });
        LifetimeViolation violation = Assert.Single(Kernel.Violations);
        Assert.Equal(raised, violation);
        Assert.Equal("traced/3", violation.Thread);
        Assert.Contains("task 1 (init) was used (Pid)", violation.Text, StringComparison.Ordinal);
        Assert.Contains("outside a read-side section", violation.Text, StringComparison.Ordinal);
        Assert.True(violation.Moment.Step > 0);
    }

    private void OnClone(Action<TaskStruct> act, Action? afterwards = null)
    {
        using PidHandle pid = Pid(Kernel.Spawn("forking", self =>
        {
            self.Fork(child => child.Pause());
            self.Syscall(LinuxSyscall.Write);
        }));
        using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps
        {
            OnClone = (_, _, child) =>
            {
                act(child);
                return ResumeAction.Resume;
            },
            OnExitOfSyscall = (_, regs, _) =>
            {
                if (regs.SyscallNumber == LinuxSyscall.Write)
                    afterwards?.Invoke();
                return ResumeAction.Resume;
            },
        });
        Assert.Equal(Errno.None, engine.SetEvents(pid, UtraceEvents.Clone | UtraceEvents.SyscallExit));
        Kernel.Run();
    }
}
