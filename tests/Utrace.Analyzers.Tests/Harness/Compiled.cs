using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Utrace.Analyzers.Tests;

/// <summary>
/// Runs the analyzer without the testing library, for tests that run it hundreds of times or look at what it says as a whole.
/// </summary>
internal static class Compiled
{
    /// <summary>What the analyzer says, in source order. An exception inside it fails the test.</summary>
    public static async Task<IReadOnlyList<string>> DiagnosticsOf(string source)
    {
        var diagnostics = await RunOver(source);
        return
        [
            .. diagnostics
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .Select(diagnostic => $"{diagnostic} {string.Join(' ', diagnostic.AdditionalLocations.Select(place => place.SourceSpan))}"),
        ];
    }

    private static async Task<ImmutableArray<Diagnostic>> RunOver(string source)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var diagnostics = await Compile(source, await LifetimeTest.References())
            .WithAnalyzers([new LifetimeAnalyzer()], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        // What an analyzer throws, the driver reports as a diagnostic.
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    private static CSharpCompilation Compile(string source, ImmutableArray<MetadataReference> references) => CSharpCompilation.Create(
        "Compiled",
        [.. new[] { Prelude.FrameworkUsings, Prelude.BindingUsingsAndSinks, source }
            .Select(text => CSharpSyntaxTree.ParseText(text, LifetimeTest.Parsing))],
        references,
        LifetimeTest.Compiling);
}
