namespace Utrace.Contracts;

/// <summary>The reference is good everywhere, section or none: the current task, or one that the programmer vouches for.</summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AlwaysValidAttribute : Attribute;
