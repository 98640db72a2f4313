namespace Utrace.Core;

/// <summary>One kernel's book of references: which are out, and which lifetime rules were broken.</summary>
/// <param name="now">The kernel's clock.</param>
/// <param name="report">Who is told of a violation, on the thread that made it.</param>
internal sealed class LifetimeLedger(Func<KernelMoment> now, Action<LifetimeViolation> report)
{
    private readonly Lock _lock = new();
    private readonly List<LifetimeViolation> _violations = [];
    private readonly HashSet<ReferenceTicket> _outstanding = [];
    private readonly Dictionary<RcuReader, long> _lastLookups = [];
    private long _issued;

    public KernelMoment Now => now();

    public IReadOnlyList<LifetimeViolation> Violations
    {
        get
        {
            lock (_lock)
                return [.. _violations];
        }
    }

    /// <summary>Must not be called with a lock held: it calls out.</summary>
    public void Report(LifetimeViolationKind kind, string text)
    {
        var violation = new LifetimeViolation(kind, text, Now);
        lock (_lock)
            _violations.Add(violation);
        report(violation);
    }

    /// <summary>Enters a reference that somebody has to put.</summary>
    public ReferenceTicket Issue(ReferenceKind kind, string what)
    {
        KernelMoment taken = Now;
        lock (_lock)
        {
            var ticket = new ReferenceTicket(this, kind, what, ++_issued, taken);
            _outstanding.Add(ticket);
            return ticket;
        }
    }

    /// <summary>A reference that is lent, and so nobody's to put.</summary>
    public ReferenceTicket IssueBorrowed(ReferenceKind kind, string what) => new(this, kind, what, 0, Now);

    public void Forget(ReferenceTicket ticket)
    {
        lock (_lock)
            _outstanding.Remove(ticket);
    }

    /// <summary>The kernel goes away: what is still out will never be put.</summary>
    public void Close()
    {
        ReferenceTicket[] lost;
        lock (_lock)
        {
            lost = [.. _outstanding.OrderBy(ticket => ticket.Number)];
            _outstanding.Clear();
        }
        foreach (ReferenceTicket ticket in lost)
            Report(
                ticket.Kind == ReferenceKind.Pid ? LifetimeViolationKind.PidNotPut : LifetimeViolationKind.EngineNotPut,
                $"{ticket.What}, taken at {ticket.Taken}, was not put");
    }

    /// <summary>A thread has looked up a task of the kernel inside a section.</summary>
    public void NoteLookup(RcuReader reader)
    {
        lock (_lock)
            _lastLookups[reader] = reader.Stretch;
    }

    /// <summary>
    /// The sections that are open now and may have led to any task of the kernel. A grace period waits for these, and for no
    /// section that has nothing to do with the kernel.
    /// </summary>
    public GracePeriod BeginGracePeriod()
    {
        lock (_lock)
        {
            foreach (RcuReader ended in _lastLookups.Where(last => !last.Key.IsReading(last.Value)).Select(last => last.Key).ToArray())
                _lastLookups.Remove(ended);
            return new GracePeriod([.. _lastLookups.Select(last => (last.Key, last.Value))]);
        }
    }

    /// <summary>A call that may block begins: no section may be open.</summary>
    /// <param name="call">Its name.</param>
    /// <param name="exempt">A task that the call is allowed to be handed straight from a lookup in the open section.</param>
    public void CheckBlocking(string call, TracedTask? exempt = null)
    {
        if (!Rcu.IsReadLockHeld || exempt is not null && exempt.Lifetime.IsLookedUpHere)
            return;
        Report(LifetimeViolationKind.SectionOpenAtBlockingCall, $"{call} may block, and a read-side section is open");
    }
}
