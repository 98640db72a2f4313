using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1004: the arguments are the task and the call that can sleep; the story is its lookup and that call.</summary>
internal static class UseAfterBlocking
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1004",
        "Task used after a blocking call",
        "'{0}' was looked up before '{1}', which can sleep and so ends the protection of its section; look it up again after it",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A thread that sleeps is outside every read-side section, whatever stands around the call in the source. A task that was looked up before can be reaped and freed meanwhile.",
        HelpLink.To("UTR1004"));

    public static readonly Rule Rule = new(FindingKind.UseAfterBlocking, Descriptor);
}
