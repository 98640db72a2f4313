namespace Utrace.Contracts;

/// <summary>Ownership of the counted reference passes: to the caller by a return value, to the callee by a parameter. The default for return values and <c>out</c> parameters.</summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class OwnedAttribute : Attribute;
