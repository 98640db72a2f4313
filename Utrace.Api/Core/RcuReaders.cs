namespace Utrace.Core;

/// <summary>The readers of the process, and the wait for them.</summary>
internal static class RcuReaders
{
    private static readonly Lock s_lock = new();
    private static readonly List<RcuReader> s_readers = [];
    private static int s_pruneAt = 16;
    private static long s_generation = 1;

    /// <summary>Which grace period a section that begins now belongs to.</summary>
    public static long Generation => Volatile.Read(ref s_generation);

    /// <summary>How many threads are on the list.</summary>
    public static int Count
    {
        get
        {
            lock (s_lock)
                return s_readers.Count;
        }
    }

    public static void Add(RcuReader reader)
    {
        lock (s_lock)
        {
            if (s_readers.Count >= s_pruneAt)
                Prune();
            s_readers.Add(reader);
        }
    }

    /// <summary>Returns when every section that was open at the call has ended.</summary>
    public static void WaitForGracePeriod()
    {
        // Publishes what the caller has unlinked to every reader that enters from here on, and shows us those inside.
        Interlocked.MemoryBarrierProcessWide();
        long generation = Interlocked.Increment(ref s_generation);
        Interlocked.MemoryBarrierProcessWide();

        RcuReader[] readers;
        lock (s_lock)
        {
            Prune();
            readers = [.. s_readers];
        }

        foreach (RcuReader reader in readers)
        {
            var spin = new SpinWait();
            while (reader.HoldsUp(generation))
                spin.SpinOnce();
        }

        // The readers' last reads come before whatever the caller does now.
        Interlocked.MemoryBarrierProcessWide();
    }

    private static void Prune()
    {
        s_readers.RemoveAll(reader => !reader.IsAlive);
        s_pruneAt = Math.Max(16, 2 * s_readers.Count);
    }
}
