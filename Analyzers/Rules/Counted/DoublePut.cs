using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Counted;

/// <summary>UTR2002, UTR3002: the argument is the reference; the story is the other put.</summary>
internal static class DoublePut
{
    private static readonly DiagnosticDescriptor PidDescriptor = new(
        "UTR2002",
        "Pid put twice",
        "'{0}' is put already; remove one of the two puts",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A pid reference is put exactly once. A second put says that two places believe they own it.",
        HelpLink.To("UTR2002"));

    public static readonly Rule Pid = new(FindingKind.DoublePut, PidDescriptor, CountedFamily.Pid);

    private static readonly DiagnosticDescriptor EngineDescriptor = new(
        "UTR3002",
        "Engine put twice",
        "'{0}' is put already; remove one of the two puts",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An engine reference is put exactly once. A second put says that two places believe they own it.",
        HelpLink.To("UTR3002"));

    public static readonly Rule Engine = new(FindingKind.DoublePut, EngineDescriptor, CountedFamily.Engine);
}
