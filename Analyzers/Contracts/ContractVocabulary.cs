using System.Collections.Immutable;

namespace Utrace.Analyzers.Contracts;

/// <summary>What a contract word can be said of.</summary>
[Flags]
internal enum ContractPlace
{
    None = 0,
    Type = 1 << 0,
    Method = 1 << 1,
    Property = 1 << 2,
    Return = 1 << 3,
    Parameter = 1 << 4,

    /// <summary>The object that a method is called on: <c>this:Puts</c>.</summary>
    Receiver = 1 << 5,
}

/// <summary>What a contract word means.</summary>
/// <param name="Places">What it can be said of.</param>
internal sealed record ContractMeaning(ContractPlace Places)
{
    /// <summary>What it says of a method.</summary>
    public MethodTraits Method { get; init; }

    /// <summary>What it says of what is passed in or out.</summary>
    public ReferenceTraits Reference { get; init; }

    /// <summary>What it says of a type.</summary>
    public TypeRole Role { get; init; }

    /// <summary>The arguments of which one must stand behind it; empty where any may.</summary>
    public ImmutableArray<string>? Arguments { get; init; }

    public string? WrongArgument(string? argument) => Arguments switch
    {
        null => argument is null ? null : "takes no argument; remove it",
        [] => null,
        var allowed => argument is not null && allowed.Value.Contains(argument) ? null
            : $"takes an argument; write ({string.Join(") or (", allowed)}) behind it",
    };

    public MethodTraits MethodAt(ContractPlace place) =>
        place is ContractPlace.Method or ContractPlace.Property or ContractPlace.Receiver ? Method : MethodTraits.None;

    public ReferenceTraits ReferenceAt(ContractPlace place, string? argument) =>
        place is not (ContractPlace.Return or ContractPlace.Property or ContractPlace.Parameter) ? ReferenceTraits.None
        : Arguments is null ? Reference
        : argument == "true" ? ReferenceTraits.NotNullWhenTrue
        : ReferenceTraits.NotNullWhenFalse;
}

/// <summary>
/// The words of contract files: the names of the attributes without their brackets, and the few that only code which carries no
/// attributes has a need of.
/// </summary>
internal static class ContractVocabulary
{
    private const ContractPlace Value = ContractPlace.Return | ContractPlace.Property | ContractPlace.Parameter;

    private static readonly ImmutableSortedDictionary<string, ContractMeaning> Words = new Dictionary<string, ContractMeaning>
    {
        ["RcuProtected"] = new(ContractPlace.Type) { Role = TypeRole.Protected },
        ["Counted"] = new(ContractPlace.Type) { Role = TypeRole.Counted, Arguments = [] },
        ["ReadLockScope"] = new(ContractPlace.Type) { Role = TypeRole.Scope },
        ["AcquiresReadLock"] = new(ContractPlace.Method) { Method = MethodTraits.AcquiresReadLock },
        ["ReleasesReadLock"] = new(ContractPlace.Method) { Method = MethodTraits.ReleasesReadLock },
        ["RequiresReadLock"] = new(ContractPlace.Method | ContractPlace.Property) { Method = MethodTraits.RequiresReadLock },
        ["AssertsReadLock"] = new(ContractPlace.Method) { Method = MethodTraits.AssertsReadLock },
        ["MayBlock"] = new(ContractPlace.Method | ContractPlace.Property) { Method = MethodTraits.MayBlock },
        ["Waits"] = new(ContractPlace.Method | ContractPlace.Property) { Method = MethodTraits.MayBlock | MethodTraits.Waits },
        ["MustNotWait"] = new(ContractPlace.Method) { Method = MethodTraits.MustNotWait },
        ["MustCheck"] = new(ContractPlace.Method) { Method = MethodTraits.MustCheck },
        ["AwaitsCallbacks"] = new(ContractPlace.Method) { Method = MethodTraits.EngineCall | MethodTraits.AwaitsCallbacks },
        ["DoesNotReturn"] = new(ContractPlace.Method) { Method = MethodTraits.DoesNotReturn },
        ["Puts"] = new(ContractPlace.Method | ContractPlace.Receiver | ContractPlace.Parameter)
        {
            Method = MethodTraits.Puts,
            Reference = ReferenceTraits.Puts,
        },
        ["Acquires"] = new(ContractPlace.Receiver) { Method = MethodTraits.Acquires },
        ["Owned"] = new(Value) { Reference = ReferenceTraits.Owned },
        ["Borrowed"] = new(Value) { Reference = ReferenceTraits.Borrowed },
        ["AlwaysValid"] = new(Value) { Reference = ReferenceTraits.AlwaysValid },
        ["ValidDuringCall"] = new(ContractPlace.Parameter) { Reference = ReferenceTraits.ValidDuringCall },
        ["StaleTolerant"] = new(ContractPlace.Parameter) { Reference = ReferenceTraits.StaleTolerant },
        ["InvokedDuringCall"] = new(ContractPlace.Parameter) { Reference = ReferenceTraits.InvokedDuringCall },
        ["RequestsEvents"] = new(ContractPlace.Parameter) { Reference = ReferenceTraits.RequestsEvents },
        ["NotNullWhen"] = new(ContractPlace.Parameter) { Arguments = ["true", "false"] },
        ["SetsTrue"] = new(ContractPlace.Parameter) { Reference = ReferenceTraits.SetsTrue },
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly ImmutableArray<MethodTraits> MethodContradictions =
    [
        MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock,
        MethodTraits.Acquires | MethodTraits.Puts,
    ];

    private static readonly ImmutableArray<ReferenceTraits> ReferenceContradictions =
    [
        ReferenceTraits.Owned | ReferenceTraits.Borrowed,
        ReferenceTraits.Owned | ReferenceTraits.Puts,
        ReferenceTraits.Borrowed | ReferenceTraits.Puts,
        ReferenceTraits.AlwaysValid | ReferenceTraits.ValidDuringCall,
        ReferenceTraits.NotNullWhenTrue | ReferenceTraits.NotNullWhenFalse,
    ];

    public static ContractMeaning? MeaningOf(string word) => Words.TryGetValue(word, out var meaning) ? meaning : null;

    /// <summary>The words that can be said of something, for a message.</summary>
    public static string WordsFor(ContractPlace place) =>
        string.Join(", ", Words.Where(word => (word.Value.Places & place) != 0).Select(word => "'" + word.Key + "'"));

    public static bool Contradict(MethodTraits one, MethodTraits other) =>
        MethodContradictions.Any(pair => (one & pair) is not MethodTraits.None and var part && part != pair && (other & pair) == (pair & ~part));

    public static bool Contradict(ReferenceTraits one, ReferenceTraits other) =>
        ReferenceContradictions.Any(pair => (one & pair) is not ReferenceTraits.None and var part && part != pair && (other & pair) == (pair & ~part));
}
