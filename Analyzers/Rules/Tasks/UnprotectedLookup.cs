using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1001: the argument 0 is the lookup or the call that leads to one.</summary>
internal static class UnprotectedLookup
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1001",
        "Task looked up outside a read-side section",
        "'{0}' needs a read-side section and none is open here; put it and the uses of its result inside 'using (Rcu.EnterReadScope())'",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A task reference is good only inside a read-side section that was open when it was looked up. Without one the task can be reaped and freed before the reference is used.",
        HelpLink.To("UTR1001"));

    public static readonly Rule Rule = new(FindingKind.UnprotectedLookup, Descriptor);
}
