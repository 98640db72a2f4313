namespace Utrace.Contracts;

/// <summary>Ownership of the counted reference stays where it was. The default for parameters and properties.</summary>
[AttributeUsage(AttributeTargets.ReturnValue | AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class BorrowedAttribute : Attribute;
