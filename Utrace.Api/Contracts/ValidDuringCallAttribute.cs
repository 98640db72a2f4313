namespace Utrace.Contracts;

/// <summary>The reference is good until the method returns, section or none: what a callback is handed.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ValidDuringCallAttribute : Attribute;
