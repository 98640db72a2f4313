using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes;

/// <summary>
/// Repairs many faults one after the other, each in the solution as the ones before have left it: a section that was opened for
/// one covers the next, and edits never have to be merged. The places of the faults that wait are carried along through the edits.
/// </summary>
internal sealed class FixAllInOrder : FixAllProvider
{
    public static readonly FixAllInOrder Instance = new();

    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        if (context.CodeFixProvider is not LifetimeFix fix)
            return null;
        var waiting = await CollectAsync(context).ConfigureAwait(false);
        return waiting.Count == 0
            ? null
            : CodeAction.Create(
                fix.FixAllTitle,
                cancellation => RepairAsync(context.Solution, fix, waiting, context.CodeActionEquivalenceKey, cancellation),
                context.CodeActionEquivalenceKey);
    }

    private static async Task<Solution> RepairAsync(
        Solution solution, LifetimeFix fix, List<Waiting> faults, string? key, CancellationToken cancellation)
    {
        // A fault that had no remedy may have one once its neighbours are repaired, so go round until nothing changes.
        var waiting = faults;
        for (var changed = true; changed;)
        {
            changed = false;
            var left = new List<Waiting>();
            for (var queue = waiting; queue.Count > 0;)
            {
                var next = queue[0];
                queue = queue.GetRange(1, queue.Count - 1);
                var remedy = await RemedyAsync(solution, fix, next, key, cancellation).ConfigureAwait(false);
                if (remedy is null)
                {
                    left.Add(next);
                    continue;
                }

                changed = true;
                solution = remedy.Edits.ApplyTo(solution);
                queue = Follow(queue, remedy.Edits);
                left = Follow(left, remedy.Edits);
            }

            waiting = left;
        }

        return solution;
    }

    private static async Task<Remedy?> RemedyAsync(
        Solution solution, LifetimeFix fix, Waiting fault, string? key, CancellationToken cancellation)
    {
        if (solution.GetDocument(fault.Document) is not { } document)
            return null;
        var located = await Fault.LocateAsync(document, fault.Span, fault.Story, cancellation).ConfigureAwait(false);
        return located is null ? null : await fix.ChooseAsync(located, key).ConfigureAwait(false);
    }

    private static List<Waiting> Follow(List<Waiting> faults, SolutionEdits edits)
    {
        var followed = new List<Waiting>(faults.Count);
        foreach (var fault in faults)
        {
            var changes = edits.ChangesOf(fault.Document);
            if (changes.IsEmpty)
                followed.Add(fault);
            else if (SpanTracking.Follow(fault.Span, changes) is { } span)
                followed.Add(fault with
                {
                    Span = span,
                    Story = [.. fault.Story.Select(place => SpanTracking.Follow(place, changes)).OfType<TextSpan>()],
                });
        }

        return followed;
    }

    private static async Task<List<Waiting>> CollectAsync(FixAllContext context)
    {
        var diagnostics = new List<Diagnostic>();
        switch (context.Scope)
        {
            case FixAllScope.Document when context.Document is { } document:
                diagnostics.AddRange(await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
                break;
            case FixAllScope.Project:
                diagnostics.AddRange(await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false));
                break;
            case FixAllScope.Solution:
                foreach (var project in context.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
                    diagnostics.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                break;
        }

        var order = 0;
        var places = context.Solution.Projects.SelectMany(project => project.DocumentIds).ToDictionary(id => id, _ => order++);
        // A file that several projects share (one project for several frameworks) is one text: repair it once.
        var files = new HashSet<(string, TextSpan, string)>();
        var waiting = new List<Waiting>();
        foreach (var diagnostic in diagnostics)
            if (context.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document and not SourceGeneratedDocument
                && files.Add((document.FilePath ?? document.Id.ToString(), diagnostic.Location.SourceSpan, diagnostic.Id)))
                waiting.Add(new Waiting(document.Id, diagnostic.Location.SourceSpan, LifetimeFix.StoryOf(diagnostic)));
        return InnerFirst(
            [.. waiting.OrderBy(fault => places[fault.Document]).ThenBy(fault => fault.Span.Start).ThenBy(fault => fault.Span.Length)]);
    }

    /// <summary>A fault inside another one comes before it: the repair of the outer one may move it, and it would be lost sight of.</summary>
    private static List<Waiting> InnerFirst(List<Waiting> ordered)
    {
        var result = new List<Waiting>(ordered.Count);
        foreach (var fault in ordered)
        {
            var outer = result.FindIndex(before =>
                before.Document == fault.Document && before.Span.Contains(fault.Span) && before.Span != fault.Span);
            result.Insert(outer < 0 ? result.Count : outer, fault);
        }

        return result;
    }

    private sealed record Waiting(DocumentId Document, TextSpan Span, ImmutableArray<TextSpan> Story);
}
