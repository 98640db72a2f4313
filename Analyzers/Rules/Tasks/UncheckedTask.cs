using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1006: the argument 0 is the task; the story is its lookup, and the use in a method that it is passed to.</summary>
internal static class UncheckedTask
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1006",
        "Task used without a null check",
        "'{0}' is used as if its lookup had found a task, but it can answer null at any time; check it for null first",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A lookup answers null as soon as the task is reaped, whatever was seen of it before. Where nullable analysis is on, the compiler says so itself.",
        HelpLink.To("UTR1006"));

    public static readonly Rule Rule = new(FindingKind.UncheckedTask, Descriptor);
}
