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
/// <param name="Place">The finding that it is for.</param>
/// <param name="Title">What a user reads.</param>
/// <param name="Source">The program afterwards.</param>
internal sealed record OfferedFix(Place Place, string Title, string Source);

/// <summary>Asks the code fixes as an editor does.</summary>
internal static class OfferedFixes
{
    private static readonly CodeFixProvider[] s_fixes =
        [new MissingPutFix(), new UseAfterSectionFix(), new UnprotectedLookupFix(), new AttachByTaskFix(), new HeldTaskFix()];

    /// <summary>Every fix of every finding, each applied to the program as it is.</summary>
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
        foreach (Diagnostic diagnostic in diagnostics)
        {
            List<CodeAction> actions = [];
            foreach (CodeFixProvider fix in s_fixes)
                if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
                    await fix.RegisterCodeFixesAsync(
                        new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None))
                        .ConfigureAwait(false);
            foreach (CodeAction action in actions)
                offered.Add(new OfferedFix(
                    new Place(diagnostic.Id, ProgramMap.LineOf(diagnostic.Location)), action.Title,
                    await Apply(action, document.Id).ConfigureAwait(false)));
        }
        return offered;
    }

    private static async Task<string> Apply(CodeAction action, DocumentId document)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(document)!.GetTextAsync().ConfigureAwait(false)).ToString();
    }
}
