using Microsoft.CodeAnalysis;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted.Owners;

/// <summary>
/// Asks the analysis what it thinks of a type that puts what it owns now. Where the member is filled anew, what it held has to be put
/// there too: that nothing puts it was the greater fault, and kept this one silent.
/// </summary>
internal sealed class OwnerTrial(Fault fault, OwnedMember member)
{
    /// <summary>The most places at which one member is filled anew that one remedy mends.</summary>
    private const int MostPlaces = 32;

    private readonly Solution before = fault.File.Document.Project.Solution;

    /// <summary>The remedy with what else it takes; null where the fault is still there, or something is new.</summary>
    public async Task<Remedy?> CureAsync(Remedy remedy)
    {
        var documents = member.Owner.DeclaringSyntaxReferences.Select(part => before.GetDocumentId(part.SyntaxTree)).OfType<DocumentId>()
            .Concat(remedy.Edits.Documents).Distinct().ToList();
        var known = Count(await AskAsync(before, documents).ConfigureAwait(false));
        var solution = remedy.Edits.ApplyTo(before);
        for (var place = 0; place < MostPlaces; place++)
        {
            var told = await AskAsync(solution, documents).ConfigureAwait(false);
            var now = Count(told);
            if (told.Find(one => IsLoss(one.Diagnostic) && OfId(now, one.Diagnostic.Id) > OfId(known, one.Diagnostic.Id) && IsOfMember(one.Diagnostic))
                is { Diagnostic: not null } lost)
            {
                if (await MendAsync(solution, lost.Document, lost.Diagnostic).ConfigureAwait(false) is not { } mended)
                    return null;
                solution = mended;
                continue;
            }

            var isGone = OfId(now, "UTR2004") + OfId(now, "UTR3004") < OfId(known, "UTR2004") + OfId(known, "UTR3004");
            return isGone && now.All(count => count.Value <= OfId(known, count.Key))
                && SolutionEdits.Between(before, solution, documents) is { } edits
                    ? remedy with { Edits = edits }
                    : null;
        }

        return null;
    }

    private async Task<Solution?> MendAsync(Solution solution, DocumentId document, Diagnostic lost) =>
        await Fault.LocateAsync(solution.GetDocument(document)!, lost.Location.SourceSpan, LifetimeFix.StoryOf(lost), fault.Cancellation)
            .ConfigureAwait(false) is { } located
        && await new LostReferenceFix().ChooseAsync(located, null).ConfigureAwait(false) is { } remedy
            ? remedy.Edits.ApplyTo(solution)
            : null;

    private async Task<List<(DocumentId Document, Diagnostic Diagnostic)>> AskAsync(Solution solution, List<DocumentId> documents)
    {
        var told = new List<(DocumentId, Diagnostic)>();
        foreach (var id in documents)
            if (solution.GetDocument(id) is { } document)
                told.AddRange((await Trial.AskAsync(document, null, fault.Cancellation).ConfigureAwait(false)).Select(one => (id, one)));
        return told;
    }

    private static bool IsLoss(Diagnostic diagnostic) => diagnostic.Id is "UTR2005" or "UTR3005";

    private bool IsOfMember(Diagnostic diagnostic)
    {
        var text = diagnostic.Location.SourceTree?.GetText(fault.Cancellation).ToString(diagnostic.Location.SourceSpan) ?? "";
        return text == member.Symbol.Name || text.EndsWith("." + member.Symbol.Name, StringComparison.Ordinal);
    }

    private static Dictionary<string, int> Count(List<(DocumentId, Diagnostic Diagnostic)> told) =>
        told.GroupBy(one => one.Diagnostic.Id).ToDictionary(same => same.Key, same => same.Count());

    private static int OfId(Dictionary<string, int> counts, string id) => counts.TryGetValue(id, out var count) ? count : 0;
}
