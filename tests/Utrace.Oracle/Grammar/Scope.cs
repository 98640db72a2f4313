namespace Utrace.Oracles.Grammar;

/// <summary>How a function can pause.</summary>
internal enum Suspension
{
    None,
    Await,
    Yield,
}

/// <summary>What the statements at one place of a program may use, and what they owe.</summary>
internal sealed class Scope(Scope? outer)
{
    /// <summary>Pids that are held here and not null.</summary>
    public List<string> Pids { get; } = [];

    public List<string> Engines { get; } = [];

    /// <summary>Tasks that are good here and not null.</summary>
    public List<string> Tasks { get; } = [];

    /// <summary>Tasks whose section has ended: to be tested for null or passed where they may be stale.</summary>
    public List<string> Stale { get; } = [];

    public List<string> Flags { get; } = [];

    /// <summary>Statements that a way out has to make, the last first.</summary>
    public List<string> Duties { get; } = [];

    /// <summary>A function of its own: a way out of it owes nothing to the scopes outside.</summary>
    public bool IsFunction { get; init; }

    public bool IsLoop { get; init; }

    /// <summary>An exception is caught further out: what is owed has to be put by a using or a finally.</summary>
    public bool IsGuarded { get; init; }

    /// <summary>No jumps: a finally, or code that runs as a delegate.</summary>
    public bool IsStraight { get; init; }

    /// <summary>Inside a try with a catch, or that catch: no yield.</summary>
    public bool IsCaught { get; init; }

    /// <summary>A section may be open here: no suspension and nothing that waits.</summary>
    public bool MayHaveSection { get; init; }

    /// <summary>How this function can pause.</summary>
    public Suspension Pauses { get; init; }

    /// <summary>How this function is left.</summary>
    public string Return { get; init; } = "return;";

    /// <summary>A section is open here.</summary>
    public bool HasSection { get; init; }

    public Scope? Outer => outer;

    public IEnumerable<Scope> Chain()
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
            yield return scope;
    }

    public bool InSection => Chain().Any(scope => scope.HasSection);

    public bool Guarded => Chain().TakeWhile(scope => !scope.IsFunction).Any(scope => scope.IsGuarded);

    public bool Straight => Chain().Any(scope => scope.IsStraight);

    /// <summary>How the innermost function can pause.</summary>
    public Suspension Suspends => Function.Pauses;

    /// <summary>How the innermost function is left.</summary>
    public string ReturnStatement => Function.Return;

    /// <summary>Whether this is no place to pause, although the function may.</summary>
    public bool BarsSuspension =>
        Chain().Any(scope => scope.MayHaveSection)
        || Suspends == Suspension.Yield && Chain().Any(scope => scope.IsCaught || scope.IsStraight);

    private Scope Function => Chain().FirstOrDefault(scope => scope.IsFunction) ?? Chain().Last();

    /// <summary>What a return has to do first.</summary>
    public IEnumerable<string> ReturnDuties()
    {
        foreach (Scope scope in Chain())
        {
            foreach (string duty in Enumerable.Reverse(scope.Duties))
                yield return duty;
            if (scope.IsFunction)
                yield break;
        }
    }

    /// <summary>What a break or continue has to do first; null where no loop is.</summary>
    public IEnumerable<string>? LoopDuties()
    {
        List<string> duties = [];
        foreach (Scope scope in Chain())
        {
            duties.AddRange(Enumerable.Reverse(scope.Duties));
            if (scope.IsLoop)
                return duties;
            if (scope.IsFunction)
                return null;
        }
        return null;
    }
}
