using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.Tasks;
using Utrace.CodeFixes.Tasks.Held;
using Utrace.Oracles.Truth;

namespace Utrace.Oracles.Fixes;

/// <summary>One fix that was offered, and what it makes of the program.</summary>
/// <param name="Places">The findings that it is for: one, or for "fix all" each of the rule that has a fix.</param>
/// <param name="IsAll">Whether it is "fix all" in the document.</param>
/// <param name="Title">What a user reads.</param>
/// <param name="Source">The program afterwards.</param>
internal sealed record OfferedFix(IReadOnlyList<Place> Places, bool IsAll, string Title, string Source)
{
    public string Rule => Places[0].Rule;
}

/// <summary>Asks the code fixes as an editor does.</summary>
internal static class OfferedFixes
{
    private static readonly CodeFixProvider[] s_fixes =
        [new MissingPutFix(), new UseAfterSectionFix(), new UnprotectedLookupFix(), new AttachByTaskFix(), new HeldTaskFix()];

    /// <summary>Every fix of every finding, each applied to the program as it is, and "fix all" of every rule.</summary>
    public static IReadOnlyList<OfferedFix> In(string source) => Offer(source).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<OfferedFix>> Offer(string source)
    {
        using var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Program", "Program", LanguageNames.CSharp,
            compilationOptions: Compiler.Empty.Options, parseOptions: Compiler.Parsing, metadataReferences: Compiler.Empty.References));
        Document document = project.AddDocument("Program.cs", source);
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync().ConfigureAwait(false))!;
        ImmutableArray<Diagnostic> diagnostics = await compilation.WithAnalyzers([new LifetimeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).ConfigureAwait(false);

        List<OfferedFix> offered = [];
        foreach (CodeFixProvider fix in s_fixes)
            foreach (var rule in diagnostics.Where(one => fix.FixableDiagnosticIds.Contains(one.Id)).GroupBy(one => one.Id))
            {
                List<Place> fixable = [];
                string? key = null;
                foreach (Diagnostic diagnostic in rule)
                {
                    var place = new Place(diagnostic.Id, ProgramMap.LineOf(diagnostic.Location));
                    List<CodeAction> actions = [];
                    await fix.RegisterCodeFixesAsync(
                        new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None))
                        .ConfigureAwait(false);
                    foreach (CodeAction action in actions)
                        offered.Add(new OfferedFix([place], false, action.Title, await Apply(action, document.Id).ConfigureAwait(false)));
                    if (actions.Count == 0)
                        continue;
                    fixable.Add(place);
                    key ??= actions[0].EquivalenceKey;
                }
                var context = new FixAllContext(
                    document, fix, FixAllScope.Document, key, [rule.Key], new Known([.. rule]), CancellationToken.None);
                if (fixable.Count > 0 && await fix.GetFixAllProvider()!.GetFixAsync(context).ConfigureAwait(false) is { } all)
                    offered.Add(new OfferedFix(fixable, true, all.Title, await Apply(all, document.Id).ConfigureAwait(false)));
            }
        return offered;
    }

    private static async Task<string> Apply(CodeAction action, DocumentId document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(document)!.GetTextAsync().ConfigureAwait(false)).ToString();
    }

    /// <summary>Hands "fix all" the findings that are known already.</summary>
    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
