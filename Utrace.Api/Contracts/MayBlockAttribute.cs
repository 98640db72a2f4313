namespace Utrace.Contracts;

/// <summary>The method may sleep: a read-side section that is open at the call is broken by it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MayBlockAttribute : Attribute
{
    /// <summary>
    /// Whether it sleeps until somebody else has done something, for as long as that takes, and not only for a moment, as for memory. A
    /// <see cref="MustNotWaitAttribute"/> method may call the second sort, not the first. Handed the current task it is taken not to wait.
    /// </summary>
    public bool Waits { get; set; }
}
