using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules.Promises;

/// <summary>UTR6002: the arguments are the parameter or member, and the attribute that it needs with the reason.</summary>
internal static class UndeclaredContract
{
    private static readonly DiagnosticDescriptor Descriptor = new(
        "UTR6002",
        "Ownership passes without a word in the declaration",
        "'{0}' needs {1}; without it callers can not know who puts the reference",
        "Lifetime",
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Of a member that is not private or internal, callers know what is declared, not what its body does. The defaults: a method gives what it returns or hands out, a property lends it, a parameter borrows.",
        HelpLink.To("UTR6002"));

    public static readonly Rule Rule = new(FindingKind.UndeclaredContract, Descriptor);
}
