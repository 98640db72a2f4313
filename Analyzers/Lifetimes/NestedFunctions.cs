using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>The local functions and lambdas directly inside a graph.</summary>
internal static class NestedFunctions
{
    public static IEnumerable<(IMethodSymbol Function, ControlFlowGraph Graph)> Of(ControlFlowGraph graph)
    {
        foreach (var local in graph.LocalFunctions)
            yield return (local, graph.GetLocalFunctionControlFlowGraph(local));
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                foreach (var lambda in LambdasIn(operation))
                    yield return (lambda.Symbol, graph.GetAnonymousFunctionControlFlowGraph(lambda));
            if (block.BranchValue is { } value)
                foreach (var lambda in LambdasIn(value))
                    yield return (lambda.Symbol, graph.GetAnonymousFunctionControlFlowGraph(lambda));
        }
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> LambdasIn(IOperation operation) =>
        operation.DescendantsAndSelf().OfType<IFlowAnonymousFunctionOperation>();
}
