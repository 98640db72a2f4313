using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Counted;

/// <summary>UTR2003, UTR3003: the arguments are the reference and how it is used; the story is its put.</summary>
internal static class UseAfterPut
{
    private static readonly DiagnosticDescriptor PidDescriptor = new(
        "UTR2003",
        "Pid used after its put",
        "'{0}' {1}; use it before, or take a reference of its own with 'Get()'",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "After the put the reference is not yours: the pid may be freed, and the handle throws ObjectDisposedException.",
        HelpLink.To("UTR2003"));

    public static readonly Rule Pid = new(FindingKind.UseAfterPut, PidDescriptor, CountedFamily.Pid);

    private static readonly DiagnosticDescriptor EngineDescriptor = new(
        "UTR3003",
        "Engine used after its put",
        "'{0}' {1}; use it before, or take a reference of its own with 'Get()'",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "After the put the reference is not yours: the engine may be freed, and the handle throws ObjectDisposedException.",
        HelpLink.To("UTR3003"));

    public static readonly Rule Engine = new(FindingKind.UseAfterPut, EngineDescriptor, CountedFamily.Engine);
}
