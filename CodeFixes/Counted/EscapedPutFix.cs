using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// UTR2006, UTR3006: a <c>using</c> in the place of the puts that an exception passes by: a declaration, or a statement that ends where
/// the put stood; a <c>finally</c> where neither can serve.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EscapedPutFix))]
[Shared]
public sealed class EscapedPutFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR2006", "UTR3006"];

    private protected override string Title => "Put on the way of exceptions too";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (Acquisition.At(fault.Node, fault.File) is not { } acquired || fault.File.Api.Put(acquired.Local.Type) is not { } put
            || acquired.Ever(Fate.HandedOn) || !acquired.Ever(Fate.Put)
            || await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is not { } trial)
            return [];
        var declaration = PutOnAllWays.Using(fault.File.Afresh(), acquired);
        var statement = PutOnAllWays.UsingStatement(fault.File.Afresh(), acquired);
        var cures = new List<Remedy>();
        foreach (var remedy in PutOnAllWays.IsPutEarly(acquired) ? new[] { statement, declaration } : [declaration, statement])
            if (remedy is not null && await trial.LeavesAsync(remedy.Edits).ConfigureAwait(false) is not null)
                cures.Add(remedy);
        if (cures.Count == 0 && PutOnAllWays.Finally(fault.File.Afresh(), acquired, put.Name) is { } last
            && await trial.LeavesAsync(last.Edits).ConfigureAwait(false) is not null)
            cures.Add(last);
        return [.. cures];
    }
}
