using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Sections;

/// <summary>UTR4001: the arguments are the call that opened the section and the path; the story is the exit that leaves it open.</summary>
internal static class OpenSection
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR4001",
        "Read-side section left open on some path",
        "The read-side section opened by '{0}' is left open {1}; use 'using (Rcu.EnterReadScope())'",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A section that is left open holds back every grace period: no task is ever freed again, and Synchronize waits for good.",
        HelpLink.To("UTR4001"));

    public static readonly Rule Rule = new(FindingKind.OpenSection, Descriptor);
}
