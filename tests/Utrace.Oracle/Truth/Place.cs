namespace Utrace.Oracles.Truth;

/// <summary>A rule and a line.</summary>
internal readonly record struct Place(string Rule, int Line) : IComparable<Place>
{
    public int CompareTo(Place other) =>
        (Line, Rule) is var mine && (other.Line, other.Rule) is var others ? mine.CompareTo(others) : 0;

    public override string ToString() => $"{Rule} at line {Line}";
}
