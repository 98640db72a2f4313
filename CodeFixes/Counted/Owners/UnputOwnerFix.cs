using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Utrace.CodeFixes.Counted.Owners;

/// <summary>
/// UTR2004, UTR3004: what a member owns is put in the cleanup of its type, each element of a collection; a type that has none gets one.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnputOwnerFix))]
[Shared]
public sealed class UnputOwnerFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR2004", "UTR3004"];

    private protected override string Title => "Put what types own";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (OwnedMember.At(fault) is not { } member)
            return [];
        var trial = new OwnerTrial(fault, member);
        var cures = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var remedy in await new OwnerCleanup(fault, member).ProposeAsync().ConfigureAwait(false))
            if (await trial.CureAsync(remedy).ConfigureAwait(false) is { } cured)
                cures.Add(cured);
        return cures.ToImmutable();
    }
}
