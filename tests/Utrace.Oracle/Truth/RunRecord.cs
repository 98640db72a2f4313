namespace Utrace.Oracles.Truth;

/// <summary>One run from outside: what it decided, what could be seen of it, and what it broke.</summary>
internal sealed class RunRecord
{
    // What comes after these is what would have come without them, unless an exception says otherwise.
    private static readonly LifetimeViolationKind[] s_quiet =
    [
        LifetimeViolationKind.PidNotPut, LifetimeViolationKind.EngineNotPut, LifetimeViolationKind.TaskLookedUpOutsideSection,
        LifetimeViolationKind.SectionOpenAtBlockingCall,
    ];

    private static readonly string[] s_quietRules =
        ["UTR1001", "UTR1003", "UTR1005", "UTR2001", "UTR3001", .. s_quiet.Select(NameOf)];

    private readonly List<string> _seen = [];
    private readonly HashSet<Place> _faults = [];
    private readonly HashSet<LifetimeViolationKind> _kinds = [];

    /// <summary>All that was decided, in order.</summary>
    public required IReadOnlyList<Decision> Decisions { get; init; }

    /// <summary>The choices, what was logged and used, how it ended, and what the kernel held then.</summary>
    public IReadOnlyList<string> Seen => _seen;

    /// <summary>The rules that were broken, and where.</summary>
    public IReadOnlySet<Place> Faults => _faults;

    /// <summary>What the kernel has reported.</summary>
    public IReadOnlySet<LifetimeViolationKind> Kinds => _kinds;

    /// <summary>An exception that is no choice of the run has ended it or what ran later: what would have come then is not known.</summary>
    public bool IsCut { get; set; }

    /// <summary>Nothing was broken.</summary>
    public bool IsFine => _faults.Count == 0 && _kinds.Count == 0;

    /// <summary>What was broken, if anything, did not reach what could be seen.</summary>
    public bool IsComparable => (IsFine || !IsCut)
        && _kinds.All(s_quiet.Contains) && _faults.All(fault => s_quietRules.Contains(fault.Rule));

    /// <summary>Something was not put.</summary>
    public bool Leaks => _kinds.Contains(LifetimeViolationKind.PidNotPut) || _kinds.Contains(LifetimeViolationKind.EngineNotPut);

    /// <summary>What stands for the rule where a violation breaks none.</summary>
    public static string NameOf(LifetimeViolationKind kind) => TruthTable.RuleOf(kind) ?? kind.ToString();

    public void See(string what) => _seen.Add(what);

    public void Break(Place place) => _faults.Add(place);

    public void Report(LifetimeViolationKind kind) => _kinds.Add(kind);
}
