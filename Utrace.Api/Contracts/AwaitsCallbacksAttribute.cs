namespace Utrace.Contracts;

/// <summary>When the call returns, no callback of its receiver, an engine, is running.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AwaitsCallbacksAttribute : Attribute;
