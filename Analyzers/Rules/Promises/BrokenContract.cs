using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Promises;

/// <summary>UTR6001: the arguments are the declaration or the expression that breaks the contract, and how; the story is the contract.</summary>
internal static class BrokenContract
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR6001",
        "Body does not keep its contract",
        "'{0}' {1}; keep the contract, or declare another",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Callers go by what a member declares, and by what it inherits from the member that it overrides or implements. A body that does otherwise makes correct callers wrong.",
        HelpLink.To("UTR6001"));

    public static readonly Rule Rule = new(FindingKind.BrokenContract, Descriptor);
}
