namespace Utrace.Core;

/// <summary>The ledger's record of one counted reference; it outlives the object that carries the reference.</summary>
internal sealed class ReferenceTicket(LifetimeLedger ledger, ReferenceKind kind, string what, long number, KernelMoment taken)
{
    private bool _put;

    public ReferenceKind Kind => kind;

    public string What => what;

    public long Number => number;

    public KernelMoment Taken => taken;

    /// <summary>When it was put; for messages.</summary>
    public KernelMoment PutAt { get; private set; }

    public bool IsPut => Volatile.Read(ref _put);

    /// <returns>Whether this was the first put. A second one is reported.</returns>
    public bool TryPut()
    {
        if (Interlocked.Exchange(ref _put, true))
        {
            ledger.Report(
                kind == ReferenceKind.Pid ? LifetimeViolationKind.PidPutTwice : LifetimeViolationKind.EnginePutTwice,
                $"{what} was put before, at {PutAt}");
            return false;
        }
        PutAt = ledger.Now;
        ledger.Forget(this);
        return true;
    }

    /// <summary>For references that are not the ledger's to count.</summary>
    public void MarkPut()
    {
        PutAt = ledger.Now;
        Volatile.Write(ref _put, true);
    }

    /// <exception cref="ObjectDisposedException">The reference has been put.</exception>
    public void ThrowIfPut(string use)
    {
        if (!IsPut)
            return;
        ledger.Report(
            kind == ReferenceKind.Pid ? LifetimeViolationKind.PidUsedAfterPut : LifetimeViolationKind.EngineUsedAfterPut,
            $"{what} was used ({use}) after its put at {PutAt}");
        throw new ObjectDisposedException(
            kind == ReferenceKind.Pid ? nameof(PidHandle) : nameof(UtraceEngine), $"{what} has been put, at {PutAt}.");
    }
}
