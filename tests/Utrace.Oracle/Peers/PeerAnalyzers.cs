using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Utrace.Oracles.Peers;

/// <summary>Analyzers of others for the fault that a disposable is not disposed, loaded as a compiler would load them.</summary>
internal sealed class PeerAnalyzers
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    private PeerAnalyzers(string name, string rule, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        (Name, Rule, _analyzers) = (name, rule, analyzers);

    public string Name { get; }

    /// <summary>The rule that says what UTR2001 and UTR3001 say.</summary>
    public string Rule { get; }

    public static IReadOnlyList<PeerAnalyzers> All() =>
    [
        Load("CA2000", "CA2000", "net", "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"),
        Load("IDisposableAnalyzers", "IDISP001", "idisposable", "IDisposableAnalyzers.dll"),
    ];

    /// <summary>The lines that the rule flags.</summary>
    public HashSet<int> LinesIn(CSharpCompilation program)
    {
        CSharpCompilation asked = program.WithOptions(program.Options.WithSpecificDiagnosticOptions(
            ImmutableDictionary<string, ReportDiagnostic>.Empty.Add(Rule, ReportDiagnostic.Warn)));
        ImmutableArray<Diagnostic> diagnostics =
            asked.WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return [.. diagnostics.Where(one => one.Id == Rule).Select(one => one.Location.GetLineSpan().StartLinePosition.Line + 1)];
    }

    private static PeerAnalyzers Load(string name, string rule, string folder, params string[] files)
    {
        var loader = new Loader(Path.Combine(AppContext.BaseDirectory, "peers", folder));
        DiagnosticAnalyzer[] analyzers =
        [
            .. files.SelectMany(file => new AnalyzerFileReference(loader.PathOf(file), loader).GetAnalyzers(LanguageNames.CSharp))
                .Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == rule)),
        ];
        return analyzers.Length > 0
            ? new PeerAnalyzers(name, rule, [.. analyzers])
            : throw new InvalidOperationException($"{name} has no analyzer for {rule}.");
    }

    /// <summary>A folder of analyzers; what else they need is Roslyn, which this program has.</summary>
    private sealed class Loader(string folder) : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext _context = new(folder);

        public string PathOf(string file) => Path.Combine(folder, file);

        public Assembly LoadFromPath(string fullPath)
        {
            _context.Resolving -= Resolve;
            _context.Resolving += Resolve;
            return _context.LoadFromAssemblyPath(fullPath);
        }

        public void AddDependencyLocation(string fullPath)
        {
        }

        private Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
            File.Exists(PathOf(name.Name + ".dll")) ? context.LoadFromAssemblyPath(PathOf(name.Name + ".dll")) : null;
    }
}
