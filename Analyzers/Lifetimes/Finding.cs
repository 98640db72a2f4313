using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>What a finding is about; a rule (or a family of two) asks for each.</summary>
internal enum FindingKind
{
    UnprotectedLookup,
    UseAfterSection,
    HeldTask,
    UseAfterBlocking,
    AttachByTask,
    UncheckedTask,
    ComparedTasks,
    MissingPut,
    DoublePut,
    UseAfterPut,
    OwnerWithoutPut,
    LostReference,
    PutOnlyWithoutExceptions,
    DroppedResult,
    DetachWithoutBarrier,
    UnfinishedExamination,
    UnreportedEvents,
    EngineWithoutCleanup,
    OpenSection,
    UnlockWithoutSection,
    BlockingInSection,
    WaitingCallback,
    BrokenContract,
    UndeclaredContract,
    WrongContractLine,
    WrongOption,
}

/// <summary>Which numbers the rules of a counted type have.</summary>
internal enum CountedFamily
{
    /// <summary>Pids, and counted types that say nothing else: UTR200x.</summary>
    Pid,

    /// <summary>Engines: UTR300x.</summary>
    Engine,
}

/// <summary>One broken rule, in terms of the domain.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Location">Where it is wrong.</param>
/// <param name="Subject">The variable or expression that a message names.</param>
/// <param name="Detail">What else a message says: the path, the method.</param>
/// <param name="Family">The family of the counted type; null for tasks and sections.</param>
/// <param name="Story">What led to it, in the order in which it happened.</param>
internal sealed record Finding(
    FindingKind Kind,
    Location Location,
    string Subject,
    string Detail,
    CountedFamily? Family,
    ImmutableArray<Location> Story)
{
    /// <summary>The field or property that the finding is about, by what it keeps: where nothing ever puts that, this is the finding, and no other.</summary>
    public ISymbol? Member { get; init; }

    /// <summary>Where the reference that the member is given comes from.</summary>
    public SyntaxNode? Given { get; init; }
}
