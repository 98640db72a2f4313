using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class SyscallTests(ConformanceWorld world) : ConformanceTest(world)
{
    private const long Getppid = LinuxSyscall.Getppid;

    [Fact]
    public void Entry_ShowsNumberAndArguments()
    {
        PidHandle pid = Start(Script.Syscall(Getppid, [1, 2, 3, 4, 5, 6]).Exit(0));
        long[] seen = [];
        AtEntry(pid, regs => seen = [regs.SyscallNumber, .. Enumerable.Range(0, 6).Select(regs.GetArgument)]);
        Assert.Equal([Getppid, 1, 2, 3, 4, 5, 6], seen);
    }

    [Fact]
    public void Entry_CanChangeTheNumber()
    {
        PidHandle pid = Start(Script.Syscall(Getppid, result: "got").Exit(0));
        AtEntry(pid, regs => regs.SyscallNumber = LinuxSyscall.Getpid);
        Assert.Equal(pid.Number, World.Results["got"]);
    }

    [Fact]
    public void Entry_CanChangeAnArgument()
    {
        PidHandle pid = Start(Script.Syscall(LinuxSyscall.Kill, [World.UnusedPid, 0], "got").Exit(0));
        AtEntry(pid, regs => regs.SetArgument(0, pid.Number));
        Assert.Equal(0, World.Results["got"]);
    }

    [Fact]
    public void Entry_ShowsEnosysAsTheResult()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        long seen = 0;
        AtEntry(pid, regs => seen = regs.ReturnValue);
        Assert.Equal(-(long)Errno.ENOSYS, seen);
    }

    [Fact]
    public void Abort_KeepsTheCallFromBeingTried()
    {
        PidHandle pid = Start(Script.Syscall(result: "got").Exit(0));
        Attach(pid, Aborting(LinuxSyscall.Getpid), UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(-(long)Errno.ENOSYS, World.Results["got"]);
    }

    [Fact]
    public void Abort_LeavesTheResultThatTheCallbackWrote()
    {
        PidHandle pid = Start(Script.Syscall(result: "got").Exit(0));
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, regs) =>
            {
                if (regs.SyscallNumber != LinuxSyscall.Getpid)
                    return Run();
                regs.ReturnValue = 77;
                return Abort();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(77, World.Results["got"]);
    }

    [Fact]
    public void Abort_IsFollowedByTheExitReport()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        RecordingOps ops = Aborting(LinuxSyscall.Getpid);
        Attach(pid, ops, UtraceEvents.SyscallEntry | UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal([Entry(), $"return {LinuxSyscall.Getpid}"], ops.Log[..2]);
    }

    [Fact]
    public void TheLastAnswer_ToTheEntry_Stands()
    {
        PidHandle pid = Start(Script.Syscall(result: "got").Exit(0));
        Attach(pid, new RecordingOps { OnEntry = (_, _, _) => Run() }, UtraceEvents.SyscallEntry);
        Attach(pid, Aborting(LinuxSyscall.Getpid), UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(pid.Number, World.Results["got"]);
    }

    [Fact]
    public void TheEarlierAnswer_ToTheEntry_IsToldToTheNextEngine()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        SyscallAction? told = null;
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, syscall, _) =>
            {
                told ??= syscall;
                return new SyscallReply(syscall, Resume);
            },
        }, UtraceEvents.SyscallEntry);
        Attach(pid, Aborting(LinuxSyscall.Getpid), UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(SyscallAction.Abort, told);
    }

    [Fact]
    public void Exit_ShowsTheResult()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        long seen = 0;
        Attach(pid, new RecordingOps
        {
            OnExitOfSyscall = (_, regs, _) =>
            {
                seen = regs.ReturnValue;
                return Resume;
            },
        }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal(pid.Number, seen);
    }

    [Fact]
    public void Exit_CanChangeTheResult()
    {
        PidHandle pid = Start(Script.Syscall(result: "got").Exit(0));
        Attach(pid, new RecordingOps
        {
            OnExitOfSyscall = (_, regs, _) =>
            {
                regs.ReturnValue = -13;
                return Resume;
            },
        }, UtraceEvents.SyscallExit);
        World.Settle();
        Assert.Equal(-13, World.Results["got"]);
    }

    [Fact]
    public void Stop_AtTheEntry_TakesEffectBeforeTheCallIsTried()
    {
        Stopped(script: Script.Fork(Script.Exit(0), "child").Exit(0));
        Assert.False(World.Results.ContainsKey("child"));
    }

    [Fact]
    public void Stop_AtTheEntry_RepeatsTheReport()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps ops) = Stopped();
        Assert.Equal([Entry()], ops.Log);
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.Equal([Entry(), $"{Entry()} resumed", Entry(LinuxSyscall.Exit)], ops.Log);
    }

    [Fact]
    public void Stop_AtTheRepeat_RepeatsOnceMore()
    {
        PidHandle pid = Start(Script.Syscall().Exit(0));
        int stops = 0;
        var ops = new RecordingOps { OnEntry = (_, _, _) => Run(stops++ < 2 ? Stop : Resume) };
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.Equal(2, ops.Log.Count(entry => entry.EndsWith("resumed", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheRepeat_SeesWhatWasWrittenWhileItStopped()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped(script: Script.Syscall(Getppid, result: "got").Exit(0));
        var examiner = new Examiner();
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, examiner));
        examiner.Registers.SyscallNumber = LinuxSyscall.Getpid;
        Assert.Equal(Errno.None, engine.FinishExamine(pid, examiner));
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.Equal(pid.Number, World.Results["got"]);
    }

    [Fact]
    public void AKill_AtTheStopOfAnEntry_KeepsTheCallFromBeingTried()
    {
        (PidHandle pid, UtraceEngine _, RecordingOps ops) = Stopped(script: Script.Fork(Script.Exit(0), "child").Exit(0));
        World.Kill(pid.Number, LinuxSignal.Kill);
        World.Settle();
        Assert.Equal([Entry(LinuxSyscall.Fork)], ops.Log);
        Assert.False(World.Results.ContainsKey("child"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void AnArgument_ThatNoCallHas_IsOutOfRange(int index)
    {
        PidHandle pid = Start(OneCall);
        Exception? read = null, written = null;
        AtEntry(pid, regs =>
        {
            read ??= Record.Exception(() => regs.GetArgument(index));
            written ??= Record.Exception(() => regs.SetArgument(index, 0));
        });
        Assert.IsType<ArgumentOutOfRangeException>(read);
        Assert.IsType<ArgumentOutOfRangeException>(written);
    }

    private void AtEntry(PidHandle pid, Action<TaskRegisters> act)
    {
        bool first = true;
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, regs) =>
            {
                if (first)
                    act(regs);
                first = false;
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
    }

    private static RecordingOps Aborting(long number) =>
        new() { OnEntry = (_, _, regs) => regs.SyscallNumber == number ? Abort() : Run() };
}

public sealed class SimulatedSyscallTests() : SyscallTests(new SimulatedWorld());
