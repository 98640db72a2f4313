namespace Utrace.Contracts;

/// <summary>The callback is what the events are reported to. A type with such callbacks is what an engine is attached with.</summary>
/// <param name="events">The events, of an enum with flags.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReportsAttribute(object events) : Attribute
{
    /// <summary>The events.</summary>
    public object Events { get; } = events;

    /// <summary>Whether it says that the task is gone, so that it is the time to clean up.</summary>
    public bool IsEnd { get; set; }

    /// <summary>Whether the events are worth asking for without an override, for what else they allow.</summary>
    public bool IsOptional { get; set; }
}
