namespace Utrace.Contracts;

/// <summary>References to the type are good only inside the read-side section in which they were looked up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class RcuProtectedAttribute : Attribute;
