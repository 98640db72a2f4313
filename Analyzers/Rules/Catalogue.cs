using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;
using Utrace.Analyzers.Rules.Callbacks;
using Utrace.Analyzers.Rules.Configuration;
using Utrace.Analyzers.Rules.Counted;
using Utrace.Analyzers.Rules.Engines;
using Utrace.Analyzers.Rules.Promises;
using Utrace.Analyzers.Rules.Sections;
using Utrace.Analyzers.Rules.Tasks;

namespace Utrace.Analyzers.Rules;

/// <summary>All rules, by ID.</summary>
internal static class Catalogue
{
    public static ImmutableArray<Rule> All { get; } =
    [
        UnprotectedLookup.Rule,
        UseAfterSection.Rule,
        HeldTask.Rule,
        UseAfterBlocking.Rule,
        AttachByTask.Rule,
        UncheckedTask.Rule,
        ComparedTasks.Rule,
        MissingPut.Pid,
        DoublePut.Pid,
        UseAfterPut.Pid,
        OwnerWithoutPut.Pid,
        LostReference.Pid,
        PutOnlyWithoutExceptions.Pid,
        MissingPut.Engine,
        DoublePut.Engine,
        UseAfterPut.Engine,
        OwnerWithoutPut.Engine,
        LostReference.Engine,
        PutOnlyWithoutExceptions.Engine,
        DroppedResult.Rule,
        DetachWithoutBarrier.Rule,
        UnfinishedExamination.Rule,
        UnreportedEvents.Rule,
        EngineWithoutCleanup.Rule,
        OpenSection.Rule,
        UnlockWithoutSection.Rule,
        BlockingInSection.Rule,
        WaitingCallback.Rule,
        BrokenContract.Rule,
        UndeclaredContract.Rule,
        WrongContractLine.Rule,
        WrongOption.Rule,
    ];

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } = [.. All.Select(rule => rule.Descriptor)];

    /// <summary>The diagnostic that a finding is, or null where no rule asks for it.</summary>
    public static Diagnostic? Judge(Finding finding)
    {
        foreach (var rule in All)
            if (rule.Covers(finding))
                return rule.Raise(finding);
        return null;
    }
}
