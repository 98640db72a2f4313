using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Numbers for what a world can know something of: variables (locals, parameters, own and static fields), captures of a graph, and
/// conditions without side effects over them.
/// </summary>
internal sealed class Terms
{
    private readonly Dictionary<ISymbol, int> symbols = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<(ControlFlowGraph Graph, CaptureId Id), int> captures = [];
    private readonly Dictionary<string, int> conditions = [];
    private readonly Dictionary<SyntaxNode, int> calls = [];
    private readonly List<Term> terms = [];

    public Terms() => Return = Add(new Term(null));

    /// <summary>Holds what a body returns until it has left its finallies.</summary>
    public int Return { get; }

    public int Of(ISymbol symbol)
    {
        if (!symbols.TryGetValue(symbol, out var term))
            symbols.Add(symbol, term = Add(new Term(symbol) { IsVolatile = symbol is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol }));
        return term;
    }

    public int Of(ControlFlowGraph graph, CaptureId capture)
    {
        if (!captures.TryGetValue((graph, capture), out var term))
            captures.Add((graph, capture), term = Add(new Term(null) { Graph = graph, Capture = capture }));
        return term;
    }

    /// <summary>Holds what the functions passed to a call gave, until the call has its result.</summary>
    public int Of(SyntaxNode call)
    {
        if (!calls.TryGetValue(call, out var term))
            calls.Add(call, term = Add(new Term(null)));
        return term;
    }

    /// <summary>The term of a condition, told by its text over the numbers of what it reads.</summary>
    public int OfCondition(string key, IReadOnlyCollection<int> reads, bool isVolatile)
    {
        if (conditions.TryGetValue(key, out var term))
            return term;
        conditions.Add(key, term = Add(new Term(null) { IsVolatile = isVolatile, Reads = reads }));
        foreach (var read in reads)
            terms[read].Dependents.Add(term);
        return term;
    }

    public ISymbol? SymbolOf(int term) => terms[term].Symbol;

    /// <summary>The variables that a term stands for, or that a condition reads.</summary>
    public IEnumerable<ISymbol> VariablesOf(int term) =>
        terms[term].Symbol is { } symbol ? [symbol] : terms[term].Reads.SelectMany(VariablesOf);

    /// <summary>The capture of a graph that a term stands for.</summary>
    public CaptureId? CaptureOf(int term, ControlFlowGraph graph) => terms[term].Graph == graph ? terms[term].Capture : null;

    public bool IsCaptureOf(int term, ControlFlowGraph graph) => terms[term].Graph == graph;

    /// <summary>Whether what is known of the term may change where this body does not see it: a field, a property.</summary>
    public bool IsVolatile(int term) => terms[term].IsVolatile;

    public IReadOnlyList<int> DependentsOf(int term) => terms[term].Dependents;

    private int Add(Term term)
    {
        terms.Add(term);
        return terms.Count - 1;
    }

    private sealed class Term(ISymbol? symbol)
    {
        public ISymbol? Symbol => symbol;

        public bool IsVolatile { get; init; }

        public ControlFlowGraph? Graph { get; init; }

        public CaptureId Capture { get; init; }

        public IReadOnlyCollection<int> Reads { get; init; } = [];

        public List<int> Dependents { get; } = [];
    }
}
