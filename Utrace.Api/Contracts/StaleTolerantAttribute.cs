namespace Utrace.Contracts;

/// <summary>The argument may be stale or null while the receiver (an engine) is held: the callee looks at the receiver first.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StaleTolerantAttribute : Attribute;
