using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Utrace.Analyzers;

namespace Utrace.Benchmarks;

/// <summary>What a project pays that has the analyzers and does not reference the contracts.</summary>
internal static class StartUpCost
{
    private const int Files = 200;
    private const int WarmUps = 5;
    private const int Runs = 15;

    /// <summary>Prints the figures; false when more than the start is registered.</summary>
    public static async Task<bool> PrintAsync(TextWriter output)
    {
        var trees = Enumerable.Range(0, Files).Select(Build).ToArray();
        var actions = 0;
        var compiler = await Sample.TakeAsync(WarmUps, Runs, () =>
            Task.FromResult(Sample.Time(() => Compilations.Create(trees, withBinding: false))));
        var inside = await Sample.TakeAsync(WarmUps, Runs, async () =>
        {
            var (_, telemetry) = await Compilations.AnalyzeAsync(Compilations.Create(trees, withBinding: false), new LifetimeAnalyzer());
            actions = Registered(telemetry);
            return telemetry.ExecutionTime;
        });

        await output.WriteLineAsync($"A compilation of {Files} files that does not reference the contracts, median of {Runs} runs:");
        await output.WriteLineAsync($"  the compiler, to bind it all        {Sample.Milliseconds(compiler.Median)}");
        await output.WriteLineAsync($"  the analyzer (start-up)             {Sample.Milliseconds(inside.Median)}");
        await output.WriteLineAsync($"  actions registered beyond start-up  {actions,8}");
        return actions == 0;
    }

    private static int Registered(AnalyzerTelemetryInfo telemetry) =>
        telemetry.OperationActionsCount + telemetry.OperationBlockActionsCount
        + telemetry.OperationBlockStartActionsCount + telemetry.OperationBlockEndActionsCount
        + telemetry.SyntaxNodeActionsCount + telemetry.SyntaxTreeActionsCount + telemetry.SemanticModelActionsCount
        + telemetry.SymbolActionsCount + telemetry.SymbolStartActionsCount + telemetry.SymbolEndActionsCount
        + telemetry.CodeBlockActionsCount + telemetry.CodeBlockStartActionsCount + telemetry.CodeBlockEndActionsCount
        + telemetry.CompilationActionsCount + telemetry.CompilationEndActionsCount;

    private static SyntaxTree Build(int number) => CSharpSyntaxTree.ParseText($$"""
        using System;
        using System.Collections.Generic;
        public sealed class Plain{{number}} : IDisposable
        {
            private readonly List<int> values = new();
            public int Sum(int from)
            {
                var total = 0;
                foreach (var value in values)
                    if (value > from)
                        total += value;
                return total;
            }
            public void Add(int value) { try { values.Add(value); } finally { values.Sort(); } }
            public void Dispose() => values.Clear();
        }
        """, path: $"Plain{number}.cs");
}
