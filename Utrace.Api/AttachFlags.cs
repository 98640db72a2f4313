namespace Utrace;

/// <summary>
/// How an attach finds or makes an engine (<c>UTRACE_ATTACH_*</c>). Without <see cref="Create"/> it only looks for one that is
/// attached already: the first that matches, in the order of attachment.
/// </summary>
[Flags]
public enum AttachFlags
{
    /// <summary>Look up any engine.</summary>
    None = 0,

    /// <summary>Only engines with the same ops object match (<c>UTRACE_ATTACH_MATCH_OPS</c>).</summary>
    MatchOps = 0x01,

    /// <summary>Only engines with the same data object match (<c>UTRACE_ATTACH_MATCH_DATA</c>).</summary>
    MatchData = 0x02,

    /// <summary>Make a new engine (<c>UTRACE_ATTACH_CREATE</c>). Needs ops.</summary>
    Create = 0x10,

    /// <summary>
    /// With <see cref="Create"/>: fail with <see cref="Errno.EEXIST"/> where a matching engine is attached
    /// (<c>UTRACE_ATTACH_EXCLUSIVE</c>).
    /// </summary>
    Exclusive = 0x20,
}
