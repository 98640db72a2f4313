namespace Utrace.Comparisons;

/// <summary>One case of the corpus: a program that breaks the rules which its lines name, or none.</summary>
/// <param name="Topic">The file that it stands in.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Source">The program.</param>
/// <param name="Expected">The lines of the program and the rules that they break, as <c>12 UTR2001</c>.</param>
public sealed record Case(string Topic, string Name, string Source, IReadOnlyList<string> Expected)
{
    /// <summary>Whether it breaks a rule.</summary>
    public bool IsFaulty => Expected.Count > 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}: {Name}";
}
