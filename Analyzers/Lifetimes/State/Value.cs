namespace Utrace.Analyzers.Lifetimes.State;

internal enum ValueKind
{
    Unknown,
    Null,
    NotNull,
    Constant,
    Reference,
}

/// <summary>What an expression gave in one world.</summary>
/// <param name="Kind">How much is known.</param>
/// <param name="Id">The reference that it is.</param>
/// <param name="Constant">The constant that it is.</param>
/// <param name="Term">The variable or condition that it was read from, so that a test teaches something of it.</param>
/// <param name="Except">The constant that it is known not to be.</param>
internal readonly record struct Value(ValueKind Kind, int Id = -1, object? Constant = null, int Term = -1, object? Except = null)
{
    public static Value Unknown => default(Value) with { Term = -1, Id = -1 };

    public static Value Null { get; } = new(ValueKind.Null);

    public static Value NotNull { get; } = new(ValueKind.NotNull);

    /// <summary>Any answer but one.</summary>
    public static Value AnyBut(object constant) => new(ValueKind.NotNull, Except: constant);

    public static Value True { get; } = new(ValueKind.Constant, Constant: true);

    public static Value False { get; } = new(ValueKind.Constant, Constant: false);

    public static Value Of(Reference reference) => new(ValueKind.Reference, reference.Id);

    public static Value Of(object? constant) => constant is null ? Null : new Value(ValueKind.Constant, Constant: constant);
}
