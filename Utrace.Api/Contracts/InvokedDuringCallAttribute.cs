namespace Utrace.Contracts;

/// <summary>The delegate runs before the call returns and is not kept, so it may capture what is valid now.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InvokedDuringCallAttribute : Attribute;
