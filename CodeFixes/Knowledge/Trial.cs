using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>
/// Makes edits aside and asks the analysis and the compiler what they think of the member with the fault then. What comes of a put
/// that is added or taken away shows on all ways at once there, and the text alone would tell it of some.
/// </summary>
internal sealed class Trial
{
    private readonly Fault fault;
    private readonly string id;
    private readonly int member;
    private readonly Dictionary<string, int> before;

    private Trial(Fault fault, string id, int member, Dictionary<string, int> before)
    {
        this.fault = fault;
        this.id = id;
        this.member = member;
        this.before = before;
    }

    /// <summary>A trial for a fault of one of some rules; null where it is no fault any more.</summary>
    public static async Task<Trial?> OfAsync(Fault fault, ImmutableArray<string> ids)
    {
        var home = Mentions.MemberOf(fault.Node);
        var told = await AskAsync(fault.File.Document, home.Span, fault.Cancellation).ConfigureAwait(false);
        return told.FirstOrDefault(one => one.Location.SourceSpan == fault.Span && ids.Contains(one.Id)) is { } known
            ? new Trial(fault, known.Id, MembersOf(fault.File.Root).FindIndex(node => node == home), Count(told))
            : null;
    }

    /// <summary>
    /// How many findings and warnings are left with the edits made, hints not counted; null where the fault is still there, or there is
    /// something new.
    /// </summary>
    /// <param name="edits">The edits, which add no member.</param>
    /// <param name="mayHint">Whether a hint may be new: one that was silent because there was something worse.</param>
    /// <param name="mayTell">A rule that may find something new for the same reason.</param>
    public async Task<int?> LeavesAsync(SolutionEdits edits, bool mayHint = false, string? mayTell = null)
    {
        var changed = edits.ApplyTo(fault.File.Document.Project.Solution).GetDocument(fault.File.Document.Id);
        if (changed is null || await changed.GetSyntaxRootAsync(fault.Cancellation).ConfigureAwait(false) is not { } root)
            return null;
        var span = member < 0 ? root.FullSpan : MembersOf(root)[member].Span;
        var told = await AskAsync(changed, span, fault.Cancellation).ConfigureAwait(false);
        var after = Count(told);
        if (OfId(after, id) >= OfId(before, id))
            return null;
        var isNew = told.Any(one => OfId(after, one.Id) > OfId(before, one.Id)
            && one.Id != mayTell && !(mayHint && one.Severity == DiagnosticSeverity.Info));
        return isNew ? null : told.Count(one => one.Severity > DiagnosticSeverity.Info);
    }

    public static int OfId(Dictionary<string, int> counts, string id) => counts.TryGetValue(id, out var count) ? count : 0;

    public static Dictionary<string, int> Count(IEnumerable<Diagnostic> told) =>
        told.GroupBy(one => one.Id).ToDictionary(same => same.Key, same => same.Count());

    private static List<MemberDeclarationSyntax> MembersOf(SyntaxNode root) =>
        [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(node => node is not GlobalStatementSyntax)];

    /// <summary>What the analysis and the compiler tell of a document, or of a piece of it.</summary>
    public static async Task<List<Diagnostic>> AskAsync(Document document, TextSpan? span, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return [];
        var analysis = new CompilationWithAnalyzers(
            model.Compilation,
            [new LifetimeAnalyzer()],
            new CompilationWithAnalyzersOptions(
                document.Project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false));
        var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, span, cancellation).ConfigureAwait(false);
        return
        [
            .. model.GetDiagnostics(span, cancellation).Where(one => one.Severity > DiagnosticSeverity.Info),
            .. found.Where(one => one.Severity > DiagnosticSeverity.Hidden),
        ];
    }
}
