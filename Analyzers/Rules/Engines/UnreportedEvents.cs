using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Engines;

/// <summary>UTR3010: the arguments are the expression of the events or of the action, and what is wrong with it.</summary>
internal static class UnreportedEvents
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR3010",
        "Events that nothing reports, or that a call needs and nobody asked for",
        "'{0}' {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An event that no override reports costs a report for nothing. A call that asks for a report (REPORT, SINGLESTEP, BLOCKSTEP) answers EINVAL if the engine has not asked for QUIESCE.",
        HelpLink.To("UTR3010"));

    public static readonly Rule Rule = new(FindingKind.UnreportedEvents, Descriptor);
}
