using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;
using Utrace.Analyzers.Rules.Configuration;
using Utrace.Analyzers.Rules.Counted;
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
        AttachByTask.Rule,
        MissingPut.Pid,
        DoublePut.Pid,
        UseAfterPut.Pid,
        MissingPut.Engine,
        DoublePut.Engine,
        UseAfterPut.Engine,
        OpenSection.Rule,
        UnlockWithoutSection.Rule,
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
