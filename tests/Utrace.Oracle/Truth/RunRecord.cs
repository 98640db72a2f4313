namespace Utrace.Oracles.Truth;

/// <summary>One run from outside: what it decided, what could be seen of it, and what it broke.</summary>
internal sealed class RunRecord
{
    // They are seen when the run is over, or change nothing of what the program sees.
    private static readonly LifetimeViolationKind[] s_quiet =
    [
        LifetimeViolationKind.PidNotPut, LifetimeViolationKind.EngineNotPut,
    ];

    private static readonly string[] s_quietRules = ["UTR1001", "UTR1003", "UTR1005", "UTR2001", "UTR3001"];

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
    public bool IsComparable => _kinds.All(s_quiet.Contains) && _faults.All(fault => s_quietRules.Contains(fault.Rule));

    public void See(string what) => _seen.Add(what);

    public void Break(Place place) => _faults.Add(place);

    public void Report(LifetimeViolationKind kind) => _kinds.Add(kind);
}
