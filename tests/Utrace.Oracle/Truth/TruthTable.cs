namespace Utrace.Oracles.Truth;

/// <summary>How a rule's truth is known.</summary>
/// <param name="Rule">Its ID.</param>
/// <param name="Kinds">What the simulated kernel calls it, where it sees it.</param>
/// <param name="Says">What is true, in words.</param>
/// <param name="IsMemorySafety">Whether nothing of it may be missed.</param>
internal sealed record TruthRow(string Rule, LifetimeViolationKind[] Kinds, string Says, bool IsMemorySafety);

/// <summary>
/// The one table of what each rule means at run time. UTR1007, UTR6001 and UTR6002 have no such meaning: a comparison answers, and what a
/// declaration says no run can see.
/// </summary>
internal static class TruthTable
{
    public static IReadOnlyList<TruthRow> Rows { get; } =
    [
        new("UTR1001", [LifetimeViolationKind.TaskLookedUpOutsideSection], "a lookup was made while no section was open", true),
        new("UTR1002", [LifetimeViolationKind.TaskUsedAfterSection],
            "a task was used after its section, for the first time on a path", true),
        new("UTR1003", [], "by grammar: the line is marked, or a field has the type", true),
        new("UTR1005", [], "AttachTask was called with a task that is good only by the open section", false),
        new("UTR1006", [], "a member of a task that was null was reached for, where nullable analysis is off", false),
        new("UTR2001", [LifetimeViolationKind.PidNotPut], "a pid was not put at the end, and its function ended regularly", false),
        new("UTR2002", [LifetimeViolationKind.PidPutTwice], "a pid was put twice", false),
        new("UTR2003", [LifetimeViolationKind.PidUsedAfterPut], "a pid was used after its put", true),
        new("UTR3001", [LifetimeViolationKind.EngineNotPut], "an engine was not put at the end, and its function ended regularly", false),
        new("UTR3002", [LifetimeViolationKind.EnginePutTwice], "an engine was put twice", false),
        new("UTR3003", [LifetimeViolationKind.EngineUsedAfterPut], "an engine was used after its put", true),
        new("UTR4001", [], "a function ended regularly with a section open that it opened", false),
        new("UTR4002", [], "an unlock was made while no section was open", false),
    ];

    /// <summary>Whether a run can show that a rule is broken.</summary>
    public static bool Knows(string rule) => Rows.Any(row => row.Rule == rule);

    /// <summary>The rule that a violation breaks; null where there is none yet (UTR1004, UTR4003).</summary>
    public static string? RuleOf(LifetimeViolationKind kind) => Rows.FirstOrDefault(row => row.Kinds.Contains(kind))?.Rule;
}
