using Microsoft.CodeAnalysis;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// A rewriting that makes counted references out of tasks owes their puts: goes on, aside, with the fixes for what is not put, until the
/// analysis has nothing to say that it did not say before.
/// </summary>
internal static class OwedPuts
{
    /// <summary>The most puts that one remedy writes.</summary>
    private const int MostPuts = 32;

    private static readonly string[] Owed = ["UTR2001", "UTR2005", "UTR2006"];

    /// <summary>The edits with the puts that they take; null where the fault is still there, or something is new.</summary>
    public static async Task<SolutionEdits?> SettleAsync(SolutionEdits edits, Fault fault)
    {
        var before = fault.File.Document.Project.Solution;
        var documents = edits.Documents.ToList();
        var known = Count(await AskAsync(before, documents, fault.Cancellation).ConfigureAwait(false));
        var solution = edits.ApplyTo(before);
        for (var put = 0; put < MostPuts; put++)
        {
            var told = await AskAsync(solution, documents, fault.Cancellation).ConfigureAwait(false);
            var now = Count(told);
            var owed = told.Find(one => Owed.Contains(one.Diagnostic.Id) && OfId(now, one.Diagnostic.Id) > OfId(known, one.Diagnostic.Id));
            if (owed.Diagnostic is null)
                return OfId(now, "UTR1003") < OfId(known, "UTR1003") && now.All(count => count.Value <= OfId(known, count.Key))
                    ? SolutionEdits.Between(before, solution, documents)
                    : null;
            if (await MendAsync(solution, owed.Document, owed.Diagnostic, fault.Cancellation).ConfigureAwait(false) is not { } mended)
                return null;
            solution = mended;
        }

        return null;
    }

    private static async Task<Solution?> MendAsync(Solution solution, DocumentId document, Diagnostic owed, CancellationToken cancellation)
    {
        LifetimeFix fix = owed.Id switch
        {
            "UTR2001" => new MissingPutFix(),
            "UTR2005" => new LostReferenceFix(),
            _ => new EscapedPutFix(),
        };
        return await Fault.LocateAsync(solution.GetDocument(document)!, owed.Location.SourceSpan, LifetimeFix.StoryOf(owed), cancellation)
                .ConfigureAwait(false) is { } located
            && await fix.ChooseAsync(located, null).ConfigureAwait(false) is { } remedy
                ? remedy.Edits.ApplyTo(solution)
                : null;
    }

    private static async Task<List<(DocumentId Document, Diagnostic Diagnostic)>> AskAsync(
        Solution solution, List<DocumentId> documents, CancellationToken cancellation)
    {
        var told = new List<(DocumentId, Diagnostic)>();
        foreach (var id in documents)
            if (solution.GetDocument(id) is { } document)
                told.AddRange((await Trial.AskAsync(document, null, cancellation).ConfigureAwait(false)).Select(one => (id, one)));
        return told;
    }

    private static Dictionary<string, int> Count(List<(DocumentId, Diagnostic Diagnostic)> told) =>
        told.GroupBy(one => one.Diagnostic.Id).ToDictionary(same => same.Key, same => same.Count());

    private static int OfId(Dictionary<string, int> counts, string id) => counts.TryGetValue(id, out var count) ? count : 0;
}
