namespace Utrace.Contracts;

/// <summary>From the call on a read-side section is known to be open (<c>lockdep_assert_in_rcu_read_lock</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AssertsReadLockAttribute : Attribute;
