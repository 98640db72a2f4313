using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Sections;

/// <summary>UTR4002: the argument is the call that unlocks.</summary>
internal static class UnlockWithoutSection
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR4002",
        "Unlock without a read-side section",
        "'{0}' closes a read-side section, but none is open here; remove it",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "An unlock that no lock matches ends a section of the caller, or throws where there is none.",
        HelpLink.To("UTR4002"));

    public static readonly Rule Rule = new(FindingKind.UnlockWithoutSection, Descriptor);
}
