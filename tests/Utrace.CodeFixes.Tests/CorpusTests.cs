using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers;
using Utrace.CodeFixes.Counted;
using Utrace.CodeFixes.Counted.Owners;
using Utrace.CodeFixes.Engines;
using Utrace.CodeFixes.Promises;
using Utrace.CodeFixes.ReadSide;
using Utrace.CodeFixes.Tasks;
using Utrace.CodeFixes.Tasks.Held;
using Utrace.Comparisons;
using Xunit;

namespace Utrace.CodeFixes.Tests;

/// <summary>
/// Every remedy that is offered for a fault of the corpus, which was written for the analyzers and not for the fixes: it takes the fault
/// away, compiles, and brings no finding but hints.
/// </summary>
public class CorpusTests
{
    private static readonly CodeFixProvider[] s_fixes =
    [
        new AttachByTaskFix(), new BlockingInSectionFix(), new ComparedTasksFix(), new DetachWithoutBarrierFix(), new DoublePutFix(),
        new DroppedResultFix(), new EngineWithoutCleanupFix(), new EscapedPutFix(), new HeldTaskFix(), new LostReferenceFix(),
        new MissingPutFix(), new OpenSectionFix(), new UncheckedTaskFix(), new UndeclaredContractFix(), new UnpairedUnlockFix(),
        new UnprotectedLookupFix(), new UnputOwnerFix(), new UnreportedEventsFix(), new UseAfterBlockingFix(), new UseAfterSectionFix(),
    ];

    [Theory]
    [InlineData("Tasks", 40)]
    [InlineData("Counted", 90)]
    public async Task RemediesLeaveNothingNew(string folder, int atLeast)
    {
        int offered = 0;
        var wrong = new List<string>();
        foreach (Case subject in Corpus.Read(folder))
        {
            var document = await OpenAsync(subject.Source);
            var before = await AskAsync(document);
            foreach (Diagnostic diagnostic in before)
                foreach (CodeAction action in await OfferedAsync(document, diagnostic))
                {
                    offered++;
                    var operations = await action.GetOperationsAsync(Cancellation);
                    var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
                    var after = await AskAsync(changed);
                    if (Count(after, diagnostic.Id) >= Count(before, diagnostic.Id)
                        || after.Exists(one => one.Severity > DiagnosticSeverity.Info && Count(after, one.Id) > Count(before, one.Id)))
                        wrong.Add($"{subject}: {action.Title}\n{string.Join('\n', after)}\n{await changed.GetTextAsync(Cancellation)}");
                }
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        Assert.True(offered >= atLeast, $"Only {offered} remedies were offered.");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Count(List<Diagnostic> told, string id) => told.Count(one => one.Id == id);

    private static async Task<Document> OpenAsync(string source)
    {
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Case", "Case", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse),
            metadataReferences: [.. await Framework.Net10.ResolveAsync(LanguageNames.CSharp, Cancellation), Framework.Binding]));
        return project.AddDocument("Surroundings.cs", Corpus.Surroundings).Project.AddDocument("Case.cs", SourceText.From(source));
    }

    private static async Task<List<CodeAction>> OfferedAsync(Document document, Diagnostic diagnostic)
    {
        var offered = new List<CodeAction>();
        foreach (CodeFixProvider fix in s_fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), Cancellation));
        return offered;
    }

    /// <summary>What compiler and analyzers say, but for what samples declare and do not use.</summary>
    private static async Task<List<Diagnostic>> AskAsync(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync(Cancellation))!;
        var told = await compilation.WithAnalyzers([new LifetimeAnalyzer()]).GetAllDiagnosticsAsync(Cancellation);
        return
        [
            .. told.Where(one => one.Severity > DiagnosticSeverity.Hidden
                && one.Id is not ("CS0169" or "CS0414" or "CS0649" or "CS0168" or "CS0219" or "CS1998" or "CS8019" or "CS0162")),
        ];
    }
}
