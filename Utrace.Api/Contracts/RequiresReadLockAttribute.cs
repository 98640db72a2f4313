namespace Utrace.Contracts;

/// <summary>The caller must be inside a read-side section; a task reference that the member returns is good until that section ends.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class RequiresReadLockAttribute : Attribute;
