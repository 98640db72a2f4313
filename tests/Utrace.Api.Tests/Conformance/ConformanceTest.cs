using Utrace.Simulation;

namespace Utrace.Api.Tests.Conformance;

/// <summary>What every conformance test starts from. A test that ends well has also broken no lifetime rule.</summary>
public abstract class ConformanceTest(ConformanceWorld world) : IDisposable
{
    protected const ResumeAction Resume = ResumeAction.Resume;
    protected const ResumeAction Stop = ResumeAction.Stop;
    protected const ResumeAction Detach = ResumeAction.Detach;

    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly List<IDisposable> _references = [];

    protected ConformanceWorld World => world;

    protected IUtraceKernel Kernel => world.Kernel;

    protected static Script Script => new();

    /// <summary>A script that makes one system call and exits.</summary>
    protected static Script OneCall => Script.Syscall().Exit(0);

    protected static SyscallReply Run(ResumeAction action = Resume) => new(SyscallAction.Run, action);

    protected static SyscallReply Abort(ResumeAction action = Resume) => new(SyscallAction.Abort, action);

    /// <summary>A pid that is put when the test ends.</summary>
    protected PidHandle Pid(int number)
    {
        PidHandle pid = Kernel.FindGetPid(number) ?? throw new InvalidOperationException($"There is no pid {number}.");
        _references.Add(pid);
        return pid;
    }

    /// <summary>A new task's pid.</summary>
    protected PidHandle Start(Script script) => Pid(world.Start(script));

    /// <summary>A new engine that is put when the test ends.</summary>
    protected UtraceEngine Attach(PidHandle pid, UtraceEngineOps ops, UtraceEvents events = UtraceEvents.None, object? data = null)
    {
        UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, data);
        _references.Add(engine);
        Assert.Equal(Errno.None, engine.SetEvents(pid, events));
        return engine;
    }

    /// <summary>As <see cref="Attach(PidHandle, UtraceEngineOps, UtraceEvents, object?)"/>, where the task may be dead already.</summary>
    protected UtraceEngine AttachOnly(PidHandle pid, UtraceEngineOps ops, object? data = null) =>
        Keep(UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, data));

    /// <summary>Has a reference put when the test ends.</summary>
    protected T Keep<T>(T reference) where T : IDisposable
    {
        _references.Add(reference);
        return reference;
    }

    /// <summary>A task that is stopped by an engine at the entry of its first system call.</summary>
    protected (PidHandle Pid, UtraceEngine Engine, RecordingOps Ops) Stopped(
        UtraceEvents events = UtraceEvents.None, Script? script = null)
    {
        bool first = true;
        var ops = new RecordingOps
        {
            OnEntry = (_, _, _) =>
            {
                SyscallReply answer = Run(first ? Stop : Resume);
                first = false;
                return answer;
            },
        };
        PidHandle pid = Start(script ?? OneCall);
        UtraceEngine engine = Attach(pid, ops, events | UtraceEvents.SyscallEntry);
        world.Settle();
        Assert.True(world.IsTraced(pid.Number));
        return (pid, engine, ops);
    }

    /// <summary>A dead task that is not reaped.</summary>
    protected PidHandle Zombie()
    {
        PidHandle pid = Start(Script.Exit(0));
        world.Settle();
        Assert.True(world.IsZombie(pid.Number));
        return pid;
    }

    /// <summary>Makes a call on another thread, as one that does not run as the current task.</summary>
    protected static T Elsewhere<T>(Func<T> call) => Background.Run(call);

    /// <summary>A number of a system call as the log shows it.</summary>
    protected static string Entry(long number = LinuxSyscall.Getpid) => $"entry {number}";

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        for (int i = _references.Count - 1; i >= 0; i--)
            _references[i].Dispose();
        world.Dispose();
        Assert.Empty(world.Violations);
    }
}
