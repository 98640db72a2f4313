using Utrace.Contracts;
using Utrace.Core;

namespace Utrace;

/// <summary>
/// Read-copy-update: the read-side sections inside which a task reference is good. One domain for the whole process, for
/// every kernel in it. A section belongs to the thread that opened it and costs two plain stores; who frees something waits
/// for a grace period, in which every section that was open at its start has ended.
/// </summary>
/// <remarks>
/// The scheme is that of user-space RCU with <c>sys_membarrier</c> (Desnoyers and others, "User-Level Implementations of
/// Read-Copy Update", 2012): the expensive barrier is on the side of who waits. A 64-bit generation takes the place of its
/// phase bit, so that one pass over the readers is enough.
/// </remarks>
public static class Rcu
{
    /// <summary>Whether this thread is inside a section (<c>rcu_read_lock_held</c>).</summary>
    public static bool IsReadLockHeld => RcuReader.OfThisThread is { Nesting: > 0 };

    /// <summary>Opens a read-side section on this thread (<c>rcu_read_lock</c>). Sections nest.</summary>
    [AcquiresReadLock]
    public static void ReadLock() => RcuReader.Mine.Enter();

    /// <summary>Closes the innermost read-side section of this thread (<c>rcu_read_unlock</c>).</summary>
    /// <exception cref="InvalidOperationException">This thread has no section open.</exception>
    [ReleasesReadLock]
    public static void ReadUnlock()
    {
        if (RcuReader.OfThisThread is not { Nesting: > 0 } reader)
            throw new InvalidOperationException("This thread has no read-side section open.");
        reader.Exit();
    }

    /// <summary>Opens a section that the returned scope closes when it is disposed.</summary>
    public static ReadScope EnterReadScope()
    {
        RcuReader.Mine.Enter();
        return new ReadScope(isOpen: true);
    }

    /// <summary>Waits until every section that is open now, on any thread, has ended (<c>synchronize_rcu</c>).</summary>
    /// <exception cref="InvalidOperationException">This thread is inside a section: it would wait for itself.</exception>
    [MayBlock(Waits = true)]
    public static void Synchronize()
    {
        ThrowIfReading("wait for a grace period");
        RcuReaders.WaitForGracePeriod();
    }

    /// <summary>
    /// Runs something after a grace period, on a thread of its own (<c>call_rcu</c>). Returns at once, inside a section too.
    /// Callbacks run one after the other in the order of the calls; an exception out of one ends the process.
    /// </summary>
    /// <param name="callback">What is run. It must not wait.</param>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    public static void Call(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        RcuCallbacks.Enqueue(callback);
    }

    /// <summary>Waits until everything that was handed to <see cref="Call"/> before has run (<c>rcu_barrier</c>).</summary>
    /// <exception cref="InvalidOperationException">This thread is inside a section, or runs a callback of <see cref="Call"/>.</exception>
    [MayBlock(Waits = true)]
    public static void Barrier()
    {
        ThrowIfReading("wait for callbacks");
        RcuCallbacks.Flush();
    }

    /// <summary>
    /// Says that a section must be open here (<c>lockdep_assert_in_rcu_read_lock</c>). Where a simulated task runs, a false
    /// claim is also one of its kernel's violations.
    /// </summary>
    /// <exception cref="InvalidOperationException">This thread has no section open.</exception>
    [AssertsReadLock]
    public static void AssertReadLockHeld()
    {
        if (IsReadLockHeld)
            return;
        CurrentTask.OfThisThread?.Kernel.Lifetimes.Report(
            LifetimeViolationKind.SectionNotHeld, "a read-side section was said to be open, and none is");
        throw new InvalidOperationException("A read-side section must be open here.");
    }

    private static void ThrowIfReading(string what)
    {
        if (IsReadLockHeld)
            throw new InvalidOperationException($"Can not {what} inside a read-side section: the thread would wait for itself.");
    }

    /// <summary>An open read-side section.</summary>
    [ReadLockScope]
    public ref struct ReadScope : IDisposable
    {
        private bool _isOpen;

        internal ReadScope(bool isOpen) => _isOpen = isOpen;

        /// <summary>Closes the section; a second call does nothing.</summary>
        /// <exception cref="InvalidOperationException">The section has been closed by <see cref="ReadUnlock"/> already.</exception>
        public void Dispose()
        {
            if (!_isOpen)
                return;
            _isOpen = false;
            ReadUnlock();
        }
    }
}
