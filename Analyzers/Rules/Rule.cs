using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules;

/// <summary>One rule: the kind of finding that breaks it, and the words in which a user reads of it.</summary>
internal sealed class Rule(FindingKind kind, DiagnosticDescriptor descriptor, CountedFamily? family = null)
{
    public DiagnosticDescriptor Descriptor => descriptor;

    public bool Covers(Finding finding) => finding.Kind == kind && (family is null || finding.Family == family);

    public Diagnostic Raise(Finding finding) =>
        Diagnostic.Create(descriptor, finding.Location, finding.Story, StoryWords.Of(finding), finding.Subject, finding.Detail);
}
