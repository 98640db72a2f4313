namespace Utrace.Simulation;

/// <summary>What a <see cref="SimulatedKernel"/> is like.</summary>
public sealed record SimulatedKernelOptions
{
    /// <summary>Decides which task runs at each step. The same seed and programs give the same run.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// The largest pid number, at least 3: 1 is init, 2 a kernel thread. Numbers are handed out upwards and begin anew at the
    /// end, so that a small space reuses them soon.
    /// </summary>
    public int MaxPid { get; init; } = 32768;

    /// <summary>When dead tasks are reaped.</summary>
    public ReapPolicy Reaping { get; init; } = ReapPolicy.Automatic;

    /// <summary>Whether the machine can step by instructions.</summary>
    public bool CanSingleStep { get; init; } = true;

    /// <summary>Whether the machine can step by branches.</summary>
    public bool CanBlockStep { get; init; } = true;

    /// <summary>How many steps one run may take, so that a program without end does not hang its caller.</summary>
    public int StepLimit { get; init; } = 1_000_000;
}
