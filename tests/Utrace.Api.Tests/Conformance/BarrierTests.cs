namespace Utrace.Api.Tests.Conformance;

public abstract class BarrierTests(ConformanceWorld world) : ConformanceTest(world)
{
    [Fact]
    public void NoCallback_IsRunning()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.None, engine.Barrier(pid));
        Assert.Equal(Errno.None, engine.Barrier(pid.Task()));
    }

    [Fact]
    public void OnTheCurrentTask_ReturnsAtOnce()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.EINVAL;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                answer = engine.Barrier(TaskStruct.Current);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, answer);
    }

    [Fact]
    public void WhileACallbackRuns_Waits()
    {
        PidHandle pid = Start(OneCall);
        using var called = new ManualResetEventSlim();
        bool hasReturned = false;
        Thread? waiter = null;
        Errno answer = Errno.EINVAL;
        bool sawItEnd = false;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                waiter = new Thread(() =>
                {
                    called.Set();
                    answer = engine.Barrier(pid);
                    sawItEnd = Volatile.Read(ref hasReturned);
                }) { IsBackground = true };
                waiter.Start();
                Assert.True(called.Wait(Limit));
                Assert.False(waiter.Join(50));
                Volatile.Write(ref hasReturned, true);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.True(waiter!.Join(Limit));
        Assert.Equal(Errno.None, answer);
        Assert.True(sawItEnd);
    }

    [Fact]
    public void AfterADetachInProgress_WaitsForTheLastCallback()
    {
        PidHandle pid = Start(OneCall);
        bool hasReturned = false;
        Thread? waiter = null;
        Errno answer = Errno.EINVAL;
        bool sawItEnd = false;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                Assert.Equal(Errno.EINPROGRESS, Elsewhere(() => engine.Control(pid, Detach)));
                waiter = new Thread(() =>
                {
                    answer = engine.Barrier(pid);
                    sawItEnd = Volatile.Read(ref hasReturned);
                }) { IsBackground = true };
                waiter.Start();
                Assert.False(waiter.Join(50));
                Volatile.Write(ref hasReturned, true);
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.True(waiter!.Join(Limit));
        Assert.Contains(answer, (Errno[])[Errno.None, Errno.ESRCH]);
        Assert.True(sawItEnd);
    }

    [Fact]
    public void ACancelledWait_IsInterrupted()
    {
        PidHandle pid = Start(OneCall);
        Errno answer = Errno.None;
        Attach(pid, new RecordingOps
        {
            OnEntry = (engine, _, _) =>
            {
                using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
                CancellationToken token = cancellation.Token;
                answer = Elsewhere(() => engine.Barrier(pid, token));
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.ERESTARTSYS, answer);
    }

    [Fact]
    public void AnotherEnginesCallback_IsNotWaitedFor()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine other = Attach(pid, new RecordingOps());
        Errno answer = Errno.EINVAL;
        Attach(pid, new RecordingOps
        {
            OnEntry = (_, _, _) =>
            {
                answer = Elsewhere(() => other.Barrier(pid));
                return Run();
            },
        }, UtraceEvents.SyscallEntry);
        World.Settle();
        Assert.Equal(Errno.None, answer);
    }

    [Fact]
    public void ACompletelyDetachedEngine_IsGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        Assert.Equal(Errno.None, engine.Control(pid, Detach));
        Assert.Equal(Errno.ESRCH, engine.Barrier(pid));
    }

    [Fact]
    public void AReapedTask_IsGone()
    {
        PidHandle pid = Start(OneCall);
        UtraceEngine engine = Attach(pid, new RecordingOps());
        World.Settle();
        World.Reap(pid.Number);
        Assert.Equal(Errno.ESRCH, engine.Barrier(pid));
        Assert.Equal(Errno.ESRCH, engine.Barrier((TaskStruct?)null));
    }
}

public sealed class SimulatedBarrierTests() : BarrierTests(new SimulatedWorld());
