namespace Utrace.Contracts;

/// <summary>The result may not be dropped (<c>__must_check</c>).</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Enum)]
public sealed class MustCheckAttribute : Attribute;
