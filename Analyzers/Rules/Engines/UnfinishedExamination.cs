using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Engines;

/// <summary>UTR3009: the arguments are the examiner or what was read, and what is wrong with it.</summary>
internal static class UnfinishedExamination
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR3009",
        "Examination not finished, or failed",
        "'{0}' {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What is read of another task counts only if the examination was prepared and finished, and both answered 0 (utrace_prepare_examine, utrace_finish_examine).",
        HelpLink.To("UTR3009"));

    public static readonly Rule Rule = new(FindingKind.UnfinishedExamination, Descriptor);
}
