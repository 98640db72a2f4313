namespace Utrace.Core;

/// <summary>How one thread last came by a task.</summary>
internal sealed class TaskLookup(RcuReader reader)
{
    public RcuReader Reader => reader;

    /// <summary>The stretch of a section in which it was looked up; 0 where none was open, or where it never was.</summary>
    public long Stretch { get; set; }

    public KernelMoment Moment { get; set; }

    /// <summary>How many running callbacks of the thread were handed it.</summary>
    public int Lent { get; set; }

    /// <summary>It came from a callback's parameter, and not by a lookup since.</summary>
    public bool IsFromCallback { get; set; }

    /// <summary>The thread claims that it is its own unreaped child.</summary>
    public bool IsClaimed { get; set; }

    public bool IsInSection => reader.IsReading(Stretch);
}
