using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class WaitProgramTests : KernelTest
{
    private readonly List<string> _log = [];

    public WaitProgramTests() => Options = Options with { Reaping = ReapPolicy.Automatic };

    [Fact]
    public void Wait_GivesTheExitCode()
    {
        WaitStatus status = default;
        Run(self =>
        {
            self.Fork(child => child.Exit(7));
            status = self.Wait();
        });
        Assert.True(status.Exited);
        Assert.Equal(7, status.ExitCode);
    }

    [Fact]
    public void Wait_GivesTheSignal()
    {
        WaitStatus status = default;
        Run(self =>
        {
            int child = self.Fork(other => other.Pause());
            self.Kill(child, LinuxSignal.Kill);
            status = self.Wait(child);
        });
        Assert.Equal((false, LinuxSignal.Kill), (status.Exited, status.TermSignal));
    }

    [Fact]
    public void Wait_WithoutAChild_FindsNone()
    {
        WaitStatus status = default;
        Run(self => status = self.Wait());
        Assert.Equal(-(int)Errno.ECHILD, status.Pid);
    }

    [Fact]
    public void Wait_ForAnotherPid_FindsNone()
    {
        WaitStatus status = default;
        Run(self =>
        {
            self.Fork(child => child.Pause());
            status = self.Wait(1);
        });
        Assert.Equal(-(int)Errno.ECHILD, status.Pid);
    }

    [Fact]
    public void Wait_WithNoHang_DoesNotWait()
    {
        WaitStatus status = new(-1, 0);
        Run(self =>
        {
            self.Fork(child => child.Pause());
            status = self.Wait(noHang: true);
        });
        Assert.Equal(0, status.Pid);
    }

    [Fact]
    public void Wait_IsInterruptedByAHandler()
    {
        int found = 0;
        int pid = Kernel.Spawn("waits", self =>
        {
            self.Handle(LinuxSignal.Usr1, (_, _) => _log.Add("handled"));
            self.Fork(child => child.Pause());
            found = self.Wait().Pid;
        });
        Kernel.Run();
        Kernel.Kill(pid, LinuxSignal.Usr1);
        Kernel.Run();
        Assert.Equal(-(int)Errno.EINTR, found);
        Assert.Equal(["handled"], _log);
    }

    [Fact]
    public void Wait_GoesOnAfterAStop()
    {
        int found = 0, child = 0;
        int pid = Kernel.Spawn("waits", self =>
        {
            child = self.Fork(other => other.Pause());
            found = self.Wait().Pid;
        });
        Kernel.Run();
        Kernel.Kill(pid, LinuxSignal.Stop);
        Kernel.Run();
        Assert.Equal(SimulatedTaskState.Stopped, Kernel.StateOf(pid));
        Kernel.Kill(pid, LinuxSignal.Cont);
        Kernel.Kill(child, LinuxSignal.Kill);
        Kernel.Run();
        Assert.Equal(child, found);
    }

    [Fact]
    public void AParentThatIgnoresSigchld_HasNoZombies()
    {
        int found = 0, child = 0;
        Run(self =>
        {
            self.Ignore(LinuxSignal.Child);
            child = self.Fork(_ => { });
            found = self.Wait().Pid;
        });
        Assert.Equal(-(int)Errno.ECHILD, found);
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(child));
    }

    [Fact]
    public void AParentThatIgnoresSigchld_HasNoZombiesOfSeveralThreads()
    {
        int child = 0;
        Run(self =>
        {
            self.Ignore(LinuxSignal.Child);
            child = self.Fork(leader => leader.StartThread(thread => thread.Execute(20)));
            self.Pause();
        });
        Assert.Equal(SimulatedTaskState.None, Kernel.StateOf(child));
    }

    [Fact]
    public void AParent_IsSentSigchldWhenTheLastThreadIsGone()
    {
        Run(self =>
        {
            self.Handle(LinuxSignal.Child, (_, _) => _log.Add("child died"));
            self.Fork(leader => leader.StartThread(thread =>
            {
                thread.Execute(20);
                _log.Add("last thread");
            }));
            self.Pause();
        });
        Assert.Equal(["last thread", "child died"], _log);
    }

    [Fact]
    public void AParent_IsSentSigchld()
    {
        Run(self =>
        {
            self.Handle(LinuxSignal.Child, (_, _) => _log.Add("child died"));
            self.Fork(_ => { });
            self.Pause();
        });
        Assert.Equal(["child died"], _log);
    }

    private void Run(TaskProgram program)
    {
        Kernel.Spawn("program", program);
        Kernel.Run();
        Assert.Empty(Kinds);
    }
}
