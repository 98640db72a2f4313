using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Engines;

/// <summary>UTR3011: the arguments are the engine and how it is kept; the finding lies on the events that it asks for.</summary>
internal static class EngineWithoutCleanup
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR3011",
        "Engine kept without hearing of its task's end",
        "'{0}' {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Who keeps an engine, or has references in its data, asks for REAP or DEATH to clean up when the task is gone.",
        HelpLink.To("UTR3011"));

    public static readonly Rule Rule = new(FindingKind.EngineWithoutCleanup, Descriptor);
}
