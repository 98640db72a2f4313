namespace Tracing;

/// <summary>A debugger for one thread: stops it, reads registers at the stop, steps and resumes it.</summary>
public sealed class Debugger : IDisposable
{
    private readonly PidHandle pid;
    private readonly UtraceEngine engine;
    private readonly Stops stops = new();

    private Debugger(PidHandle pid, Stops stops, UtraceEngine engine)
    {
        this.pid = pid;
        this.engine = engine;
        this.stops = stops;
    }

    public static Debugger Attach(IUtraceKernel kernel, int number)
    {
        var pid = kernel.FindGetPid(number) ?? throw new ArgumentOutOfRangeException(nameof(number));
        UtraceEngine? engine = null;
        try
        {
            var stops = new Stops();
            engine = UtraceEngine.AttachPid(pid, AttachFlags.Create | AttachFlags.Exclusive | AttachFlags.MatchOps, stops);
            var error = engine.SetEvents(pid, UtraceEvents.Quiesce | UtraceEvents.Signal);
            if (error != Errno.None)
                throw new UtraceException(error);
            var debugger = new Debugger(pid, stops, engine);
            pid = null;
            engine = null;
            return debugger;
        }
        finally
        {
            engine?.Put();
            pid?.Put();
        }
    }

    public bool TryStop(CancellationToken cancellation)
    {
        var error = engine.Control(pid.Task(), ResumeAction.Stop);
        if (error == Errno.EINPROGRESS)
            error = engine.Barrier(pid.Task(), cancellation);
        return error == Errno.None;
    }

    public string? Describe()
    {
        var examiner = new Examiner();
        if (engine.PrepareExamine(pid, examiner) != Errno.None)
            return null;
        string? text = null;
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { IsExiting: false } task)
                text = $"{task.Pid}/{task.Tgid} {task.Comm}";
        }
        return engine.FinishExamine(pid, examiner) == Errno.None ? text : null;
    }

    public Errno Step(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var error = engine.Control(pid, ResumeAction.SingleStep);
            switch (error)
            {
                case Errno.None:
                    break;
                case Errno.EOPNOTSUPP:
                    return engine.Control(pid, ResumeAction.Resume);
                default:
                    return error;
            }
        }
        return Errno.None;
    }

    public void Dispose()
    {
        stops.Enabled = false;
        if (engine.Control(pid, ResumeAction.Detach) is Errno.EINPROGRESS)
            Log((int)engine.Barrier(pid));
        engine.Put();
        pid.Put();
    }

    private sealed class Stops : UtraceEngineOps
    {
        public bool Enabled { get; set; } = true;

        public override ResumeAction ReportQuiesce(ResumeAction action, UtraceEngine engine, UtraceEvents @event) =>
            Enabled && @event == UtraceEvents.None ? ResumeAction.Stop : ResumeAction.Resume;

        public override SignalReply ReportSignal(
            SignalAction signal, ResumeAction action, UtraceEngine engine, TaskRegisters regs, SignalInfo info) =>
            info.Number == 5 && Enabled ? new(SignalAction.Ignore, ResumeAction.Stop) : new(signal, ResumeAction.Resume);
    }
}
