using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

public sealed class ProgramTests : KernelTest
{
    private readonly List<string> _log = [];

    public ProgramTests() => Options = Options with { Reaping = ReapPolicy.Automatic };

    [Fact]
    public void Fork_GivesTheChildsPid()
    {
        int forked = 0, child = 0;
        Run(self => forked = self.Fork(other => child = other.Pid));
        Assert.Equal(child, forked);
    }

    [Fact]
    public void AChild_KnowsItsParent()
    {
        int parent = 0;
        int pid = 0;
        Run(self =>
        {
            pid = self.Pid;
            self.Fork(child => parent = child.ParentPid);
            self.Wait();
        });
        Assert.Equal(pid, parent);
    }

    [Fact]
    public void AThread_SharesThePid()
    {
        (int Pid, int Tid) seen = default;
        int pid = 0, tid = 0;
        Run(self =>
        {
            pid = self.Pid;
            tid = self.StartThread(thread => seen = (thread.Pid, thread.Tid));
        });
        Assert.Equal((pid, tid), seen);
        Assert.NotEqual(pid, tid);
    }

    [Fact]
    public void Vfork_ReturnsAfterTheChildHasEnded()
    {
        Run(self =>
        {
            self.Vfork(child =>
            {
                child.Execute(5);
                _log.Add("child");
            });
            _log.Add("parent");
        });
        Assert.Equal(["child", "parent"], _log);
    }

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

    [Fact]
    public void ExitGroup_EndsAllThreads()
    {
        WaitStatus status = default;
        Run(self =>
        {
            self.Fork(child =>
            {
                child.StartThread(thread => thread.ExitGroup(3));
                child.Pause();
            });
            status = self.Wait();
        });
        Assert.Equal(3, status.ExitCode);
    }

    [Fact]
    public void Exec_RunsTheOtherProgramInPlace()
    {
        string? name = null;
        int before = 0, after = 0;
        Run(self =>
        {
            before = self.Pid;
            self.Exec("/usr/bin/other", other =>
            {
                after = other.Pid;
                name = TaskStruct.Current.Comm;
            });
            _log.Add("not reached");
        });
        Assert.Equal((before, "other"), (after, name));
        Assert.Empty(_log);
    }

    [Fact]
    public void Exec_DropsHandlersAndKeepsWhatIsIgnored()
    {
        WaitStatus handled = default, ignored = default;
        Run(self =>
        {
            self.Fork(child =>
            {
                child.Handle(LinuxSignal.Usr1, (_, _) => _log.Add("old handler"));
                child.Exec("/bin/x", other => other.Kill(other.Pid, LinuxSignal.Usr1));
            });
            handled = self.Wait();
            self.Fork(child =>
            {
                child.Ignore(LinuxSignal.Usr1);
                child.Exec("/bin/x", other => other.Kill(other.Pid, LinuxSignal.Usr1));
            });
            ignored = self.Wait();
        });
        Assert.Equal(LinuxSignal.Usr1, handled.TermSignal);
        Assert.True(ignored.Exited);
        Assert.Empty(_log);
    }

    [Fact]
    public void Exec_ByAThread_TakesTheLeadersNumber()
    {
        int pid = 0, tid = 0, after = 0;
        Run(self =>
        {
            pid = self.Pid;
            tid = self.StartThread(thread => thread.Exec("/bin/x", other => after = other.Tid));
            self.Pause();
        });
        Assert.Equal(pid, after);
        Assert.NotEqual(pid, tid);
    }

    [Fact]
    public void Exec_ByTwoThreadsAtOnce_LeavesOne()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            int ran = 0;
            using var kernel = new SimulatedKernel(seed);
            TaskProgram execs = self => self.Exec("/bin/x", _ => ran++);
            kernel.Spawn("threads", self =>
            {
                self.StartThread(execs);
                self.StartThread(execs);
                self.Pause();
            });
            Assert.True(kernel.Run());
            Assert.Equal(1, ran);
        }
    }

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

    [Fact]
    public void SetProcessGroup_MovesTheProcess()
    {
        int child = 0;
        bool ownGroup = false;
        Run(self =>
        {
            child = self.Fork(other =>
            {
                Assert.Equal(0, other.SetProcessGroup());
                other.Pause();
            });
            self.Yield();
            self.Pause();
        });
        using PidHandle pid = Pid(child);
        using (Rcu.EnterReadScope())
            ownGroup = pid.Task(PidType.Pgid) == pid.Task();
        Assert.True(ownGroup);
    }

    [Fact]
    public void SetSession_OfAGroupLeader_IsNotPermitted()
    {
        int leader = 0, child = 0, number = 0;
        Run(self =>
        {
            leader = self.SetSession();
            self.Fork(other =>
            {
                number = other.Pid;
                child = other.SetSession();
            });
        });
        Assert.Equal(-(int)Errno.EPERM, leader);
        Assert.Equal(number, child);
    }

    [Fact]
    public void NameOf_NamesWhatItKnows()
    {
        Assert.Equal("openat", LinuxSyscall.NameOf(LinuxSyscall.Openat));
        Assert.Equal("syscall_4711", LinuxSyscall.NameOf(4711));
    }

    private void Run(TaskProgram program)
    {
        Kernel.Spawn("program", program);
        Kernel.Run();
        Assert.Empty(Kinds);
    }
}
