using Utrace.Contracts;

namespace Utrace;

/// <summary>Read-copy-update: the read-side sections inside which a task reference is good.</summary>
public static class Rcu
{
    /// <summary>Opens a read-side section on this thread (<c>rcu_read_lock</c>). Sections nest.</summary>
    [AcquiresReadLock]
    public static void ReadLock() => throw new NotImplementedException();

    /// <summary>Closes the innermost read-side section of this thread (<c>rcu_read_unlock</c>).</summary>
    [ReleasesReadLock]
    public static void ReadUnlock() => throw new NotImplementedException();

    /// <summary>Opens a section that the returned scope closes when it is disposed.</summary>
    public static ReadScope EnterReadScope() => throw new NotImplementedException();

    /// <summary>Waits until every section that is open now, on any thread, has ended (<c>synchronize_rcu</c>).</summary>
    [MayBlock]
    public static void Synchronize() => throw new NotImplementedException();

    /// <summary>Says that a section must be open here (<c>lockdep_assert_in_rcu_read_lock</c>).</summary>
    [AssertsReadLock]
    public static void AssertReadLockHeld() => throw new NotImplementedException();

    /// <summary>An open read-side section.</summary>
    [ReadLockScope]
    public ref struct ReadScope : IDisposable
    {
        /// <summary>Closes the section; a second call does nothing.</summary>
        public void Dispose() => throw new NotImplementedException();
    }
}
