using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers.Neighbours;

namespace Utrace.Analyzers.Tests.Neighbours;

/// <summary>The analyzers for disposables that a user has beside ours, the real ones, as a compiler loads them.</summary>
internal static class Neighbours
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
    [
        .. Load("net", "Microsoft.CodeAnalysis.NetAnalyzers.dll"),
        .. Load("net", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"),
        .. Load("idisposable", "IDisposableAnalyzers.dll"),
    ];

    /// <summary>What they say by one rule, with what our suppressor takes back marked as suppressed.</summary>
    public static async Task<Diagnostic[]> Say(
        string rule,
        string source,
        bool seesBinding = true,
        AnalyzerOptions? options = null,
        ReportDiagnostic severity = ReportDiagnostic.Warn,
        string? turnedOff = null)
    {
        var references = await LifetimeTest.References();
        var compilation = CSharpCompilation.Create(
            "Neighbours",
            [
                CSharpSyntaxTree.ParseText(Prelude.FrameworkUsings + (seesBinding ? Prelude.BindingUsingsAndSinks : ""), LifetimeTest.Parsing, "Usings.cs"),
                CSharpSyntaxTree.ParseText(source, LifetimeTest.Parsing, "Source.cs"),
            ],
            seesBinding ? references : references.RemoveAt(references.Length - 1),
            LifetimeTest.Compiling.WithSpecificDiagnosticOptions(
                [KeyValuePair.Create(rule, severity), KeyValuePair.Create(turnedOff ?? "None", ReportDiagnostic.Suppress)]));
        Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error));
        var analyzers = Analyzers.Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == rule)).ToImmutableArray();
        Assert.NotEmpty(analyzers);
        var run = compilation.WithAnalyzers(
            analyzers.Add(new OwnershipSuppressor()),
            new CompilationWithAnalyzersOptions(
                options ?? new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        var said = await run.GetAllDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(said, found => found.Id == "AD0001");
        return [.. said.Where(found => found.Id == rule && found.Location.SourceTree?.FilePath == "Source.cs")];
    }

    private static ImmutableArray<DiagnosticAnalyzer> Load(string folder, string file)
    {
        var loader = new Loader(Path.Combine(AppContext.BaseDirectory, "neighbours", folder));
        return new AnalyzerFileReference(loader.PathOf(file), loader).GetAnalyzers(LanguageNames.CSharp);
    }

    private sealed class Loader(string folder) : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext _context = new(folder);

        public string PathOf(string file) => Path.Combine(folder, file);

        public void AddDependencyLocation(string fullPath) => ArgumentNullException.ThrowIfNull(fullPath);

        public Assembly LoadFromPath(string fullPath)
        {
            _context.Resolving -= Resolve;
            _context.Resolving += Resolve;
            return _context.LoadFromAssemblyPath(fullPath);
        }

        private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
            File.Exists(PathOf(name.Name + ".dll")) ? context.LoadFromAssemblyPath(PathOf(name.Name + ".dll")) : null;
    }
}
