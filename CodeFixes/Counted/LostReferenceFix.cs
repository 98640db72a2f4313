using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// UTR2005, UTR3005: what is overwritten is put first, or when the new value is there; what is dropped is kept with <c>using</c>, or put at
/// once.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LostReferenceFix))]
[Shared]
public sealed class LostReferenceFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR2005", "UTR3005"];

    private protected override string Title => "Put what is overwritten or dropped";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        var candidates = Candidates(fault).ToList();
        if (candidates.Count == 0 || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var cures = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var remedy in candidates)
            if (await trial.LeavesAsync(remedy.Edits, mayHint: true).ConfigureAwait(false) is not null)
                cures.Add(remedy);
        return cures.ToImmutable();
    }

    private static IEnumerable<Remedy> Candidates(Fault fault)
    {
        var file = fault.File;
        Remedy?[] all = OverwrittenReference.At(fault.Node, file) is { } overwritten
            ? [overwritten.PutFirst(file.Afresh()), overwritten.PutBetween(file.Afresh())]
            : DiscardedOutput.At(fault.Node, file) is { } output
                ? [output.Put(file.Afresh())]
                : DroppedReference.At(fault.Node, file) is { } dropped
                    ? dropped.IsTakenOut
                        ? [dropped.PutAtOnce(file.Afresh()), dropped.Keep(file.Afresh())]
                        : [dropped.Keep(file.Afresh()), dropped.PutAtOnce(file.Afresh())]
                    : [];
        return all.OfType<Remedy>();
    }
}
