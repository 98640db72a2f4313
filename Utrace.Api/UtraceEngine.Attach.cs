using System.Diagnostics.CodeAnalysis;
using Utrace.Contracts;
using Utrace.Core;

namespace Utrace;

public sealed partial class UtraceEngine
{
    /// <summary>
    /// Attaches to a task that is valid at the call (<c>utrace_attach_task</c>): the current one, the child in
    /// <see cref="UtraceEngineOps.ReportClone"/>, one's own unreaped child. It may also be looked up right in the argument,
    /// inside a section; but the section is broken then.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="flags">Whether to find an engine or to make one, and what matches.</param>
    /// <param name="ops">The callbacks; what <see cref="AttachFlags.MatchOps"/> compares.</param>
    /// <param name="data">
    /// The owner's data; what <see cref="AttachFlags.MatchData"/> compares. The engine keeps it until <see cref="UtraceEngineOps.Release"/>
    /// gets it back, so it may own references and may not be a task.
    /// </param>
    /// <returns>A reference, to be put by the caller. Another one keeps the engine while it is attached.</returns>
    /// <exception cref="UtraceException">
    /// ESRCH: <paramref name="task"/> is null or being reaped. EEXIST: exclusive, and a matching engine is attached. ENOENT: only
    /// looked for, and none matches. EINVAL: to be made, and <paramref name="ops"/> is null. EPERM: to be made on a thread of the
    /// kernel. ERESTARTNOINTR: the task is still being set up, by another than the caller.
    /// </exception>
    /// <exception cref="TaskFreedException">The task is freed.</exception>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [MayBlock]
    [return: Owned]
    public static UtraceEngine AttachTask(
        TaskStruct? task, [NewWith(AttachFlags.Create)] AttachFlags flags, UtraceEngineOps? ops, [Owned] object? data = null) =>
        TryAttachTask(task, flags, ops, data, out UtraceEngine? engine, out Errno error) ? engine : throw new UtraceException(error);

    /// <summary>Attaches by a held pid (<c>utrace_attach_pid</c>): safe everywhere.</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="flags">Whether to find an engine or to make one, and what matches.</param>
    /// <param name="ops">The callbacks; what <see cref="AttachFlags.MatchOps"/> compares.</param>
    /// <param name="data">
    /// The owner's data; what <see cref="AttachFlags.MatchData"/> compares. The engine keeps it until <see cref="UtraceEngineOps.Release"/>
    /// gets it back, so it may own references and may not be a task.
    /// </param>
    /// <inheritdoc cref="AttachTask" path="/returns"/>
    /// <exception cref="UtraceException">ESRCH: the pid names no task. The others as with <see cref="AttachTask"/>.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="pid"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The pid is put, or the kernel is disposed.</exception>
    [MayBlock]
    [return: Owned]
    public static UtraceEngine AttachPid(
        PidHandle pid, [NewWith(AttachFlags.Create)] AttachFlags flags, UtraceEngineOps? ops, [Owned] object? data = null) =>
        TryAttachPid(pid, flags, ops, data, out UtraceEngine? engine, out Errno error) ? engine : throw new UtraceException(error);

    /// <summary>As <see cref="AttachTask"/>, with an answer in place of <see cref="UtraceException"/>.</summary>
    /// <param name="task">Must be valid at the call; null names nothing.</param>
    /// <param name="flags">Whether to find an engine or to make one, and what matches.</param>
    /// <param name="ops">The callbacks; what <see cref="AttachFlags.MatchOps"/> compares.</param>
    /// <param name="data">
    /// The owner's data; what <see cref="AttachFlags.MatchData"/> compares. The engine keeps it until <see cref="UtraceEngineOps.Release"/>
    /// gets it back, so it may own references and may not be a task.
    /// </param>
    /// <param name="engine">A reference, to be put by the caller; null on failure.</param>
    /// <param name="error">Why it failed; see <see cref="AttachTask"/>.</param>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="TaskFreedException">The task is freed.</exception>
    /// <exception cref="ObjectDisposedException">The kernel is disposed.</exception>
    [MayBlock]
    public static bool TryAttachTask(
        TaskStruct? task, [NewWith(AttachFlags.Create)] AttachFlags flags, UtraceEngineOps? ops, [Owned] object? data,
        [NotNullWhen(true)] out UtraceEngine? engine, out Errno error)
    {
        if (task is null)
        {
            (engine, error) = (null, Errno.ESRCH);
            return false;
        }
        TracedTask traced = task.ForUse(nameof(AttachTask));
        return Attach(traced.Kernel, nameof(AttachTask), traced, () => traced, flags, ops, data, out engine, out error);
    }

    /// <summary>As <see cref="AttachPid"/>, with an answer in place of <see cref="UtraceException"/>.</summary>
    /// <param name="pid">Names the task; not put.</param>
    /// <param name="flags">Whether to find an engine or to make one, and what matches.</param>
    /// <param name="ops">The callbacks; what <see cref="AttachFlags.MatchOps"/> compares.</param>
    /// <param name="data">
    /// The owner's data; what <see cref="AttachFlags.MatchData"/> compares. The engine keeps it until <see cref="UtraceEngineOps.Release"/>
    /// gets it back, so it may own references and may not be a task.
    /// </param>
    /// <param name="engine">A reference, to be put by the caller; null on failure.</param>
    /// <param name="error">Why it failed; see <see cref="AttachPid"/>.</param>
    /// <returns>Whether it succeeded.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pid"/> is null.</exception>
    /// <exception cref="ObjectDisposedException">The pid is put, or the kernel is disposed.</exception>
    [MayBlock]
    public static bool TryAttachPid(
        PidHandle pid, [NewWith(AttachFlags.Create)] AttachFlags flags, UtraceEngineOps? ops, [Owned] object? data,
        [NotNullWhen(true)] out UtraceEngine? engine, out Errno error)
    {
        IPid held = LivePid(pid, nameof(AttachPid));
        return Attach(held.Kernel, nameof(AttachPid), null, () => held.Find(PidType.Pid), flags, ops, data, out engine, out error);
    }

    private static bool Attach(
        IKernelBackend kernel, string call, TracedTask? direct, Func<TracedTask?> find,
        AttachFlags flags, UtraceEngineOps? ops, object? data,
        [NotNullWhen(true)] out UtraceEngine? engine, out Errno error)
    {
        kernel.ThrowIfDisposed();
        kernel.Lifetimes.CheckBlocking(call, direct);
        kernel.MayBlock();
        EngineState? state = null;
        lock (kernel.Gate)
            error = find() is { } task ? task.Attach(flags, ops, data, out state) : Errno.ESRCH;
        engine = error == Errno.None ? state!.NewReference() : null;
        return engine is not null;
    }
}
