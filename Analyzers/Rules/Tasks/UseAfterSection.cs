using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1002: the argument 0 is the task; the story is its lookup and the end of the section.</summary>
internal static class UseAfterSection
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1002",
        "Task used after its read-side section has ended",
        "'{0}' was looked up in a read-side section that has ended; use it inside that section, or look it up again",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "When the section in which a task was looked up ends, the task can be reaped and freed at any moment.",
        HelpLink.To("UTR1002"));

    public static readonly Rule Rule = new(FindingKind.UseAfterSection, Descriptor);
}
