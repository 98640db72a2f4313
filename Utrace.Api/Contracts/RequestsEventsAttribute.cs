namespace Utrace.Contracts;

/// <summary>The argument is all that the receiver, an engine, is told of from now on.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RequestsEventsAttribute : Attribute;
