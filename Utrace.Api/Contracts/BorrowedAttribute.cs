namespace Utrace.Contracts;

/// <summary>
/// Ownership of the counted reference stays where it was. The default for parameters and properties. On a field or an automatic
/// property: whoever filled it puts what it holds, the type itself owns nothing by it.
/// </summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class BorrowedAttribute : Attribute;
