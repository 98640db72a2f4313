using Utrace.Simulation;
using Xunit;

namespace Utrace.CodeFixes.Tests.Running;

/// <summary>One run of a case on a simulated kernel that reaps as early as it may.</summary>
/// <param name="ReapedAt">The point at which the target was reaped; that behind the last: never.</param>
/// <param name="Points">How many points the run came by.</param>
/// <param name="Violations">The lifetime rules that it broke.</param>
/// <param name="Failure">The exception with which it ended.</param>
/// <param name="LeavesSection">Whether a read-side section was open when it ended.</param>
internal sealed record CaseRun(
    int ReapedAt, int Points, IReadOnlyList<LifetimeViolation> Violations, Exception? Failure, bool LeavesSection)
{
    private const int Sigkill = 9;

    /// <summary>Whether it broke a rule: one that the kernel sees, or that of pairs of lock and unlock.</summary>
    /// <param name="known">What is still marked in the case, for the fix of another rule.</param>
    public bool IsBroken(IReadOnlyCollection<LifetimeViolationKind> known) =>
        Violations.Any(broken => !known.Contains(broken.Kind)) || LeavesSection
        || Failure is InvalidOperationException && Failure.Message == s_unpaired;

    /// <summary>Whether a module says that its task is gone.</summary>
    public bool SaysGone => ReapedAt < Points && Failure is InvalidOperationException { Message: "The task is gone." or "There is no task." };

    /// <summary>What is said of an unlock without a lock.</summary>
    private static readonly string s_unpaired = Unpaired();

    /// <summary>Runs a case, on a thread of its own: a section that it leaves open ends with that.</summary>
    public static CaseRun Of(RunnableCase subject, int reapedAt)
    {
        using var kernel = new SimulatedKernel(new SimulatedKernelOptions { Seed = 1, Reaping = ReapPolicy.Earliest });
        int target = kernel.Spawn("target", self => self.Pause());
        kernel.Run();
        int points = 0;
        Exception? failure = null;
        bool leavesSection = false;
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

            leavesSection = Rcu.IsReadLockHeld;
        });
        kernel.Dispose();
        return new CaseRun(reapedAt, points, kernel.Violations, failure, leavesSection);
    }

    /// <summary>Whether another run ends at the same point with the same exception.</summary>
    public bool FailsLike(CaseRun other) =>
        ReapedAt == other.ReapedAt && Failure is not null && Failure.GetType() == other.Failure?.GetType();

    public override string ToString() =>
        $"reaped at {ReapedAt} of {Points}: {string.Join("; ", Violations)} {(LeavesSection ? "left a section open" : "")} {Failure}";

    private static void OnOwnThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }

    private static string Unpaired()
    {
        string said = "";
        OnOwnThread(() => said = Assert.Throws<InvalidOperationException>(Rcu.ReadUnlock).Message);
        return said;
    }
}
