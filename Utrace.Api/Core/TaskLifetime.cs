namespace Utrace.Core;

/// <summary>
/// How long references to one task are good. Knows for each thread how it came by the task, so that a use can be judged; and
/// frees the task a grace period after it was reaped.
/// </summary>
/// <param name="ledger">Who is told of bad uses.</param>
/// <param name="freesAtOnce">Free it as soon as that is allowed, without waiting for the kernel to get round to it.</param>
internal sealed class TaskLifetime(LifetimeLedger ledger, bool freesAtOnce)
{
    private readonly Lock _lock = new();
    private readonly List<TaskLookup> _lookups = [];
    private KernelMoment? _reaped;
    private GracePeriod? _gracePeriod;
    private bool _freed;

    /// <summary>Whether this thread is in the section in which it has looked the task up.</summary>
    public bool IsLookedUpHere
    {
        get
        {
            lock (_lock)
                return RcuReader.OfThisThread is { } reader && Find(reader) is { IsInSection: true };
        }
    }

    /// <summary>This thread has looked the task up, in the section that is open or in none.</summary>
    public void NoteLookup()
    {
        KernelMoment now = ledger.Now;
        lock (_lock)
        {
            TaskLookup lookup = FindOrAdd();
            lookup.Stretch = lookup.Reader.Nesting > 0 ? lookup.Reader.Stretch : 0;
            lookup.Moment = now;
            lookup.IsFromCallback = false;
        }
        if (Rcu.IsReadLockHeld)
            ledger.NoteLookup(RcuReader.Mine);
    }

    /// <summary>A callback on this thread is handed the task; <see cref="TakeBack"/> when it has returned.</summary>
    public void Lend()
    {
        KernelMoment now = ledger.Now;
        lock (_lock)
        {
            TaskLookup lookup = FindOrAdd();
            lookup.Lent++;
            lookup.Moment = now;
            lookup.IsFromCallback = true;
        }
    }

    public void TakeBack()
    {
        lock (_lock)
            FindOrAdd().Lent--;
    }

    /// <summary>This thread claims that the task is its unreaped child.</summary>
    public void Claim()
    {
        KernelMoment now = ledger.Now;
        lock (_lock)
        {
            TaskLookup lookup = FindOrAdd();
            lookup.IsClaimed = true;
            if (lookup.Moment == default)
                lookup.Moment = now;
        }
    }

    /// <summary>The task is reaped: its reap report is over, and no lookup finds it any more.</summary>
    public void Reap()
    {
        KernelMoment now = ledger.Now;
        GracePeriod gracePeriod = ledger.BeginGracePeriod();
        lock (_lock)
            (_reaped, _gracePeriod) = (now, gracePeriod);
    }

    /// <summary>Frees the task if nobody can have a good reference any more.</summary>
    /// <returns>Whether it is free.</returns>
    public bool TryFree()
    {
        lock (_lock)
            return _freed || (_freed = _gracePeriod is { IsOver: true });
    }

    /// <summary>This thread uses the task: judges it.</summary>
    /// <param name="task">The task, for messages.</param>
    /// <param name="use">What it is used for.</param>
    /// <exception cref="TaskFreedException">It is freed.</exception>
    public void CheckUse(TracedTask task, string use)
    {
        if (CurrentTask.OfThisThread == task)
            return;
        if (freesAtOnce)
            TryFree();

        LifetimeViolationKind? broken;
        string story;
        KernelMoment? lookedUp;
        KernelMoment? reaped;
        bool freed;
        lock (_lock)
        {
            (broken, story, lookedUp) = Judge();
            reaped = _reaped;
            freed = _freed;
        }

        if (broken is null && !freed)
            return;
        string text = $"{task.Describe()} was used ({use}): {story}" + (reaped is { } when ? $", and reaped at {when}" : "");
        if (broken is { } kind)
            ledger.Report(kind, text);
        if (freed)
            throw new TaskFreedException(text + ", and it is freed", lookedUp, reaped!.Value);
    }

    private (LifetimeViolationKind? Broken, string Story, KernelMoment? LookedUp) Judge()
    {
        TaskLookup? mine = RcuReader.OfThisThread is { } reader ? Find(reader) : null;
        TaskLookup? known = mine ?? _lookups.LastOrDefault();
        if (known is null)
            return (LifetimeViolationKind.TaskUsedUnprotected, "this thread never looked it up", null);

        if (mine is not null && (mine.Lent > 0 || mine.IsInSection))
            return (null, "it was good", mine.Moment);

        if (mine is { IsClaimed: true })
            return _reaped is null
                ? (null, "it was good", mine.Moment)
                : Broken(LifetimeViolationKind.UnreapedChildWasReaped, mine, "it was claimed to be an unreaped child, and looked up");

        if (known.IsFromCallback)
            return Broken(LifetimeViolationKind.TaskUsedAfterCallback, known, "a callback that has returned was handed it");

        if (known.Stretch == 0)
            return Broken(LifetimeViolationKind.TaskLookedUpOutsideSection, known, "it was looked up outside a read-side section");

        if (mine is null && known.IsInSection)
            return Broken(LifetimeViolationKind.TaskUsedUnprotected, known, "another thread looked it up");

        return mine is not null && mine.Reader.Nesting > 0 && mine.Stretch >= mine.Reader.FirstStretch
            ? Broken(
                LifetimeViolationKind.TaskUsedAfterBlockingCall, known, "a blocking call has broken the section in which it was looked up")
            : Broken(LifetimeViolationKind.TaskUsedAfterSection, known, "the section has ended in which it was looked up");
    }

    private static (LifetimeViolationKind? Broken, string Story, KernelMoment? LookedUp) Broken(
        LifetimeViolationKind kind, TaskLookup lookup, string story) => (kind, $"{story} at {lookup.Moment}", lookup.Moment);

    private TaskLookup? Find(RcuReader reader) => _lookups.Find(lookup => lookup.Reader == reader);

    // The latest is last. Threads that are gone can use nothing any more; but the last of them tells where a task came from.
    private TaskLookup FindOrAdd()
    {
        RcuReader reader = RcuReader.Mine;
        TaskLookup lookup = Find(reader) ?? new TaskLookup(reader);
        _lookups.Remove(lookup);
        _lookups.RemoveAll(other => !other.Reader.IsAlive);
        _lookups.Add(lookup);
        return lookup;
    }
}
