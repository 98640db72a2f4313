using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>The edits of a remedy, by document.</summary>
internal sealed class SolutionEdits
{
    private readonly ImmutableDictionary<DocumentId, ImmutableArray<TextChange>> changes;

    private SolutionEdits(ImmutableDictionary<DocumentId, ImmutableArray<TextChange>> changes) => this.changes = changes;

    /// <summary>The edits made in the files, or null where there are none or they contradict each other.</summary>
    public static SolutionEdits? Of(params IEnumerable<SourceFile> files)
    {
        var changes = ImmutableDictionary.CreateBuilder<DocumentId, ImmutableArray<TextChange>>();
        foreach (var file in files)
        {
            if (file.Edits.IsEmpty)
                continue;
            if (file.Edits.Merge() is not { } merged)
                return null;
            changes.Add(file.Document.Id, merged);
        }

        return changes.Count == 0 ? null : new SolutionEdits(changes.ToImmutable());
    }

    /// <summary>What became of some documents in several steps, as one; null where nothing did.</summary>
    public static SolutionEdits? Between(Solution before, Solution after, IEnumerable<DocumentId> documents)
    {
        var changes = ImmutableDictionary.CreateBuilder<DocumentId, ImmutableArray<TextChange>>();
        foreach (var document in documents.Distinct())
        {
            if (before.GetDocument(document) is not { } old || !old.TryGetText(out var oldText)
                || after.GetDocument(document) is not { } edited || !edited.TryGetText(out var newText))
                return null;
            if (newText.GetTextChanges(oldText) is { Count: > 0 } made)
                changes.Add(document, [.. made]);
        }

        return changes.Count == 0 ? null : new SolutionEdits(changes.ToImmutable());
    }

    public IEnumerable<DocumentId> Documents => changes.Keys;

    /// <summary>
    /// Whether what is edited compiles as well as before. What many edits make of an unusual text is better asked than foreseen.
    /// </summary>
    public async Task<bool> CompileAsync(Solution before, CancellationToken cancellation)
    {
        var after = ApplyTo(before);
        foreach (var document in changes.Keys)
            if (await ErrorsAsync(after, document, cancellation).ConfigureAwait(false) is var left && left > 0
                && left > await ErrorsAsync(before, document, cancellation).ConfigureAwait(false))
                return false;
        return true;
    }

    private static async Task<int> ErrorsAsync(Solution solution, DocumentId document, CancellationToken cancellation) =>
        solution.GetDocument(document) is { } edited
        && await edited.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? model.GetDiagnostics(cancellationToken: cancellation).Count(found => found.Severity == DiagnosticSeverity.Error)
            : 0;

    public ImmutableArray<TextChange> ChangesOf(DocumentId document) =>
        changes.TryGetValue(document, out var found) ? found : [];

    /// <summary>The solution with the edits made, in every project that shares an edited file.</summary>
    public Solution ApplyTo(Solution solution)
    {
        foreach (var pair in changes)
        {
            var document = solution.GetDocument(pair.Key);
            if (document is null || !document.TryGetText(out var text))
                continue;
            var edited = text.WithChanges(pair.Value);
            foreach (var linked in document.GetLinkedDocumentIds().Add(pair.Key))
                solution = solution.WithDocumentText(linked, edited);
        }

        return solution;
    }
}
