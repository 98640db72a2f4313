using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Utrace.Analyzers.Flow;

/// <summary>Shows a solved problem: each block with its operations, its branches, and the states in which it is entered.</summary>
internal static class FlowDump
{
    public static string ToText<TState>(FlowResult<TState> flow, Func<TState, IEnumerable<string>> describe)
    {
        var text = new StringBuilder();
        foreach (var block in flow.Graph.Blocks)
        {
            text.Append('B').Append(block.Ordinal).Append(' ').Append(block.Kind).Append('\n');
            foreach (var line in Entries(flow, block, describe))
                text.Append("  in  ").Append(line).Append('\n');
            foreach (var line in Code(block))
                text.Append("      ").Append(line).Append('\n');
            foreach (var (label, to) in Branches(block))
                text.Append("  to  B").Append(to).Append(label.Length == 0 ? "" : " " + label).Append('\n');
        }

        return text.ToString();
    }

    public static string ToGraphviz<TState>(FlowResult<TState> flow, Func<TState, IEnumerable<string>> describe)
    {
        var text = new StringBuilder("digraph flow {\n  node [shape=box, fontname=monospace];\n");
        foreach (var block in flow.Graph.Blocks)
        {
            var lines = Entries(flow, block, describe).Select(line => "in " + line).Concat(Code(block));
            text.Append("  b").Append(block.Ordinal).Append(" [label=\"B").Append(block.Ordinal).Append("\\l");
            foreach (var line in lines)
                text.Append(line.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append("\\l");
            text.Append("\"];\n");
            foreach (var (label, to) in Branches(block))
                text.Append("  b").Append(block.Ordinal).Append(" -> b").Append(to).Append(" [label=\"").Append(label).Append("\"];\n");
        }

        return text.Append("}\n").ToString();
    }

    private static IEnumerable<string> Entries<TState>(FlowResult<TState> flow, BasicBlock block, Func<TState, IEnumerable<string>> describe) =>
        flow.At(block).SelectMany(entry => describe(entry.State).Select(line => entry.After is null ? line : "[in a finally] " + line));

    private static IEnumerable<string> Code(BasicBlock block)
    {
        foreach (var operation in block.Operations)
            yield return OneLine(operation);
        if (block.BranchValue is { } value)
            yield return block.ConditionKind == ControlFlowConditionKind.None ? OneLine(value) : "if " + OneLine(value);
    }

    private static IEnumerable<(string Label, int To)> Branches(BasicBlock block)
    {
        var isWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (block.ConditionalSuccessor?.Destination is { } conditional)
            yield return (isWhenTrue ? "when true" : "when false", conditional.Ordinal);
        if (block.FallThroughSuccessor?.Destination is { } next)
            yield return (block.ConditionKind == ControlFlowConditionKind.None ? "" : isWhenTrue ? "when false" : "when true", next.Ordinal);
    }

    private static string OneLine(IOperation operation) =>
        operation.Kind + " " + string.Join(" ", operation.Syntax.ToString().Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
