using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class RoundTests(ConformanceWorld world) : ConformanceTest(world)
{
    private readonly List<string> _log = [];

    [Fact]
    public void Engines_AreCalledInTheOrderOfAttachment()
    {
        PidHandle pid = Start(Script.Exit(0));
        Attach(pid, new RecordingOps("a", _log), UtraceEvents.Exit);
        Attach(pid, new RecordingOps("b", _log), UtraceEvents.Exit);
        Attach(pid, new RecordingOps("c", _log), UtraceEvents.Exit);
        World.Settle();
        Assert.Equal(["a exit 0", "b exit 0", "c exit 0"], _log);
    }

    [Fact]
    public void Engines_AreCalledInReverseOrderOnSyscallEntry()
    {
        PidHandle pid = Start(OneCall);
        Attach(pid, new RecordingOps("a", _log), UtraceEvents.SyscallEntry);
        Attach(pid, new RecordingOps("b", _log), UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal([$"b {Entry()}", $"a {Entry()}"], _log[..2]);
    }

    [Fact]
    public void Engines_AreCalledInTheOrderOfAttachmentOnSyscallExit()
    {
        PidHandle pid = Start(OneCall);
        Attach(pid, new RecordingOps("a", _log), UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps("b", _log), UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal([$"a return {LinuxSyscall.Getpid}", $"b return {LinuxSyscall.Getpid}"], _log);
    }

    [Fact]
    public void AnEngineAttachedDuringARound_WaitsForTheNext()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        UtraceEngine? second = null;
        Attach(pid, new RecordingOps("a", _log)
        {
            OnExitOfSyscall = (_, _, _) =>
            {
                if (second is null)
                {
                    second = Keep(UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, new RecordingOps("b", _log)));
                    Assert.Equal(Errno.None, second.SetEvents(TaskStruct.Current, UtraceEvents.SyscallExit | UtraceEvents.Exit));
                }
                return Resume;
            },
        }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal([$"a return {LinuxSyscall.Getpid}", "b exit 0"], _log);
    }

    [Fact]
    public void AnEngineDetachedDuringARound_IsNotCalledAnyMore()
    {
        PidHandle pid = Start(Script.Exit(0));
        UtraceEngine? second = null;
        Attach(pid, new RecordingOps("a", _log)
        {
            OnExit = (_, code, _) =>
            {
                Assert.Equal(Errno.None, second!.Control(TaskStruct.Current, Detach));
                return (code, Resume);
            },
        }, UtraceEvents.Exit);
        second = Attach(pid, new RecordingOps("b", _log), UtraceEvents.Exit);
        World.Settle();
        Assert.Equal(["a exit 0"], _log);
    }

    [Fact]
    public void ACallbackThatDetaches_IsTheLast()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps { OnEntry = (_, _, _) => Run(Detach) };
        Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.Death);
        World.Settle();
        Assert.Equal([Entry()], ops.Log);
    }

    [Fact]
    public void TheSmallestAnswer_Prevails()
    {
        PidHandle pid = Start(OneCall);
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => Resume }, UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => Stop }, UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => Resume }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
    }

    [Fact]
    public void ACallback_IsToldWhatPrevailsSoFar()
    {
        PidHandle pid = Start(OneCall);
        ResumeAction told = Resume;
        Attach(pid, new RecordingOps { OnExitOfSyscall = (_, _, _) => ResumeAction.Report }, UtraceEvents.SyscallExit);
        Attach(pid, new RecordingOps
        {
            OnExitOfSyscall = (_, _, action) =>
            {
                told = action;
                return Resume;
            },
        }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal(ResumeAction.Report, told);
    }

    [Fact]
    public void Callbacks_RunAsTheirTask()
    {
        PidHandle pid = Start(OneCall);
        int current = 0;
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, _) =>
            {
                current = TaskStruct.Current.Pid;
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(pid.Number, current);
    }

    [Fact]
    public void Callbacks_AreLentTheEngineTheyBelongTo()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine? lent = null;
        bool same = false;
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Attach(pid, new RecordingOps
        {
            OnEntry = (own, _, _) =>
            {
                lent = Keep(own.Get());
                same = own.Equals(lent);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.True(same);
        Assert.NotEqual(engine, lent);
    }

    [Fact]
    public void ACallback_CanControlItsOwnTask()
    {
        PidHandle pid = Start(OneCall);
        var ops = new RecordingOps
        {
            OnExitOfSyscall = (engine, _, _) =>
            {
                Assert.Equal(Errno.None, engine.Control(TaskStruct.Current, ResumeAction.Report));
                return Resume;
            },
        };
        Attach(pid, ops, UtraceEvents.SyscallExit | UtraceEvents.Quiesce);
        World.Settle();
        Assert.Contains("quiesce None", ops.Log);
    }

    [Fact]
    public void ACallback_ThatDetachesByControl_IsTheLast()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        var ops = new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = engine.Control(TaskStruct.Current, Detach);
                return Run(Stop);
            },
        };
        Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.Death);
        World.Settle();
        Assert.Equal(Errno.EINPROGRESS, answer);
        Assert.Equal([Entry()], ops.Log);
        Assert.True(World.IsZombie(pid.Number));
    }
}

public sealed class SimulatedRoundTests() : RoundTests(new SimulatedWorld());
