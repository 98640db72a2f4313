namespace Utrace;

/// <summary>A change by job control (<c>CLD_STOPPED</c>, <c>CLD_CONTINUED</c>).</summary>
public enum JobControl
{
    /// <summary>As <c>notify</c>: the parent is not told.</summary>
    None = 0,

    /// <summary>Continued (<c>CLD_CONTINUED</c>).</summary>
    Continued = 1,

    /// <summary>Stopped (<c>CLD_STOPPED</c>).</summary>
    Stopped = 2,
}
