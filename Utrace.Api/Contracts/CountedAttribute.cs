namespace Utrace.Contracts;

/// <summary>
/// A value of the type carries one counted reference, which its owner puts exactly once: by <c>Dispose</c>, or by a method
/// marked <see cref="PutsAttribute"/>.
/// </summary>
/// <param name="what">
/// What is counted, in one word for messages: <c>pid</c>, <c>engine</c>. Engines have rules of their own numbers (UTR3001 to
/// UTR3006); every other word falls under UTR2001 to UTR2006.
/// </param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface)]
public sealed class CountedAttribute(string what = "reference") : Attribute
{
    /// <summary>What is counted, in one word.</summary>
    public string What { get; } = what;
}
