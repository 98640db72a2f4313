namespace Utrace.Contracts;

/// <summary>With some arguments the call makes sense only where its receiver, an engine, has asked for some events.</summary>
/// <param name="events">The events.</param>
/// <param name="when">The arguments.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsEventsAttribute(object events, params object[] when) : Attribute
{
    /// <summary>The events.</summary>
    public object Events { get; } = events;

    /// <summary>The arguments with which they are needed.</summary>
    public object[] When { get; } = when;
}
