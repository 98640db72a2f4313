using System.Text;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Flow;
using Utrace.Analyzers.Lifetimes.Evaluation;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes;

/// <summary>Shows the graph of a method with the worlds in which each block is entered.</summary>
internal sealed class LifetimeDump(FlowResult<Worlds> flow, BodyContext body)
{
    public string ToText() => FlowDump.ToText(flow, Describe);

    public string ToGraphviz() => FlowDump.ToGraphviz(flow, Describe);

    private IEnumerable<string> Describe(Worlds worlds) => worlds.All.Select(Describe);

    private string Describe(World world)
    {
        var text = new StringBuilder();
        text.Append(world.Sections switch
        {
            { IsUnknown: true } => "sections unknown",
            { Open.Length: var open, Caller: var caller } => $"sections {open} (caller: {caller})",
        });
        for (var i = 0; i < world.Bindings.Count; i++)
            if (world.References.TryGet(world.Bindings.ValueAt(i), out var reference))
                text.Append("; ").Append(NameOf(world.Bindings.KeyAt(i))).Append(" = ").Append(Describe(reference));
        for (var i = 0; i < world.Facts.Count; i++)
            text.Append("; ").Append(NameOf(world.Facts.KeyAt(i))).Append(" is ").Append(Describe(world.Facts.ValueAt(i)));
        return text.ToString();
    }

    private static string Describe(Reference reference)
    {
        var state = reference switch
        {
            TaskReference task => "task " + task.State,
            CountedReference counted => counted.Family + " " + counted.State + (counted.IsHeld ? " (handed on)" : ""),
            ScopeReference => "scope",
            SequenceReference => "sequence",
            _ => "function",
        };
        return state + (reference.Null switch { Nullness.Yes => ", null", Nullness.No => "", _ => ", may be null" });
    }

    private static string Describe(Fact fact) => fact.Kind == ValueKind.Constant ? fact.Constant!.ToString() : fact.Kind.ToString();

    private string NameOf(int term) => term == body.Terms.Return ? "result" : body.Terms.SymbolOf(term)?.Name ?? "#" + term;
}
