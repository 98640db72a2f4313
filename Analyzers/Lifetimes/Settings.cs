namespace Utrace.Analyzers.Lifetimes;

/// <summary>What <c>.editorconfig</c> and <c>.globalconfig</c> say of the analysis of a file.</summary>
/// <param name="ExceptionalPaths">Whether a put that is missing only where an exception leaves is looked at.</param>
/// <param name="Worlds">How many worlds are kept apart at one point.</param>
internal sealed record Settings(bool ExceptionalPaths, int Worlds)
{
    /// <summary>Enough worlds for five independent conditions at a time.</summary>
    public static Settings Default { get; } = new(true, 32);
}
