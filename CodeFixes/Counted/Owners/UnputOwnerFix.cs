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
        // Where the member is filled anew, what it held has to be put there too: that nothing puts it was the greater fault, and kept this
        // one silent.
        var puts = new OwedPuts(fault, FixableDiagnosticIds, told => told.Id is "UTR2005" or "UTR3005" && member.IsShownBy(told));
        var home = fault.File.Document.Project.Solution;
        var parts = member.Owner.DeclaringSyntaxReferences.Select(part => home.GetDocumentId(part.SyntaxTree)).OfType<DocumentId>().ToList();
        var cures = ImmutableArray.CreateBuilder<Remedy>();
        foreach (var remedy in await new OwnerCleanup(fault, member).ProposeAsync().ConfigureAwait(false))
            if (await puts.SettleAsync(remedy.Edits, parts).ConfigureAwait(false) is { } edits)
                cures.Add(remedy with { Edits = edits });
        return cures.ToImmutable();
    }
}
