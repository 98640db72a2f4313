namespace Utrace.Oracles.Truth;

/// <summary>A rule and a line.</summary>
internal readonly record struct Place(string Rule, int Line) : IComparable<Place>
{
    public int CompareTo(Place other) =>
        Line != other.Line ? Line.CompareTo(other.Line) : string.CompareOrdinal(Rule, other.Rule);

    public override string ToString() => $"{Rule} at line {Line}";
}
