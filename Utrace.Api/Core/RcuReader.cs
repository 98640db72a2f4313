namespace Utrace.Core;

/// <summary>What the rest of the process can see of one thread's read-side sections. Written by that thread alone.</summary>
internal sealed class RcuReader
{
    [ThreadStatic]
    private static RcuReader? t_mine;

    private readonly Thread _owner = Thread.CurrentThread;
    private long _generation;
    private long _section;

    /// <summary>The record of this thread; null where it never read.</summary>
    public static RcuReader? OfThisThread => t_mine;

    /// <summary>The record of this thread, made at its first use.</summary>
    public static RcuReader Mine => t_mine ?? Register();

    /// <summary>How many sections are open in each other.</summary>
    public int Nesting { get; private set; }

    /// <summary>
    /// Numbers the stretches in which a reference stays good: each outermost section is a new one, and so is what is left of
    /// a section after a blocking call has broken it.
    /// </summary>
    public long Stretch => Volatile.Read(ref _section);

    /// <summary>The stretch with which the section that is open now began.</summary>
    public long FirstStretch { get; private set; }

    /// <summary>Whether the thread may still be reading. A dead one can not, whatever it left open.</summary>
    public bool IsAlive => _owner.IsAlive;

    public void Enter()
    {
        if (Nesting++ == 0)
        {
            FirstStretch = _section + 1;
            BeginStretch();
        }
    }

    public void Exit()
    {
        if (--Nesting == 0)
            Volatile.Write(ref _generation, 0);
    }

    /// <summary>The thread blocks: for as long as it does, its section holds nobody up.</summary>
    public void Suspend()
    {
        if (Nesting > 0)
            Volatile.Write(ref _generation, 0);
    }

    /// <summary>The thread goes on after it has blocked: what it looked up before is no longer good.</summary>
    public void Resume()
    {
        if (Nesting > 0)
            BeginStretch();
    }

    /// <summary>Closes sections that somebody left open.</summary>
    public void ExitTo(int nesting)
    {
        while (Nesting > nesting)
            Exit();
    }

    /// <summary>Whether a section is open that protects what was looked up in a stretch.</summary>
    public bool IsReading(long stretch) =>
        Volatile.Read(ref _generation) != 0 && Volatile.Read(ref _section) == stretch && _owner.IsAlive;

    /// <summary>Whether a grace period that began with a generation has to wait for this thread.</summary>
    public bool HoldsUp(long generation)
    {
        long mine = Volatile.Read(ref _generation);
        return mine != 0 && mine < generation && _owner.IsAlive;
    }

    // A store, a store, and no barrier: the one between them and the reads that follow is made by who waits, process-wide.
    private void BeginStretch()
    {
        Volatile.Write(ref _section, _section + 1);
        Volatile.Write(ref _generation, RcuReaders.Generation);
    }

    private static RcuReader Register()
    {
        var reader = new RcuReader();
        RcuReaders.Add(reader);
        return t_mine = reader;
    }
}
