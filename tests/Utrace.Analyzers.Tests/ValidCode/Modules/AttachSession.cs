namespace Tracing;

/// <summary>One attached engine and the pid that it is controlled by, opened and closed together.</summary>
public sealed class AttachSession : IDisposable
{
    private readonly Action<string>? log;
    private int closed;

    private AttachSession([Owned] PidHandle pid, [Owned] UtraceEngine engine, Action<string>? log)
    {
        Pid = pid;
        Engine = engine;
        this.log = log;
    }

    [Borrowed]
    public PidHandle Pid { get; }

    [Borrowed]
    public UtraceEngine Engine { get; }

    public static bool TryOpen(
        IUtraceKernel kernel,
        int number,
        UtraceEngineOps ops,
        UtraceEvents events,
        [NotNullWhen(true)] out AttachSession? session,
        out Errno error,
        Action<string>? log = null)
    {
        session = null;
        var pid = kernel.FindGetPid(number);
        if (pid is null)
        {
            error = Errno.ESRCH;
            return false;
        }

        if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var engine, out error))
        {
            pid.Put();
            return false;
        }

        error = engine.SetEvents(pid, events | UtraceEvents.Reap);
        if (error == Errno.None || error == Errno.EINPROGRESS)
        {
            session = new AttachSession(pid, engine, log);
            error = Errno.None;
            return true;
        }

        engine.Dispose();
        pid.Dispose();
        return false;
    }

    public static AttachSession Open(IUtraceKernel kernel, int number, UtraceEngineOps ops, UtraceEvents events) =>
        TryOpen(kernel, number, ops, events, out var session, out var error) ? session : throw new UtraceException(error);

    public string Name
    {
        get
        {
            using var scope = Rcu.EnterReadScope();
            return Pid.Task()?.Comm ?? $"pid {Pid.Number}";
        }
    }

    public bool Pause() => Engine.Control(Pid.Task(), ResumeAction.Stop) is Errno.None or Errno.EINPROGRESS;

    public bool Resume() => Engine.Control(Pid.Task(), ResumeAction.Resume) is Errno.None;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref closed, 1) != 0)
            return;
        var error = Engine.Control(Pid, ResumeAction.Detach);
        if (error == Errno.EINPROGRESS)
            error = Engine.Barrier(Pid);
        log?.Invoke($"{Pid.Number} detached: {error}");
        Engine.Put();
        Pid.Put();
    }
}
