namespace Utrace.Core;

/// <summary>
/// The utrace state of one task (<c>struct utrace</c>): its engines, and what they make it do. The back end calls in where
/// the task passes the points that are reported, on the task's own thread; the module calls in by engine from anywhere.
/// </summary>
/// <param name="kernel">The kernel of the task.</param>
/// <param name="backend">The task itself.</param>
/// <param name="lifetime">How long references to it are good.</param>
internal sealed partial class TracedTask(IKernelBackend kernel, ITaskBackend backend, TaskLifetime lifetime)
{
    /// <summary>All that are attached and those whose last callback is still running, in the order of attachment.</summary>
    private readonly List<EngineState> _engines = [];

    private readonly Queue<EngineState> _toRelease = [];

    /// <summary>The engine that a callback is running of.</summary>
    private EngineState? _reporting;

    /// <summary>What is to happen before the task runs user code again; the smallest request since it last did.</summary>
    private ResumeAction _resume = ResumeAction.Resume;

    /// <summary>Stopped, for as long as any engine wants it.</summary>
    private bool _parked;

    /// <summary>How often it was stopped: an examination looks whether it still is the same time.</summary>
    private long _stops;

    /// <summary>The death report is running.</summary>
    private bool _dying;

    /// <summary>It is to be reaped as soon as the death report is over.</summary>
    private bool _reapIsDue;

    /// <summary>The reap report is running or done: nothing attaches any more.</summary>
    private bool _reaped;

    public IKernelBackend Kernel => kernel;

    public ITaskBackend Backend => backend;

    public TaskLifetime Lifetime => lifetime;

    public TaskStruct Struct => field ??= new TaskStruct(this);

    /// <summary>Who is making this task, until the clone report is over; nobody else can attach so long.</summary>
    public TracedTask? SetUpBy { get; set; }

    /// <summary>Whether it is stopped by an engine.</summary>
    public bool IsParked => _parked;

    private object Gate => kernel.Gate;

    public string Describe() => $"task {backend.Pid} ({backend.Comm})";

    /// <summary>Whether any engine wants one of some events. Takes the gate.</summary>
    public bool Wants(UtraceEvents any)
    {
        lock (Gate)
            return _engines.Exists(engine => engine.Wants(any));
    }

    /// <summary>Finds or makes an engine. Called with the gate held.</summary>
    /// <returns>With a reference counted for the caller in <paramref name="engine"/> on success.</returns>
    public Errno Attach(AttachFlags flags, UtraceEngineOps? ops, object? data, out EngineState? engine)
    {
        engine = null;
        bool creates = (flags & AttachFlags.Create) != 0;
        if (creates && ops is null)
            return Errno.EINVAL;
        if (creates && backend.IsKernelThread)
            return Errno.EPERM;
        if (_reaped)
            return Errno.ESRCH;
        if (creates && SetUpBy is { } creator && creator != CurrentTask.OfThisThread)
            return Errno.ERESTARTNOINTR;

        EngineState? match = _engines.Find(candidate => Matches(candidate, flags, ops, data));
        if (!creates)
        {
            match?.AddReference();
            engine = match;
            return match is null ? Errno.ENOENT : Errno.None;
        }
        if (match is not null && (flags & AttachFlags.Exclusive) != 0)
            return Errno.EEXIST;

        engine = new EngineState(this, ops!, data);
        _engines.Add(engine);
        return Errno.None;
    }

    /// <summary>A holder of an engine has put it.</summary>
    public void DropReference(EngineState engine)
    {
        lock (Gate)
        {
            if (engine.DropReference())
                _toRelease.Enqueue(engine);
        }
        Release();
    }

    /// <summary>The task goes on after a stop by job control: what was examined so far counts no more. Called with the gate held.</summary>
    public void WokeUp() => _stops++;

    /// <summary>The kernel goes away: every engine is detached, without a report.</summary>
    public void Abandon()
    {
        lock (Gate)
        {
            _reaped = true;
            _reporting = null;
            DetachAll();
        }
        ReleaseFromRound();
    }

    private static bool Matches(EngineState engine, AttachFlags flags, UtraceEngineOps? ops, object? data) =>
        engine.IsAttached
        && ((flags & AttachFlags.MatchOps) == 0 || engine.Ops == ops)
        && ((flags & AttachFlags.MatchData) == 0 || Equals(engine.Data, data));

    /// <summary>Ends an engine's callbacks. If one is running, the engine stays on the list until that returns.</summary>
    private void Detach(EngineState engine)
    {
        engine.IsAttached = false;
        engine.WantsStop = false;
        if (_reporting != engine)
            Remove(engine);
    }

    private void DetachAll()
    {
        foreach (EngineState engine in _engines.ToArray())
            Detach(engine);
    }

    private void Remove(EngineState engine)
    {
        if (engine.IsGone)
            return;
        engine.IsGone = true;
        engine.Lent.EndLoan();
        _engines.Remove(engine);
        if (engine.DropReference())
            _toRelease.Enqueue(engine);
    }

    /// <summary>Lets the owners clean up after engines whose last reference is gone. Called without the gate.</summary>
    private void Release()
    {
        while (true)
        {
            EngineState? engine;
            lock (Gate)
            {
                if (!_toRelease.TryDequeue(out engine))
                    return;
            }
            engine.Ops.Release(engine.Data);
        }
    }

    /// <summary>Lowers what happens next, and makes the task come by for it.</summary>
    private void Request(ResumeAction action)
    {
        if (action < _resume)
            _resume = action;
        if (_resume <= ResumeAction.Report)
            backend.Notify(interrupting: action == ResumeAction.Interrupt);
    }

    /// <summary>Lets a stopped task go on if no engine keeps it.</summary>
    private void WakeIfFree()
    {
        if (!_parked || _engines.Exists(engine => engine.WantsStop))
            return;
        _parked = false;
        backend.Unpark();
    }
}
