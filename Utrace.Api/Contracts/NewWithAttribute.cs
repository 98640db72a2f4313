namespace Utrace.Contracts;

/// <summary>With the value the call makes something new, an engine that has asked for no events yet, and finds none that is there.</summary>
/// <param name="value">The argument.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NewWithAttribute(object value) : Attribute
{
    /// <summary>The argument.</summary>
    public object Value { get; } = value;
}
