using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers;

namespace Utrace.Benchmarks;

/// <summary>What it takes to analyse one method of 300 statements, shape by shape.</summary>
internal static class MethodCost
{
    private const double Limit = 20;
    private const int WarmUps = 10;
    private const int Runs = 25;

    /// <summary>Prints the table; false when a shape is over the limit.</summary>
    /// <param name="output">Where to print it.</param>
    /// <param name="wanted">A part of the names of the shapes to measure.</param>
    public static async Task<bool> PrintAsync(TextWriter output, string wanted)
    {
        await output.WriteLineAsync(
            $"One method of {Shape.Statements} statements, {Runs} runs after warm-up (limit of the median {Limit} ms):");
        await output.WriteLineAsync(
            $"  {"shape",-24} {"statements",10} {"median",11} {"fastest",11} {"slowest",11} {"graph only",11} {"findings",9}");
        var good = true;
        foreach (var shape in Shape.All.Where(shape => shape.Name.Contains(wanted, StringComparison.Ordinal)))
        {
            var tree = shape.Build();
            var findings = 0;
            var graph = await Sample.TakeAsync(WarmUps, Runs, () => Task.FromResult(BuildGraph(Compile(tree))));
            var analysis = await Sample.TakeAsync(WarmUps, Runs, async () =>
            {
                var result = await Compilations.AnalyzeAsync(Compile(tree), new LifetimeAnalyzer());
                findings = result.Findings.Length;
                return result.Telemetry.ExecutionTime;
            });
            var isGood = analysis.Median <= Limit;
            good &= isGood;
            await output.WriteLineAsync(
                $"  {shape.Name,-24} {Shape.CountStatements(tree),10} {Sample.Milliseconds(analysis.Median)} "
                + $"{Sample.Milliseconds(analysis.Fastest)} {Sample.Milliseconds(analysis.Slowest)} {Sample.Milliseconds(graph.Median)} "
                + $"{findings,9}{(isGood ? "" : "  over the limit")}");
        }

        return good;
    }

    private static CSharpCompilation Compile(SyntaxTree tree) => Compilations.Create([tree], withBinding: true);

    /// <summary>The floor: no flow analysis is faster than to build the graph that it runs over.</summary>
    private static TimeSpan BuildGraph(CSharpCompilation compilation)
    {
        var tree = compilation.SyntaxTrees[0];
        var body = (IMethodBodyOperation)compilation.GetSemanticModel(tree).GetOperation(Shape.MethodOf(tree))!;
        return Sample.Time(() => ControlFlowGraph.Create(body));
    }
}
