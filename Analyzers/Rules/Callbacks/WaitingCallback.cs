using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Callbacks;

/// <summary>UTR5001: the arguments are the call that waits and the callback; the story is the line in a callee that waits.</summary>
internal static class WaitingCallback
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR5001",
        "Callback that waits",
        "'{0}' waits inside the callback '{1}', which must not wait for anything outside; answer Stop and resume the task later",
        "Lifetime",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A callback runs in the traced task, which can not be killed or stopped while it waits, and every other engine on the task waits with it. Answer Stop, let another thread do the waiting, and resume the task by Control.",
        HelpLink.To("UTR5001"));

    public static readonly Rule Rule = new(FindingKind.WaitingCallback, Descriptor);
}
