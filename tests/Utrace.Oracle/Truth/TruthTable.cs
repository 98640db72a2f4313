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
        new("UTR1004", [LifetimeViolationKind.TaskUsedAfterBlockingCall],
            "a task was used after a call that sleeps, in the section of its lookup, for the first time on a path", true),
        new("UTR1005", [], "AttachTask was called with a task that is good only by the open section", false),
        new("UTR1006", [], "a member of a task that was null was reached for, where nullable analysis is off", false),
        new("UTR2001", [LifetimeViolationKind.PidNotPut], "a pid was not put at the end, and its function ended regularly", false),
        new("UTR2002", [LifetimeViolationKind.PidPutTwice], "a pid was put twice", false),
        new("UTR2003", [LifetimeViolationKind.PidUsedAfterPut], "a pid was used after its put", true),
        new("UTR2004", [], "a pid that went into a field was not put at the end, although the cleanup ran", false),
        new("UTR2005", [], "a pid was not put at the end, and a variable or field that held it was assigned, or none ever did", false),
        new("UTR2006", [], "a pid was not put at the end, and its function was left by an exception out of a call; some run puts it", false),
        new("UTR3001", [LifetimeViolationKind.EngineNotPut], "an engine was not put at the end, and its function ended regularly", false),
        new("UTR3002", [LifetimeViolationKind.EnginePutTwice], "an engine was put twice", false),
        new("UTR3003", [LifetimeViolationKind.EngineUsedAfterPut], "an engine was used after its put", true),
        new("UTR3004", [], "an engine that went into a field was not put at the end, although the cleanup ran", false),
        new("UTR3005", [], "an engine was not put at the end, and a variable or field that held it was assigned, or none ever did", false),
        new("UTR3006", [], "an engine was not put at the end, and its function was left by an exception out of a call; some run puts it", false),
        new("UTR3007", [], "by grammar: the statement is marked", false),
        new("UTR3008", [], "by grammar: the detach before a put is marked", false),
        new("UTR3009", [], "by grammar: the preparation is marked", false),
        new("UTR3010", [], "by grammar: the call is marked", false),
        new("UTR4001", [], "a function ended regularly with a section open that it opened", false),
        new("UTR4002", [], "an unlock was made while no section was open", false),
        new("UTR4003", [LifetimeViolationKind.SectionOpenAtBlockingCall],
            "a call that sleeps was made while a section was open; an await is marked by grammar", false),
    ];

    /// <summary>Whether a rule only hints at what exceptions may do: a program that breaks no other is clean.</summary>
    public static bool IsHint(string rule) => rule is "UTR2006" or "UTR3006";

    /// <summary>Whether the truth of a rule is what the grammar has marked.</summary>
    public static bool IsByGrammar(string rule) => Rows.Any(row => row.Rule == rule && row.Says.StartsWith("by grammar", StringComparison.Ordinal));

    /// <summary>Whether a run can show that a rule is broken.</summary>
    public static bool Knows(string rule) => Rows.Any(row => row.Rule == rule);

    /// <summary>The rule that a violation breaks; null where there is none yet (UTR1004, UTR4003).</summary>
    public static string? RuleOf(LifetimeViolationKind kind) => Rows.FirstOrDefault(row => row.Kinds.Contains(kind))?.Rule;
}
