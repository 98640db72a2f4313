using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Configuration;

/// <summary>UTR9002: the arguments are the option as it is written, and what is wrong with it.</summary>
internal static class WrongOption
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR9002",
        "Option of the analyzers is unknown or has a wrong value",
        "'{0}' {1}",
        "Configuration",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "An option in .editorconfig or .globalconfig that begins with 'utrace_lifetimes.' and is not known, or has a value that it can not have, has no effect.",
        HelpLink.To("UTR9002"),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly Rule Rule = new(FindingKind.WrongOption, Descriptor);
}
