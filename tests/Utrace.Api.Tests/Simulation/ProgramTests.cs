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
