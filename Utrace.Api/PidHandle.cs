using Utrace.Contracts;
using Utrace.Core;

namespace Utrace;

/// <summary>
/// One counted reference on a pid (<c>struct pid *</c>): one object a reference. It may be kept for as long as you like, and
/// keeps no task alive. Two handles are equal if they refer to the same pid; a number that is handed out again is another
/// pid.
/// </summary>
[Counted("pid")]
public sealed class PidHandle : IDisposable, IEquatable<PidHandle>
{
    private readonly IPid _pid;
    private readonly ReferenceTicket _ticket;

    internal PidHandle(IPid pid)
    {
        _pid = pid;
        _ticket = pid.Kernel.Lifetimes.Issue(ReferenceKind.Pid, $"pid {pid.Number}");
    }

    /// <summary>Reports a leak: the reference can not be put any more.</summary>
    ~PidHandle()
    {
        if (_ticket is { IsPut: false })
            Leaked?.Invoke(new LeakedReference(_ticket.What, _ticket.Taken));
    }

    /// <summary>
    /// A handle was collected as garbage without having been put. Raised on the finalizer's thread; the reference still counts
    /// as out when its kernel is disposed. An exception out of a handler ends the process.
    /// </summary>
    public static event Action<LeakedReference>? Leaked;

    /// <summary>The pid's number.</summary>
    /// <exception cref="ObjectDisposedException">The handle has been put.</exception>
    public int Number
    {
        get
        {
            _ticket.ThrowIfPut(nameof(Number));
            return _pid.Number;
        }
    }

    /// <summary>Takes another reference (<c>get_pid</c>).</summary>
    /// <returns>The reference, to be put by the caller.</returns>
    /// <exception cref="ObjectDisposedException">The handle has been put, or the kernel is disposed.</exception>
    [return: Owned]
    public PidHandle Get() => new(Live(nameof(Get)));

    /// <summary>
    /// Drops the reference (<c>put_pid</c>). Only the first call does something; another one is a violation that the kernel
    /// reports, also when it comes by <see cref="Dispose"/>.
    /// </summary>
    [Puts]
    public void Put()
    {
        if (_ticket.TryPut())
            GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Put"/>
    public void Dispose() => Put();

    /// <summary>
    /// The task that the pid names now, or null (<c>pid_task</c>). After an exec by another thread than the leader, the leader's
    /// pid names the thread that did it.
    /// </summary>
    /// <param name="type">In which role: as a thread, a thread group (its leader), a process group or a session (a member).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="type"/> is none.</exception>
    /// <exception cref="ObjectDisposedException">The handle has been put, or the kernel is disposed.</exception>
    [RequiresReadLock]
    public TaskStruct? Task(PidType type = PidType.Pid)
    {
        if (!Enum.IsDefined(type))
            throw new ArgumentOutOfRangeException(nameof(type), type, "No such type.");
        IPid pid = Live(nameof(Task));
        lock (pid.Kernel.Gate)
            return TaskStruct.LookUp(pid.Find(type));
    }

    /// <inheritdoc/>
    public bool Equals(PidHandle? other) => other is not null && other._pid == _pid;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PidHandle);

    /// <inheritdoc/>
    public override int GetHashCode() => _pid.GetHashCode();

    /// <summary>The pid, for a call that is made by this handle.</summary>
    /// <exception cref="ObjectDisposedException">The handle has been put, or the kernel is disposed.</exception>
    internal IPid Live(string use)
    {
        _ticket.ThrowIfPut(use);
        _pid.Kernel.ThrowIfDisposed();
        return _pid;
    }
}
