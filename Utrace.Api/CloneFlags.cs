namespace Utrace;

/// <summary>How a child was made (<c>CLONE_*</c>).</summary>
[Flags]
public enum CloneFlags
{
    /// <summary>A process of its own (<c>fork</c>).</summary>
    None = 0,

    /// <summary>It shares the memory (<c>CLONE_VM</c>).</summary>
    VM = 0x100,

    /// <summary>The parent waits until the child execs or ends (<c>CLONE_VFORK</c>).</summary>
    VFork = 0x4000,

    /// <summary>A thread of the same thread group (<c>CLONE_THREAD</c>).</summary>
    Thread = 0x10000,
}
