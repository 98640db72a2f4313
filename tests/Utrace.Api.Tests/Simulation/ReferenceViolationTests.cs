using System.Runtime.CompilerServices;
using Utrace.Api.Tests.Conformance;

namespace Utrace.Api.Tests.Simulation;

public sealed class ReferenceViolationTests : KernelTest
{
    [Fact]
    public void APid_PutTwice_IsAViolation()
    {
        PidHandle pid = Pid(1);
        pid.Put();
        pid.Put();
        Assert.Equal([LifetimeViolationKind.PidPutTwice], Kinds);
    }

    [Fact]
    public void APid_PutAndDisposed_IsAViolation()
    {
        using (PidHandle pid = Pid(1))
            pid.Put();
        Assert.Equal([LifetimeViolationKind.PidPutTwice], Kinds);
    }

    [Fact]
    public void APid_UsedAfterItsPut_ThrowsAndIsAViolation()
    {
        PidHandle pid = Pid(1);
        using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps());
        pid.Put();
        Action[] uses =
        [
            () => _ = pid.Number,
            () => pid.Get(),
            () => pid.Task(),
            () => UtraceEngine.AttachPid(pid, AttachFlags.None, null),
            () => engine.Control(pid, ResumeAction.Resume),
            () => engine.SetEvents(pid, UtraceEvents.None),
            () => engine.Barrier(pid),
            () => engine.PrepareExamine(pid, new Examiner()),
            () => engine.FinishExamine(pid, new Examiner()),
        ];
        Assert.All(uses, use => Assert.Throws<ObjectDisposedException>(use));
        Assert.Equal(Enumerable.Repeat(LifetimeViolationKind.PidUsedAfterPut, uses.Length), Kinds);
    }

    [Fact]
    public void APid_NotPut_IsAViolationWhenItsKernelIsDisposed()
    {
        PidHandle pid = Pid(1);
        Pid(2).Put();
        Kernel.Dispose();
        Assert.Equal([LifetimeViolationKind.PidNotPut], Kinds);
        Assert.Contains("pid 1", Kernel.Violations[0].Text, StringComparison.Ordinal);
        pid.Put();
    }

    [Fact]
    public void AnEngine_PutTwice_IsAViolationAndReleasesOnce()
    {
        using PidHandle pid = Pid(1);
        var ops = new RecordingOps();
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        engine.Put();
        engine.Put();
        Assert.Equal([LifetimeViolationKind.EnginePutTwice], Kinds);
        Assert.Empty(ops.Released);
    }

    [Fact]
    public void AnEngine_UsedAfterItsPut_ThrowsAndIsAViolation()
    {
        using PidHandle pid = Pid(1);
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps());
        engine.Put();
        Action[] uses =
        [
            () => _ = engine.Ops,
            () => _ = engine.Data,
            () => engine.Data = null,
            () => engine.Get(),
            () => engine.Control(pid, ResumeAction.Resume),
            () => engine.Control((TaskStruct?)null, ResumeAction.Resume),
            () => engine.SetEvents(pid, UtraceEvents.None),
            () => engine.Barrier(pid),
            () => engine.PrepareExamine(pid, new Examiner()),
            () => engine.FinishExamine(pid, new Examiner()),
        ];
        Assert.All(uses, use => Assert.Throws<ObjectDisposedException>(use));
        Assert.Equal(Enumerable.Repeat(LifetimeViolationKind.EngineUsedAfterPut, uses.Length), Kinds);
    }

    [Fact]
    public void AnEngine_NotPut_IsAViolationWhenItsKernelIsDisposed()
    {
        PidHandle pid = Pid(1);
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, new RecordingOps());
        pid.Put();
        Kernel.Dispose();
        Assert.Equal([LifetimeViolationKind.EngineNotPut], Kinds);
        engine.Put();
        Assert.Equal([LifetimeViolationKind.EngineNotPut], Kinds);
    }

    [Fact]
    public void ALentEngine_PutByACallback_IsAViolationAndStays()
    {
        InCallback(engine => engine.Put(), afterwards: () => { });
        Assert.Equal([LifetimeViolationKind.BorrowedEnginePut], Kinds);
    }

    [Fact]
    public void ALentEngine_KeptPastItsAttachment_ThrowsAndIsAViolation()
    {
        UtraceEngine? kept = null;
        InCallback(engine => kept = engine);
        Assert.Equal(Errno.None, Kernel.Reap(3));
        Assert.Throws<ObjectDisposedException>(() => kept!.Ops);
        Assert.Equal([LifetimeViolationKind.EngineUsedAfterPut], Kinds);
    }

    [Fact]
    public void ALeakedPid_IsReportedWhenItIsCollected()
    {
        int number = Waiting("leaked");
        LeakedReference leak = Collected(
            handler => PidHandle.Leaked += handler, handler => PidHandle.Leaked -= handler,
            () => Pid(number), leak => leak.What == $"pid {number}");
        Assert.Equal(0, leak.Taken.Step);
        Kernel.Dispose();
        Assert.Contains(LifetimeViolationKind.PidNotPut, Kinds);
    }

    [Fact]
    public void ALeakedEngine_IsReportedWhenItIsCollected()
    {
        int number = Waiting("leaked");
        Collected(
            handler => UtraceEngine.Leaked += handler, handler => UtraceEngine.Leaked -= handler,
            () =>
            {
                using PidHandle pid = Pid(number);
                return UtraceEngine.AttachPid(pid, AttachFlags.Create, new LeakedOps());
            },
            leak => leak.What.Contains(nameof(LeakedOps), StringComparison.Ordinal));
        Kernel.Dispose();
        Assert.Equal([LifetimeViolationKind.EngineNotPut], Kinds);
    }

    [Fact]
    public void WhatWasPut_IsNotReportedWhenItIsCollected()
    {
        int number = Waiting("put");
        // The one that is leaked after it tells when the finalizers have been at both.
        var reported = new List<string>();
        LeakedReference last = Collected(
            handler => UtraceEngine.Leaked += handler, handler => UtraceEngine.Leaked -= handler,
            () =>
            {
                using PidHandle pid = Pid(number);
                UtraceEngine.AttachPid(pid, AttachFlags.Create, new PutOps()).Put();
                return UtraceEngine.AttachPid(pid, AttachFlags.Create, new LeakedToo());
            },
            leak =>
            {
                lock (reported)
                    reported.Add(leak.What);
                return leak.What.Contains(nameof(LeakedToo), StringComparison.Ordinal);
            });
        Assert.DoesNotContain(reported, what => what.Contains(nameof(PutOps), StringComparison.Ordinal));
        Assert.Contains(last.What, reported);
    }

    private static LeakedReference Collected(
        Action<Action<LeakedReference>> subscribe, Action<Action<LeakedReference>> unsubscribe,
        Func<object> take, Func<LeakedReference, bool> isMeant)
    {
        LeakedReference? found = null;
        void Note(LeakedReference leak)
        {
            if (isMeant(leak))
                Volatile.Write(ref found, leak);
        }

        subscribe(Note);
        try
        {
            TakeAndDrop(take);
            Assert.True(SpinWait.SpinUntil(
                () =>
                {
                    GC.Collect();
                    GC.WaitForPendingFinalizers();
                    return Volatile.Read(ref found) is not null;
                },
                Limit));
            return found!;
        }
        finally
        {
            unsubscribe(Note);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TakeAndDrop(Func<object> take) => take();

    private sealed class LeakedOps : UtraceEngineOps;

    private sealed class LeakedToo : UtraceEngineOps;

    private sealed class PutOps : UtraceEngineOps;
}
