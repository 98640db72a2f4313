using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers;

namespace Utrace.Comparisons;

/// <summary>Compiles cases and asks our analyzers.</summary>
internal static class Programs
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);

    private static readonly Lazy<CSharpCompilation> Empty = new(() => CSharpCompilation.Create(
        "Case",
        [CSharpSyntaxTree.ParseText(Corpus.Surroundings, Parsing)],
        [
            .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
                .Where(file => !file.EndsWith(".Native.dll", StringComparison.Ordinal))
                .Append(typeof(PidHandle).Assembly.Location)
                .Select(file => MetadataReference.CreateFromFile(file)),
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));

    /// <exception cref="InvalidOperationException">The case is no C#.</exception>
    public static CSharpCompilation Compile(Case one)
    {
        CSharpCompilation compilation = Empty.Value.AddSyntaxTrees(CSharpSyntaxTree.ParseText(one.Source, Parsing));
        Diagnostic? error = compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return error is null ? compilation : throw new InvalidOperationException($"{one}: {error}");
    }

    /// <summary>What our analyzers warn of, as the marks of a case say it. Mere suggestions (infos) are left out.</summary>
    public static IReadOnlyList<string> VerdictOn(CSharpCompilation program)
    {
        ImmutableArray<Diagnostic> diagnostics = program.WithAnalyzers([new LifetimeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return
        [
            .. diagnostics
                .Where(one => one.Severity >= DiagnosticSeverity.Warning)
                .OrderBy(one => one.Location.SourceSpan.Start)
                .ThenBy(one => one.Id, StringComparer.Ordinal)
                .Select(one => $"{one.Location.GetLineSpan().StartLinePosition.Line + 1} {one.Id}"),
        ];
    }
}
