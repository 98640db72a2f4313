using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Tasks;

/// <summary>UTR1003: the arguments are the declaration or the expression that keeps the task, and how it keeps it.</summary>
internal static class HeldTask
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR1003",
        "Task reference outlives its read-side section",
        "'{0}' {1} beyond the read-side section that makes it good; keep a PidHandle and look the task up where it is used",
        "Lifetime",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        "A task reference can not be kept: a module can not take a reference on a task. Keep a pid handle, look the task up where it is used, and put the pid in cleanup.",
        HelpLink.To("UTR1003"));

    public static readonly Rule Rule = new(FindingKind.HeldTask, Descriptor);
}
