using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Utrace.Benchmarks;

/// <summary>Compilations to measure on, fresh each time so that nothing is remembered from the run before.</summary>
internal static class Compilations
{
    private static readonly ImmutableArray<MetadataReference> Framework =
        Load(name => name.StartsWith("System.", StringComparison.Ordinal));

    private static readonly ImmutableArray<MetadataReference> Binding = Load(name => name == "Utrace.Api.dll");

    public static ImmutableArray<MetadataReference> References { get; } = Framework.AddRange(Binding);

    public static CSharpCompilation Create(IEnumerable<SyntaxTree> trees, bool withBinding)
    {
        var compilation = CSharpCompilation.Create(
            "Measured",
            trees,
            withBinding ? References : Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        // A program that does not compile is not analysed, and would be measured as very fast.
        var broken = compilation.GetDiagnostics().FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error);
        return broken is null ? compilation : throw new InvalidOperationException(broken.ToString());
    }

    public static async Task<(ImmutableArray<Diagnostic> Findings, AnalyzerTelemetryInfo Telemetry)> AnalyzeAsync(
        CSharpCompilation compilation, DiagnosticAnalyzer analyzer)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (error, _, _) => throw new InvalidOperationException("the analyzer failed", error),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true);
        var result = await compilation.WithAnalyzers([analyzer], options).GetAnalysisResultAsync(CancellationToken.None);
        return (result.GetAllDiagnostics(), result.AnalyzerTelemetryInfo[analyzer]);
    }

    private static ImmutableArray<MetadataReference> Load(Func<string, bool> wanted) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => wanted(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
