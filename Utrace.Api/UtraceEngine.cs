using Utrace.Contracts;
using Utrace.Core;

namespace Utrace;

/// <summary>
/// One counted reference on an engine (<c>struct utrace_engine *</c>): one object a reference. While its holder has not put
/// it, every call is safe, even with a task argument that is stale by now. Two references are equal if they refer to the same
/// engine.
/// </summary>
/// <remarks>
/// Any member but <see cref="Put"/> throws <see cref="ObjectDisposedException"/> on a reference that has been put, and on one
/// whose kernel is disposed. An engine is detached from its task, after <see cref="UtraceEngineOps.ReportReap"/>, when the
/// task is reaped.
/// </remarks>
[Counted("engine")]
public sealed partial class UtraceEngine : IDisposable, IEquatable<UtraceEngine>
{
    private readonly EngineState _state;
    private readonly ReferenceTicket _ticket;
    private readonly bool _isLent;

    internal UtraceEngine(EngineState state, ReferenceTicket ticket, bool isLent)
    {
        _state = state;
        _ticket = ticket;
        _isLent = isLent;
        if (isLent)
            GC.SuppressFinalize(this);
    }

    /// <summary>Reports a leak: the reference can not be put any more.</summary>
    ~UtraceEngine()
    {
        if (_ticket is { IsPut: false })
            Leaked?.Invoke(new LeakedReference(_ticket.What, _ticket.Taken));
    }

    /// <summary>
    /// A reference was collected as garbage without having been put. Raised on the finalizer's thread; the reference still
    /// counts as out when its kernel is disposed. An exception out of a handler ends the process.
    /// </summary>
    public static event Action<LeakedReference>? Leaked;

    /// <summary>The callbacks that the engine was attached with.</summary>
    public UtraceEngineOps Ops => Live(nameof(Ops)).Ops;

    /// <summary>
    /// The owner's data, which <see cref="AttachFlags.MatchData"/> compares and <see cref="UtraceEngineOps.Release"/> is
    /// handed.
    /// </summary>
    public object? Data
    {
        get => Live(nameof(Data)).Data;
        set => Live(nameof(Data)).Data = value;
    }

    /// <summary>Takes another reference (<c>utrace_engine_get</c>).</summary>
    /// <returns>The reference, to be put by the caller.</returns>
    [return: Owned]
    public UtraceEngine Get()
    {
        EngineState state = Live(nameof(Get));
        lock (state.Task.Kernel.Gate)
            state.AddReference();
        return state.NewReference();
    }

    /// <summary>
    /// Drops the reference (<c>utrace_engine_put</c>). The last one calls <see cref="UtraceEngineOps.Release"/>. Only the first
    /// call does something; another one is a violation that the kernel reports. So is the put of what a callback was lent,
    /// which does nothing.
    /// </summary>
    [Puts]
    public void Put()
    {
        if (_isLent)
        {
            _state.Task.Kernel.Lifetimes.Report(
                LifetimeViolationKind.BorrowedEnginePut, $"{_ticket.What} was put by a callback that it was only lent to");
            return;
        }
        if (!_ticket.TryPut())
            return;
        GC.SuppressFinalize(this);
        _state.Task.DropReference(_state);
    }

    /// <inheritdoc cref="Put"/>
    public void Dispose() => Put();

    /// <inheritdoc/>
    public bool Equals(UtraceEngine? other) => other is not null && other._state == _state;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as UtraceEngine);

    /// <inheritdoc/>
    public override int GetHashCode() => _state.GetHashCode();

    /// <summary>What the lent reference becomes when nothing lends it any more.</summary>
    internal void EndLoan() => _ticket.MarkPut();

    private EngineState Live(string use)
    {
        _ticket.ThrowIfPut(use);
        _state.Task.Kernel.ThrowIfDisposed();
        return _state;
    }

    private static IPid LivePid(PidHandle pid, string use)
    {
        ArgumentNullException.ThrowIfNull(pid);
        return pid.Live(use);
    }
}
