using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers;

namespace Utrace.EndToEnd.Tests.Docs;

/// <summary>Compiles the code of a page, or of the sample, as a user's project would, and asks the analyzers.</summary>
internal static class PageCompiler
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; " +
        "global using System.Threading; global using System.Threading.Tasks; global using Utrace;";

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "Utrace.Api.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(string code) => Compile(OutputKind.DynamicallyLinkedLibrary, [("Example.cs", code)]);

    public static CSharpCompilation Compile(OutputKind output, IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "Page",
        [
            CSharpSyntaxTree.ParseText(ImplicitUsings, path: "Usings.cs"),
            .. sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path)),
        ],
        References,
        new CSharpCompilationOptions(output, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>Compiles code as a project does that does not know the binding.</summary>
    public static CSharpCompilation CompileWithoutBinding(string code) => CSharpCompilation.Create(
        "Page",
        [
            CSharpSyntaxTree.ParseText(ImplicitUsings.Replace(" global using Utrace;", "", StringComparison.Ordinal)),
            CSharpSyntaxTree.ParseText(code, path: "/Example.cs"),
        ],
        References.Where(reference => !reference.Display!.EndsWith("Utrace.Api.dll", StringComparison.Ordinal)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, CancellationToken cancellation) =>
        AnalyzeAsync(compilation, new AnalyzerOptions([]), cancellation);

    public static Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, AnalyzerOptions options, CancellationToken cancellation) =>
        compilation.WithAnalyzers([new LifetimeAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation);
}
