namespace Utrace.Contracts;

/// <summary>
/// The call detaches its receiver, an engine. Where it answers <see cref="Pending"/> a callback may be running still: what the
/// callbacks use may go away only after a call marked <see cref="AwaitsCallbacksAttribute"/>.
/// </summary>
/// <param name="when">The argument with which it does so; without one, each call does.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DetachesAttribute(object? when = null) : Attribute
{
    /// <summary>The argument with which the call detaches.</summary>
    public object? When { get; } = when;

    /// <summary>The answer that says that a callback may be running still; null: any answer may mean it.</summary>
    public object? Pending { get; set; }
}
