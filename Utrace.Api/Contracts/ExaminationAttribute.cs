namespace Utrace.Contracts;

/// <summary>
/// The argument is an examination, which the call begins or ends. It has begun, or ended well, only if the call answers zero. What is
/// read from the argument in between counts when it has ended well.
/// </summary>
/// <param name="step">What the call does with it.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ExaminationAttribute(ExaminationStep step) : Attribute
{
    /// <summary>What the call does with it.</summary>
    public ExaminationStep Step { get; } = step;
}

/// <summary>What a call does with an examination.</summary>
public enum ExaminationStep
{
    /// <summary>Begins it.</summary>
    Begin,

    /// <summary>Ends it.</summary>
    End,
}
