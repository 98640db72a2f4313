using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// A rewriting that makes counted references, or owns those that nobody owned, owes puts that were not owed or not told before: goes on,
/// aside, with the fixes for them, until the analysis has nothing to say that it did not say before.
/// </summary>
/// <param name="fault">What the rewriting mends.</param>
/// <param name="mended">The rules of the fault: it has to be gone in the end.</param>
/// <param name="isOwed">Which of the new findings are puts that the rewriting owes; another one is something new.</param>
internal sealed class OwedPuts(Fault fault, ImmutableArray<string> mended, Func<Diagnostic, bool> isOwed)
{
    /// <summary>The most puts that one remedy writes.</summary>
    private const int MostPuts = 32;

    /// <summary>For a rewriting that makes pids out of tasks.</summary>
    public static OwedPuts OfHeldTask(Fault fault) => new(fault, ["UTR1003"], told => told.Id is "UTR2001" or "UTR2005" or "UTR2006");

    /// <summary>The edits with the puts that they take; null where the fault is still there, or something is new.</summary>
    /// <param name="edits">The rewriting.</param>
    /// <param name="around">Documents in which it may be told of too.</param>
    public async Task<SolutionEdits?> SettleAsync(SolutionEdits edits, IEnumerable<DocumentId>? around = null)
    {
        var before = fault.File.Document.Project.Solution;
        var documents = edits.Documents.Concat(around ?? []).Distinct().ToList();
        var known = Trial.Count((await AskAsync(before, documents).ConfigureAwait(false)).Select(one => one.Diagnostic));
        var solution = edits.ApplyTo(before);
        for (var put = 0; put < MostPuts; put++)
        {
            var told = await AskAsync(solution, documents).ConfigureAwait(false);
            var now = Trial.Count(told.Select(one => one.Diagnostic));
            var owed = told.Find(one => Trial.OfId(now, one.Diagnostic.Id) > Trial.OfId(known, one.Diagnostic.Id) && isOwed(one.Diagnostic));
            if (owed.Diagnostic is null)
                return mended.Sum(id => Trial.OfId(now, id)) < mended.Sum(id => Trial.OfId(known, id)) && now.All(count => count.Value <= Trial.OfId(known, count.Key))
                    ? SolutionEdits.Between(before, solution, documents)
                    : null;
            if (await MendAsync(solution, owed.Document, owed.Diagnostic).ConfigureAwait(false) is not { } next)
                return null;
            solution = next;
        }

        return null;
    }

    private async Task<Solution?> MendAsync(Solution solution, DocumentId document, Diagnostic owed)
    {
        LifetimeFix fix = owed.Id switch
        {
            "UTR2001" => new MissingPutFix(),
            "UTR2006" => new EscapedPutFix(),
            _ => new LostReferenceFix(),
        };
        return await Fault.LocateAsync(solution.GetDocument(document)!, owed.Location.SourceSpan, LifetimeFix.StoryOf(owed), fault.Cancellation)
                .ConfigureAwait(false) is { } located
            && await fix.ChooseAsync(located, null).ConfigureAwait(false) is { } remedy
                ? remedy.Edits.ApplyTo(solution)
                : null;
    }

    private async Task<List<(DocumentId Document, Diagnostic Diagnostic)>> AskAsync(Solution solution, List<DocumentId> documents)
    {
        var told = new List<(DocumentId, Diagnostic)>();
        foreach (var id in documents)
            if (solution.GetDocument(id) is { } document)
                told.AddRange((await Trial.AskAsync(document, null, fault.Cancellation).ConfigureAwait(false)).Select(one => (id, one)));
        return told;
    }
}
