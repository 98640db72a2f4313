using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Sections;

/// <summary>UTR4003: the arguments are the call, await or yield, and what it does in which section; the story is the call that opened it.</summary>
internal static class BlockingInSection
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR4003",
        "Blocking call inside a read-side section",
        "'{0}' {1}; move it out of the section",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A section must not sleep: what was looked up in it is good no more afterwards, every grace period is held back meanwhile, and a section that is left by another thread than it was entered by is never closed.",
        HelpLink.To("UTR4003"));

    public static readonly Rule Rule = new(FindingKind.BlockingInSection, Descriptor);
}
