namespace Utrace;

/// <summary>A counted reference whose object was collected as garbage before it was put.</summary>
/// <param name="What">What it referred to.</param>
/// <param name="Taken">When it was taken.</param>
public sealed record LeakedReference(string What, KernelMoment Taken);
