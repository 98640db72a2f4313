namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>What a world knows of a variable or condition that holds no reference: null, not null, or a constant.</summary>
/// <param name="Kind">One of <see cref="ValueKind.Null"/>, <see cref="ValueKind.NotNull"/>, <see cref="ValueKind.Constant"/>.</param>
/// <param name="Constant">The constant.</param>
/// <param name="Except">The constant that it is not, where it is some other one.</param>
internal sealed record Fact(ValueKind Kind, object? Constant = null, object? Except = null)
{
    public static Fact Null { get; } = new(ValueKind.Null);

    public static Fact NotNull { get; } = new(ValueKind.NotNull);

    public static Fact True { get; } = new(ValueKind.Constant, true);

    public static Fact False { get; } = new(ValueKind.Constant, false);

    public bool IsTrue => Constant is true;

    public bool IsFalse => Constant is false;
}
