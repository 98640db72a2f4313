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

    private readonly ImmutableDictionary<string, ReportDiagnostic> _rules;

    private PeerAnalyzers(string name, IEnumerable<string> rules, ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        (Name, _rules, _analyzers) = (name, rules.ToImmutableDictionary(rule => rule, _ => ReportDiagnostic.Warn), analyzers);

    public string Name { get; }

    /// <summary>With the rules that say what UTR2001 and UTR3001 say.</summary>
    public static IReadOnlyList<PeerAnalyzers> OfMissingPuts() => [Net("CA2000", "CA2000"), Disposables("IDISP001")];

    /// <summary>With all rules on who disposes what.</summary>
    public static IReadOnlyList<PeerAnalyzers> OfOwnership() =>
    [
        Net("NetAnalyzers", "CA2000", "CA2213", "CA1001"),
        Disposables("IDISP001", "IDISP002", "IDISP003", "IDISP004", "IDISP006", "IDISP007", "IDISP008", "IDISP016", "IDISP017"),
    ];

    private static PeerAnalyzers Net(string name, params string[] rules) =>
        Load(name, rules, "net", "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll");

    private static PeerAnalyzers Disposables(params string[] rules) =>
        Load("IDisposableAnalyzers", rules, "idisposable", "IDisposableAnalyzers.dll");

    /// <summary>The lines that the rules flag.</summary>
    public HashSet<int> LinesIn(CSharpCompilation program)
    {
        CSharpCompilation asked = program.WithOptions(program.Options.WithSpecificDiagnosticOptions(_rules));
        ImmutableArray<Diagnostic> diagnostics =
            asked.WithAnalyzers(_analyzers).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return [.. diagnostics.Where(one => _rules.ContainsKey(one.Id)).Select(one => one.Location.GetLineSpan().StartLinePosition.Line + 1)];
    }

    private static PeerAnalyzers Load(string name, string[] rules, string folder, params string[] files)
    {
        var loader = new Loader(Path.Combine(AppContext.BaseDirectory, "peers", folder));
        DiagnosticAnalyzer[] analyzers =
        [
            .. files.SelectMany(file => new AnalyzerFileReference(loader.PathOf(file), loader).GetAnalyzers(LanguageNames.CSharp))
                .Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => rules.Contains(descriptor.Id))),
        ];
        return analyzers.Length > 0
            ? new PeerAnalyzers(name, rules, [.. analyzers])
            : throw new InvalidOperationException($"{name} has no analyzer for {string.Join(", ", rules)}.");
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
