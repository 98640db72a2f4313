using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class SignalProgramTests : KernelTest
{
    private readonly List<string> _log = [];

    public SignalProgramTests() => Options = Options with { Reaping = ReapPolicy.Automatic };

    [Fact]
    public void ASignal_RunsItsHandler()
    {
        Run(self =>
        {
            self.Handle(LinuxSignal.Usr1, (thread, signal) => _log.Add($"{thread.Pid == self.Pid} {signal}"));
            self.Kill(self.Pid, LinuxSignal.Usr1);
            _log.Add("on");
        });
        Assert.Equal([$"True {LinuxSignal.Usr1}", "on"], _log);
    }

    [Fact]
    public void AHandler_CanMakeSystemCalls()
    {
        long got = 0;
        Run(self =>
        {
            self.Handle(LinuxSignal.Usr1, (thread, _) => got = thread.Syscall(LinuxSyscall.Getpid));
            Assert.Equal(0, self.Kill(self.Pid, LinuxSignal.Usr1));
        });
        Assert.True(got > 0);
    }

    [Fact]
    public void ABlockedSignal_WaitsUntilItIsLetThrough()
    {
        Run(self =>
        {
            self.Handle(LinuxSignal.Usr1, (_, _) => _log.Add("handled"));
            self.Block(LinuxSignal.Usr1);
            self.Kill(self.Pid, LinuxSignal.Usr1);
            self.Execute(3);
            _log.Add("unblocks");
            self.Unblock(LinuxSignal.Usr1);
            _log.Add("on");
        });
        Assert.Equal(["unblocks", "handled", "on"], _log);
    }

    [Fact]
    public void ASignal_ToAThread_IsItsOwn()
    {
        int handled = 0, tid = 0;
        Run(self =>
        {
            self.Handle(LinuxSignal.Usr1, (thread, _) => handled = thread.Tid);
            tid = self.StartThread(thread => thread.Pause());
            self.KillThread(tid, LinuxSignal.Usr1);
        });
        Assert.Equal(tid, handled);
    }

    [Fact]
    public void ASignal_ToAProcess_GoesToAThreadThatLetsItThrough()
    {
        int handled = 0, tid = 0;
        Run(self =>
        {
            self.Handle(LinuxSignal.Usr1, (thread, _) => handled = thread.Tid);
            tid = self.StartThread(thread => thread.Pause());
            self.Block(LinuxSignal.Usr1);
            self.Kill(self.Pid, LinuxSignal.Usr1);
        });
        Assert.Equal(tid, handled);
    }

    [Fact]
    public void ASignal_ToAProcessGroup_GoesToAllOfIt()
    {
        Run(self =>
        {
            self.Handle(LinuxSignal.Usr1, (thread, _) => _log.Add(thread.Pid == self.Pid ? "parent" : "child"));
            self.Fork(child => child.Pause());
            self.Kill(0, LinuxSignal.Usr1);
            self.Wait();
        });
        Assert.Equal(["child", "parent"], _log.Order());
    }

    [Theory]
    [InlineData(LinuxSignal.Kill)]
    [InlineData(LinuxSignal.Stop)]
    [InlineData(0)]
    [InlineData(65)]
    public void ASignalThatIsNotFree_CanNotBeHandled(int signal)
    {
        int handled = 0, ignored = 0;
        Run(self =>
        {
            handled = self.Handle(signal, (_, _) => { });
            ignored = self.Ignore(signal);
        });
        Assert.Equal((-(int)Errno.EINVAL, -(int)Errno.EINVAL), (handled, ignored));
    }

    [Fact]
    public void Kill_OfNobody_FindsNone()
    {
        int killed = 0, thread = 0;
        Run(self =>
        {
            killed = self.Kill(4711, LinuxSignal.Term);
            thread = self.KillThread(4711, LinuxSignal.Term);
        });
        Assert.Equal((-(int)Errno.ESRCH, -(int)Errno.ESRCH), (killed, thread));
    }

    private void Run(TaskProgram program)
    {
        Kernel.Spawn("program", program);
        Kernel.Run();
        Assert.Empty(Kinds);
    }
}
