using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

public abstract class ExamineTests(ConformanceWorld world) : ConformanceTest(world)
{
    private readonly Examiner _examiner = new();

    [Fact]
    public void AStoppedTask_ShowsItsRegisters()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped(script: Script.Syscall(LinuxSyscall.Getpid, [7, 8]).Exit(0));
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, _examiner));
        Assert.Equal(LinuxSyscall.Getpid, _examiner.Registers.SyscallNumber);
        Assert.Equal(8, _examiner.Registers.GetArgument(1));
        Assert.Equal(Errno.None, engine.FinishExamine(pid, _examiner));
    }

    [Fact]
    public void TheTaskForms_DoTheSame()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        Assert.Equal(Errno.None, engine.PrepareExamine(pid.Task(), _examiner));
        Assert.Equal(Errno.None, engine.FinishExamine(pid.Task(), _examiner));
    }

    [Fact]
    public void TheCurrentTask_NeedsNoStop()
    {
        PidHandle pid = Start(OneCall);
        Errno prepared = Errno.EINVAL, finished = Errno.EINVAL;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                prepared = engine.PrepareExamine(TaskStruct.Current, _examiner);
                finished = engine.FinishExamine(TaskStruct.Current, _examiner);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal((Errno.None, Errno.None), (prepared, finished));
    }

    [Fact]
    public void WithoutAStopOfThisEngine_IsInvalid()
    {
        (PidHandle pid, UtraceEngine _, RecordingOps _) = Stopped();
        UtraceEngine other = AttachOnly(pid, new RecordingOps());
        Assert.Equal(Errno.EINVAL, other.PrepareExamine(pid, _examiner));
    }

    [Fact]
    public void ATaskThatHasNotStoppedYet_IsToBeTriedAgain()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.EINPROGRESS, engine.Control(pid, Stop));
        Assert.Equal(Errno.EAGAIN, engine.PrepareExamine(pid, _examiner));
    }

    [Fact]
    public void ADetachedEngine_IsGone()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, _examiner));
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        Assert.Equal(Errno.ESRCH, engine.FinishExamine(pid, _examiner));
        Assert.Equal(Errno.ESRCH, engine.PrepareExamine(pid, _examiner));
    }

    [Fact]
    public void ADeadTask_IsGone()
    {
        PidHandle pid = Zombie();
        UtraceEngine engine = AttachOnly(pid, new RecordingOps());
        Assert.Equal(Errno.ESRCH, engine.PrepareExamine(pid, _examiner));
    }

    [Fact]
    public void ATaskThatWokeUp_IsNoticed()
    {
        var ops = new RecordingOps { OnEntry = (_, _, _) => Run(Stop) };
        PidHandle pid = Start(Script.Syscall().Syscall().Exit(0));
        UtraceEngine engine = Attach(pid, ops, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, _examiner));
        Assert.Equal(Errno.None, engine.Control(pid, Resume));
        World.Settle();
        Assert.True(World.IsTraced(pid.Number));
        Assert.Equal(Errno.EAGAIN, engine.FinishExamine(pid, _examiner));
    }

    [Fact]
    public void ATaskThatWasKilled_IsGone()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, _examiner));
        World.Kill(pid.Number, LinuxSignal.Kill);
        World.Settle();
        Assert.Equal(Errno.ESRCH, engine.FinishExamine(pid, _examiner));
    }

    [Fact]
    public void Finish_WithoutPrepare_IsInvalid()
    {
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        Assert.Equal(Errno.EINVAL, engine.FinishExamine(pid, _examiner));
    }

    [Fact]
    public void Registers_OfNoExamination_CanNotBeRead()
    {
        Assert.Throws<InvalidOperationException>(() => _examiner.Registers);
        (PidHandle pid, UtraceEngine engine, RecordingOps _) = Stopped();
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, _examiner));
        Assert.Equal(Errno.None, engine.FinishExamine(pid, _examiner));
        Assert.Throws<InvalidOperationException>(() => _examiner.Registers);
    }

    [Fact]
    public void ATaskStoppedBySignal_CanBeExamined()
    {
        PidHandle pid = Start(Script.Raise(LinuxSignal.Stop).Exit(0));
        UtraceEngine engine = AttachOnly(pid, new RecordingOps());
        World.Settle();
        Assert.Equal(Errno.None, engine.Control(pid, Stop));
        Assert.Equal(Errno.None, engine.PrepareExamine(pid, _examiner));
        World.Kill(pid.Number, LinuxSignal.Cont);
        World.Settle();
        Assert.Equal(Errno.EAGAIN, engine.FinishExamine(pid, _examiner));
    }
}

public sealed class SimulatedExamineTests() : ExamineTests(new SimulatedWorld());
