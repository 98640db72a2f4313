using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// UTR2001, UTR3001: declares the local with <c>using</c>; puts it in a <c>finally</c> where that can not serve; and where the
/// reference is handed on along some path, puts it on the paths that leak it and nowhere else.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingPutFix))]
[Shared]
public sealed class MissingPutFix : LifetimeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["UTR2001", "UTR3001"];

    private protected override string Title => "Put what is not put";

    private protected override async Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault)
    {
        if (Acquisition.At(fault.Node, fault.File) is not { } acquired || fault.File.Api.Put(acquired.Local.Type) is not { } put
            || acquired.Statement is { UsingKeyword.RawKind: not 0 })
            return [];
        var remedy = acquired.Ever(Fate.HandedOn)
            ? Exits(fault, acquired, put.Name)
            : PutOnAllWays.Using(fault.File.Afresh(), acquired) ?? PutOnAllWays.Finally(fault.File.Afresh(), acquired, put.Name);
        return remedy is not null && await Trial.OfAsync(fault, FixableDiagnosticIds).ConfigureAwait(false) is { } trial
            && await trial.LeavesAsync(remedy.Edits, mayHint: true).ConfigureAwait(false) is not null
                ? [remedy]
                : [];
    }

    private static Remedy? Exits(Fault fault, Acquisition acquired, string put)
    {
        var file = fault.File.Afresh();
        return LeakingExits.Write(file, acquired, fault.Story, put)
            && SolutionEdits.Of(file) is { } edits
                ? new Remedy("Exits", $"Put '{acquired.Name}' on the paths that leak it", edits)
                : null;
    }
}
