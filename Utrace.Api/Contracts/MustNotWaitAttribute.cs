namespace Utrace.Contracts;

/// <summary>
/// Somebody is held up while the method runs, so it must wait for nothing outside: no sleep, no wait for a thread, task or event, no
/// synchronous input or output. For callbacks; overrides and implementations inherit it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MustNotWaitAttribute : Attribute;
