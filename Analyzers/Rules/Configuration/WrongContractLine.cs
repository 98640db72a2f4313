using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Configuration;

/// <summary>UTR9001: the arguments are the ID or word as it is written, and what is wrong with it.</summary>
internal static class WrongContractLine
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR9001",
        "Contract file says something that means nothing",
        "'{0}' {1}",
        "Configuration",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What does not parse, names nothing or contradicts something in a contract file (*.lifetimes) is left out: the code is not checked as its writer thinks.",
        HelpLink.To("UTR9001"));

    public static readonly Rule Rule = new(FindingKind.WrongContractLine, Descriptor);
}
