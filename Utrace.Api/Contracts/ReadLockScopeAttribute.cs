namespace Utrace.Contracts;

/// <summary>A value of the type is an open read-side section; its <c>Dispose</c> closes it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ReadLockScopeAttribute : Attribute;
