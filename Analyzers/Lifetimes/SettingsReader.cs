using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>Reads the options of one compilation, each file's once, and says what is wrong with them.</summary>
internal sealed class SettingsReader(Compilation compilation, AnalyzerConfigOptionsProvider options)
{
    public const string Prefix = "utrace_lifetimes.";
    public const string ExceptionalPaths = Prefix + "exceptional_paths";
    public const string BlockingCalls = Prefix + "blocking_calls";
    public const string Worlds = Prefix + "worlds";
    public const int MostWorlds = 1024;

    private const string NoMethod =
        $"in '{BlockingCalls}' names no method or property that this compilation knows; "
        + "write a documentation ID, such as 'M:System.Threading.Thread.Sleep(System.Int32)'";

    private readonly ConcurrentDictionary<SyntaxTree, Settings> settings = new();

    public Settings Of(SyntaxTree tree) => settings.GetOrAdd(tree, asked => Read(options.GetOptions(asked)));

    /// <summary>The methods that some file's options, or those of the compilation, say may block.</summary>
    public ImmutableHashSet<ISymbol> FindBlockingCalls(CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in Sources(cancellation))
            if (source.TryGetValue(BlockingCalls, out var value))
                ids.UnionWith(SplitIds(value));
        return [.. ids.SelectMany(id => MethodsOf(id).Select(method => (ISymbol)method.OriginalDefinition))];
    }

    /// <summary>What is wrong with the options, each thing once however many files it is said of.</summary>
    public IEnumerable<ConfigurationProblem> FindProblems(CancellationToken cancellation)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var source in Sources(cancellation))
            foreach (var key in source.Keys)
                if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && source.TryGetValue(key, out var value))
                    seen.Add((key.ToLowerInvariant(), value));
        return seen.OrderBy(option => option, Comparer<(string, string)>.Default).SelectMany(option => Check(option.Item1, option.Item2));
    }

    private IEnumerable<AnalyzerConfigOptions> Sources(CancellationToken cancellation)
    {
        yield return options.GlobalOptions;
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return options.GetOptions(tree);
        }
    }

    private static Settings Read(AnalyzerConfigOptions source) => new(
        source.TryGetValue(ExceptionalPaths, out var paths) && bool.TryParse(paths, out var isOn) ? isOn : Settings.Default.ExceptionalPaths,
        source.TryGetValue(Worlds, out var worlds) && ParseWorlds(worlds) is { } bound ? bound : Settings.Default.Worlds);

    private static int? ParseWorlds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) && bound is >= 1 and <= MostWorlds ? bound : null;

    private IEnumerable<ConfigurationProblem> Check(string key, string value)
    {
        var detail = key switch
        {
            ExceptionalPaths when !bool.TryParse(value, out _) =>
                $"has a value other than 'true' and 'false'; '{(Settings.Default.ExceptionalPaths ? "true" : "false")}' is used",
            Worlds when ParseWorlds(value) is null => $"has a value that is no number from 1 to {MostWorlds}; {Settings.Default.Worlds} is used",
            ExceptionalPaths or Worlds or BlockingCalls => null,
            _ => $"is no option of these analyzers; there are '{ExceptionalPaths}', '{BlockingCalls}' and '{Worlds}'",
        };
        if (detail is not null)
            yield return new ConfigurationProblem(Location.None, key + " = " + value, detail);
        if (key != BlockingCalls)
            yield break;
        foreach (var id in SplitIds(value))
            if (!MethodsOf(id).Any())
                yield return new ConfigurationProblem(Location.None, id, NoMethod);
    }

    private IEnumerable<IMethodSymbol> MethodsOf(string id) =>
        DocumentationIds.IsOne(id) ? DocumentationIds.Find(id, compilation).SelectMany(DocumentationIds.MethodsOf) : [];

    /// <summary>Splits at the commas between IDs, which are not those between parameters or type arguments.</summary>
    private static IEnumerable<string> SplitIds(string value)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i == value.Length || (value[i] == ',' && depth == 0))
            {
                if (value.Substring(start, i - start).Trim() is { Length: > 0 } id)
                    yield return id;
                start = i + 1;
            }
            else if (value[i] is '(' or '{' or '[')
            {
                depth++;
            }
            else if (value[i] is ')' or '}' or ']')
            {
                depth--;
            }
        }
    }
}
