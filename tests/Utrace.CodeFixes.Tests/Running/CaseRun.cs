using Utrace.Simulation;

namespace Utrace.CodeFixes.Tests.Running;

/// <summary>One run of a case on a simulated kernel that reaps as early as it may.</summary>
/// <param name="ReapedAt">The point at which the target was reaped; that behind the last: never.</param>
/// <param name="Points">How many points the run came by.</param>
/// <param name="Violations">The lifetime rules that it broke.</param>
/// <param name="Failure">The exception with which it ended.</param>
internal sealed record CaseRun(int ReapedAt, int Points, IReadOnlyList<LifetimeViolation> Violations, Exception? Failure)
{
    private const int Sigkill = 9;

    /// <summary>Runs a case, on a thread of its own: a section that it leaves open ends with that.</summary>
    public static CaseRun Of(RunnableCase subject, int reapedAt)
    {
        using var kernel = new SimulatedKernel(new SimulatedKernelOptions { Seed = 1, Reaping = ReapPolicy.Earliest });
        int target = kernel.Spawn("target", self => self.Pause());
        kernel.Run();
        int points = 0;
        Exception? failure = null;
        OnOwnThread(() =>
        {
            try
            {
                subject.Run(kernel, target, () =>
                {
                    // Whoever ends the target is not in the section of the module.
                    if (points++ == reapedAt)
                        OnOwnThread(() =>
                        {
                            kernel.Kill(target, Sigkill);
                            kernel.Run();
                        });
                });
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        });
        kernel.Dispose();
        return new CaseRun(reapedAt, points, kernel.Violations, failure);
    }

    /// <summary>Whether another run ends at the same point with the same exception.</summary>
    public bool FailsLike(CaseRun other) =>
        ReapedAt == other.ReapedAt && Failure is not null && Failure.GetType() == other.Failure?.GetType();

    public override string ToString() =>
        $"reaped at {ReapedAt} of {Points}: {string.Join("; ", Violations)} {Failure}";

    private static void OnOwnThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
