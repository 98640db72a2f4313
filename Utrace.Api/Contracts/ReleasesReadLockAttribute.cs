namespace Utrace.Contracts;

/// <summary>The method closes the innermost read-side section of its caller (<c>rcu_read_unlock</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReleasesReadLockAttribute : Attribute;
