using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1005: the arguments are the task and the blocking method.</summary>
internal static class AttachByTask
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1005",
        "Attach by a task that may be reaped",
        "'{0}' can be reaped while '{1}' waits; attach by its pid instead",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Attaching may sleep, which breaks a read-side section. It is safe by task only for the current task, the child in a clone report, or a child of one's own that is not reaped; everything else is attached by pid.",
        HelpLink.To("UTR1005"));

    public static readonly Rule Rule = new(FindingKind.AttachByTask, Descriptor);
}
