namespace Utrace;

/// <summary>A point in a kernel's life.</summary>
/// <param name="Step">How many steps the kernel had made.</param>
/// <param name="Thread">Who was at work: a task as <c>name/pid</c>, or a thread of the host by its name.</param>
public readonly record struct KernelMoment(long Step, string Thread)
{
    /// <summary>For messages.</summary>
    public override string ToString() => $"step {Step} on {Thread}";
}
