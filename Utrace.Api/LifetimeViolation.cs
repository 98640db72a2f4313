namespace Utrace;

/// <summary>One broken lifetime rule, seen while a module ran.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Text">What was used, and its story, in a sentence.</param>
/// <param name="Moment">When, and on which thread.</param>
public sealed record LifetimeViolation(LifetimeViolationKind Kind, string Text, KernelMoment Moment)
{
    /// <summary>Who broke the rule: a task as <c>name/pid</c>, or a thread of the host by its name.</summary>
    public string Thread => Moment.Thread;

    /// <summary>For messages.</summary>
    public override string ToString() => $"{Kind}: {Text} ({Moment})";
}
