using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Utrace.Analyzers;
using Utrace.Oracles.Truth;

namespace Utrace.Oracles.Verdicts;

/// <summary>What the analyzers say of a program.</summary>
internal static class Analyzed
{
    /// <summary>Their findings.</summary>
    /// <exception cref="InvalidOperationException">An analyzer has thrown.</exception>
    public static HashSet<Place> PlacesIn(CSharpCompilation program)
    {
        ImmutableArray<Diagnostic> diagnostics =
            program.WithAnalyzers([new LifetimeAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == "AD0001") is { } failure)
            throw new InvalidOperationException(failure.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        return [.. diagnostics.Where(diagnostic => TruthTable.Knows(diagnostic.Id)).Select(diagnostic => new Place(diagnostic.Id, ProgramMap.LineOf(diagnostic.Location)))];
    }
}
