using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Counted;

/// <summary>UTR2006, UTR3006: the arguments are the reference, and the first call that may throw past its put with what to do; the story is that call.</summary>
internal static class PutOnlyWithoutExceptions
{
    private static readonly DiagnosticDescriptor PidDescriptor = new(
        "UTR2006",
        "Pid put only on the way without exceptions",
        "'{0}' is not put when {1}",
        "Lifetime",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "An exception out of a call between the acquisition of a pid reference and its put leaves the method without the put.",
        HelpLink.To("UTR2006"));

    public static readonly Rule Pid = new(FindingKind.PutOnlyWithoutExceptions, PidDescriptor, CountedFamily.Pid);

    private static readonly DiagnosticDescriptor EngineDescriptor = new(
        "UTR3006",
        "Engine put only on the way without exceptions",
        "'{0}' is not put when {1}",
        "Lifetime",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "An exception out of a call between the acquisition of an engine reference and its put leaves the method without the put.",
        HelpLink.To("UTR3006"));

    public static readonly Rule Engine = new(FindingKind.PutOnlyWithoutExceptions, EngineDescriptor, CountedFamily.Engine);
}
