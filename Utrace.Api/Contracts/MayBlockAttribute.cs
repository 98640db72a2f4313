namespace Utrace.Contracts;

/// <summary>The method may sleep: a read-side section that is open at the call is broken by it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MayBlockAttribute : Attribute;
