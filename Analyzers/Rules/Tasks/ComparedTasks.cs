using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1007: the arguments are the two tasks; the story is their lookups.</summary>
internal static class ComparedTasks
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1007",
        "Tasks of different read-side sections compared",
        "'{0}' and '{1}' were looked up in different read-side sections and can differ for the same thread after an exec; compare their pids",
        "Lifetime",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "After an exec by a thread that is not the leader, the pid of the leader names another task; and a task that is freed can come to lie where a new one is made. Only pids tell threads apart for longer than a section.",
        HelpLink.To("UTR1007"));

    public static readonly Rule Rule = new(FindingKind.ComparedTasks, Descriptor);
}
