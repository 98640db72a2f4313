using Utrace.Api.Tests.Conformance;
using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class SectionViolationTests : KernelTest
{
    [Fact]
    public void ACallThatMayBlock_InASection_IsAViolation()
    {
        using PidHandle pid = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps());
            Assert.Equal(Errno.None, engine.Barrier(pid));
            Assert.Equal(Errno.EINVAL, engine.PrepareExamine(pid, new Examiner()));
            Kernel.Run();
        }
        Assert.Equal(Enumerable.Repeat(LifetimeViolationKind.SectionOpenAtBlockingCall, 4), Kinds);
    }

    [Fact]
    public void AnAttach_ToATaskLookedUpInTheSection_IsGood()
    {
        using PidHandle pid = Pid(Waiting());
        using (Rcu.EnterReadScope())
        {
            using UtraceEngine engine = UtraceEngine.AttachTask(pid.Task(), AttachFlags.Create, new RecordingOps());
        }
        Assert.Empty(Kinds);
    }

    [Fact]
    public void ASystemCallOfAProgram_InASection_IsAViolation()
    {
        Kernel.Spawn("bad", self =>
        {
            Rcu.ReadLock();
            self.Syscall(LinuxSyscall.Read);
            Rcu.ReadUnlock();
        });
        Kernel.Run();
        Assert.Equal([LifetimeViolationKind.SectionOpenAtBlockingCall], Kinds);
    }

    [Fact]
    public void ACallback_ThatLeavesASectionOpen_IsAViolation()
    {
        InCallback(_ => Rcu.ReadLock(), afterwards: () => Assert.False(Rcu.IsReadLockHeld));
        Assert.Equal([LifetimeViolationKind.SectionLeftOpen], Kinds);
    }

    [Fact]
    public void AProgram_ThatLeavesASectionOpen_IsAViolation()
    {
        Kernel.Spawn("bad", _ => Rcu.ReadLock());
        Kernel.Run();
        Assert.Equal([LifetimeViolationKind.SectionLeftOpen], Kinds);
    }

    [Fact]
    public void AnAssertion_InATaskWithoutSection_IsAViolation()
    {
        InCallback(_ => Assert.Throws<InvalidOperationException>(Rcu.AssertReadLockHeld));
        Assert.Equal([LifetimeViolationKind.SectionNotHeld], Kinds);
    }
}
