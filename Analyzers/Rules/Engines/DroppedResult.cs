using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Engines;

/// <summary>UTR3007: the argument is the call.</summary>
internal static class DroppedResult
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR3007",
        "Result dropped",
        "The answer of '{0}' is dropped; check it, or assign it to '_' where every answer is the same",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A call that is marked [MustCheck] can fail, and go on as if nothing was: what it was asked for did not happen (__must_check).",
        HelpLink.To("UTR3007"));

    public static readonly Rule Rule = new(FindingKind.DroppedResult, Descriptor);
}
