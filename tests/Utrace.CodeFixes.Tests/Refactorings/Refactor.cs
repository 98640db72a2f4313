using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers;
using Xunit;

namespace Utrace.CodeFixes.Tests.Refactorings;

/// <summary>
/// Runs a refactoring on a source in which <c>$$</c> is the cursor, or <c>[|</c> and <c>|]</c> the selection, and compares. The result
/// has to compile without a warning, and to have no finding of a rule that the source has none of.
/// </summary>
internal static class Refactor<TRefactoring>
    where TRefactoring : CodeRefactoringProvider, new()
{
    public static async Task Makes(string title, string before, string after)
    {
        var (document, span) = await OpenAsync(before);
        var action = Assert.Single(await OfferedAsync(document, span));
        Assert.Equal(title, action.Title);
        var operations = await action.GetOperationsAsync(Cancellation);
        var changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(after, (await changed.GetTextAsync(Cancellation)).ToString());
        var known = (await DiagnosticsAsync(document)).Select(diagnostic => diagnostic.Id).ToHashSet();
        Assert.DoesNotContain(await DiagnosticsAsync(changed), diagnostic => !known.Contains(diagnostic.Id));
    }

    public static async Task OffersNothing(string source)
    {
        var (document, span) = await OpenAsync(source);
        var compilation = (await document.Project.GetCompilationAsync(Cancellation))!;
        Assert.DoesNotContain(compilation.GetDiagnostics(Cancellation), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await OfferedAsync(document, span));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<(Document, TextSpan)> OpenAsync(string marked)
    {
        int cursor = marked.IndexOf("$$", StringComparison.Ordinal);
        int from = marked.IndexOf("[|", StringComparison.Ordinal);
        var span = cursor >= 0 ? new TextSpan(cursor, 0) : TextSpan.FromBounds(from, marked.IndexOf("|]", StringComparison.Ordinal) - 2);
        var text = cursor >= 0 ? marked.Remove(cursor, 2)
            : marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var references = await Framework.Net10.ResolveAsync(LanguageNames.CSharp, Cancellation);
        var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Module", "Module", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse),
            metadataReferences: [.. references, Framework.Binding]));
        project = project.AddDocument("Usings.cs", Framework.Usings).Project;
        return (project.AddDocument("Module.cs", text), span);
    }

    private static async Task<List<CodeAction>> OfferedAsync(Document document, TextSpan span)
    {
        var offered = new List<CodeAction>();
        await new TRefactoring().ComputeRefactoringsAsync(new CodeRefactoringContext(document, span, offered.Add, Cancellation));
        return offered;
    }

    private static async Task<List<Diagnostic>> DiagnosticsAsync(Document document)
    {
        var compilation = (await document.Project.GetCompilationAsync(Cancellation))!;
        var found = await compilation.WithAnalyzers([new LifetimeAnalyzer()]).GetAllDiagnosticsAsync(Cancellation);
        return [.. found.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }
}
