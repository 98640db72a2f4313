namespace Utrace.Contracts;

/// <summary>A value of the type carries one counted reference, which its owner puts exactly once: by <c>Dispose</c>, or by a method marked <see cref="PutsAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class CountedAttribute : Attribute;
