using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Engines;

/// <summary>UTR3008: the arguments are the engine and what goes away; the finding lies on the detach, the story is what tears down.</summary>
internal static class DetachWithoutBarrier
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR3008",
        "Detach without a barrier",
        "'{0}' may still be in a callback when {1}; where the detach answers EINPROGRESS call 'Barrier' first",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A detach that answers EINPROGRESS leaves a callback running. What the callback uses goes away only after a barrier (utrace_barrier).",
        HelpLink.To("UTR3008"));

    public static readonly Rule Rule = new(FindingKind.DetachWithoutBarrier, Descriptor);
}
