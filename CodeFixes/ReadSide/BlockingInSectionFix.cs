using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;
using Utrace.CodeFixes.Tasks;

namespace Utrace.CodeFixes.ReadSide;

/// <summary>
/// UTR4003: lets the section end before what may sleep, or begin behind it, or leaves it for that time. The order in which things
/// are done stays as it is.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BlockingInSectionFix))]
[Shared]
public sealed class BlockingInSectionFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR4003"];

    private protected override string Title => "Move what may sleep out of the section";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (Sections.Around(fault.Node, fault.File) is null
            || SectionNeeds.IsConditionallyCompiled(fault.File, Mentions.MemberOf(fault.Node).Span)
            || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        foreach (var (kind, title, write) in Ways)
        {
            var file = fault.File.Afresh();
            if (write(file, fault.Node) && SolutionEdits.Of(file) is { } edits && await trial.LeavesAsync(edits).ConfigureAwait(false) is not null)
                return [new Remedy(kind, title, edits)];
        }

        return [];
    }

    private static readonly ImmutableArray<(string Kind, string Title, Func<SourceFile, SyntaxNode, bool> Write)> Ways =
    [
        ("Before", "Let the section end before it", (file, at) => new EarlierEnd(file, at) { IsTried = true }.Write()),
        ("Behind", "Let the section begin behind it", (file, at) => new LaterBegin(file, at).Write()),
        ("Around", "Leave the section for it", (file, at) => new LaterBegin(file, at).WriteAround()),
    ];
}
