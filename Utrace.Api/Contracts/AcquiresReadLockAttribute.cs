namespace Utrace.Contracts;

/// <summary>The method opens a read-side section that is still open when it returns (<c>rcu_read_lock</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcquiresReadLockAttribute : Attribute;
