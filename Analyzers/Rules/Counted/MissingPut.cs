using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Counted;

/// <summary>UTR2001, UTR3001: the arguments are the reference, and the path with what to do; the story is the exit that leaks it.</summary>
internal static class MissingPut
{
    private static readonly DiagnosticDescriptor PidDescriptor = new(
        "UTR2001",
        "Pid not put on some path",
        "'{0}' is not put {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A pid reference is put exactly once (put_pid). One that is never put is leaked for as long as the process runs.",
        HelpLink.To("UTR2001"));

    public static readonly Rule Pid = new(FindingKind.MissingPut, PidDescriptor, CountedFamily.Pid);

    private static readonly DiagnosticDescriptor EngineDescriptor = new(
        "UTR3001",
        "Engine not put on some path",
        "'{0}' is not put {1}",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An engine reference is put exactly once (utrace_engine_put). One that is never put keeps the engine and its data alive.",
        HelpLink.To("UTR3001"));

    public static readonly Rule Engine = new(FindingKind.MissingPut, EngineDescriptor, CountedFamily.Engine);
}
