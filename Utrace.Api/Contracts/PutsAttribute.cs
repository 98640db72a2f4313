namespace Utrace.Contracts;

/// <summary>The method drops the counted reference that its receiver carries (<c>put_pid</c>, <c>utrace_engine_put</c>).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PutsAttribute : Attribute;
