using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Counted;

/// <summary>
/// UTR2005, UTR3005: the arguments are the variable that is overwritten, or the expression whose result is dropped, and the words for it;
/// the story is where the overwritten reference was acquired.
/// </summary>
internal static class LostReference
{
    private static readonly DiagnosticDescriptor PidDescriptor = new(
        "UTR2005",
        "Pid overwritten or dropped before it is put",
        "'{0}' {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A pid reference that no variable holds any more can not be put (put_pid). It is leaked for as long as the process runs.",
        HelpLink.To("UTR2005"));

    public static readonly Rule Pid = new(FindingKind.LostReference, PidDescriptor, CountedFamily.Pid);

    private static readonly DiagnosticDescriptor EngineDescriptor = new(
        "UTR3005",
        "Engine overwritten or dropped before it is put",
        "'{0}' {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An engine reference that no variable holds any more can not be put (utrace_engine_put). It keeps the engine and its data alive.",
        HelpLink.To("UTR3005"));

    public static readonly Rule Engine = new(FindingKind.LostReference, EngineDescriptor, CountedFamily.Engine);
}
