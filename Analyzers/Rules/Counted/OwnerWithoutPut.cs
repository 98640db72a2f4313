using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Counted;

/// <summary>UTR2004, UTR3004: the arguments are the member and its type; the story is where references are stored in it.</summary>
internal static class OwnerWithoutPut
{
    private static readonly DiagnosticDescriptor PidDescriptor = new(
        "UTR2004",
        "Type owns pids and never puts them",
        "'{0}' owns a reference, and no member of '{1}' puts it; put it in 'Dispose'",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A pid that a type stores is the type's to put: in Dispose, or in whatever member ends its work.",
        HelpLink.To("UTR2004"));

    public static readonly Rule Pid = new(FindingKind.OwnerWithoutPut, PidDescriptor, CountedFamily.Pid);

    private static readonly DiagnosticDescriptor EngineDescriptor = new(
        "UTR3004",
        "Type owns engines and never puts them",
        "'{0}' owns a reference, and no member of '{1}' puts it; put it in 'Dispose'",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An engine that a type stores is the type's to put: in Dispose, or in whatever member ends its work.",
        HelpLink.To("UTR3004"));

    public static readonly Rule Engine = new(FindingKind.OwnerWithoutPut, EngineDescriptor, CountedFamily.Engine);
}
