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
    private static readonly Lazy<Task<Compilation>> Surroundings = new(CompileSurroundings);

    /// <summary>What the analyzer says, in source order. An exception inside it fails the test.</summary>
    public static async Task<IReadOnlyList<string>> DiagnosticsOf(string source)
    {
        var diagnostics = await RunOver(source);
        return
        [
            .. diagnostics
                .Where(diagnostic => !LifetimeTest.HintsOfExceptions.Contains(diagnostic.Id))
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
                .Select(diagnostic => $"{diagnostic} {string.Join(' ', diagnostic.AdditionalLocations.Select(place => place.SourceSpan))}"),
        ];
    }

    /// <summary>The diagnostics of the analyzer. An exception inside it fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunOver(string source)
    {
        var surroundings = await Surroundings.Value;
        var diagnostics = await surroundings
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, LifetimeTest.Parsing))
            .WithAnalyzers([new LifetimeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        // What an analyzer throws, the driver reports as a diagnostic.
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        return diagnostics;
    }

    private static async Task<Compilation> CompileSurroundings()
    {
        var empty = CSharpCompilation.Create("Compiled", [], await LifetimeTest.References(), LifetimeTest.Compiling);
        // Reads the references: what is compiled from here on shares their symbols.
        _ = empty.GetSpecialType(SpecialType.System_Object);
        return empty.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(Prelude.FrameworkUsings, LifetimeTest.Parsing),
            CSharpSyntaxTree.ParseText(Prelude.BindingUsingsAndSinks, LifetimeTest.Parsing));
    }
}
