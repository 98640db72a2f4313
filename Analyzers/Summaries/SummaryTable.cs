using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Summaries;

/// <summary>
/// The summaries of one compilation, inferred on demand. Methods that call each other in a circle count on nothing of one another
/// but what is declared, so that a summary does not depend on which method was asked for first: the circles are found first
/// (strongly connected components by Tarjan's algorithm, SIAM J. Comput. 1972), then each is analysed after all that it calls.
/// </summary>
internal sealed class SummaryTable<TResult>(ISummaryBuilder<TResult> builder)
    where TResult : class
{
    private readonly ISummaryBuilder<TResult> builder = builder;
    private readonly ConcurrentDictionary<IMethodSymbol, TResult> results = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol> circles = new(SymbolEqualityComparer.Default);

    /// <summary>The result of a method, analysed now if it was not before.</summary>
    public TResult Get(IMethodSymbol method, CancellationToken cancellation)
    {
        method = method.OriginalDefinition;
        if (!results.TryGetValue(method, out var result))
        {
            new Search(this, cancellation).Visit(method);
            result = results[method];
        }

        return result;
    }

    /// <summary>Whether two methods call each other, on whatever way.</summary>
    public bool InOneCircle(IMethodSymbol caller, IMethodSymbol callee) =>
        circles.TryGetValue(caller.OriginalDefinition, out var one) && circles.TryGetValue(callee.OriginalDefinition, out var other)
        && SymbolEqualityComparer.Default.Equals(one, other);

    private sealed class Search(SummaryTable<TResult> table, CancellationToken cancellation)
    {
        private readonly Dictionary<IMethodSymbol, int> indices = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<IMethodSymbol, int> lowest = new(SymbolEqualityComparer.Default);
        private readonly HashSet<IMethodSymbol> onStack = new(SymbolEqualityComparer.Default);
        private readonly Stack<IMethodSymbol> stack = new();

        // The walk keeps its own stack of callers: a chain of calls may be longer than a thread's stack is deep.
        public void Visit(IMethodSymbol root)
        {
            var walk = new Stack<(IMethodSymbol Method, IReadOnlyList<IMethodSymbol> Callees, int Next)>();
            walk.Push((root, Enter(root), 0));
            while (walk.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                var (method, callees, next) = walk.Pop();
                if (next < callees.Count)
                {
                    walk.Push((method, callees, next + 1));
                    var callee = callees[next].OriginalDefinition;
                    if (table.results.ContainsKey(callee) && !onStack.Contains(callee))
                        continue;
                    if (!indices.TryGetValue(callee, out var seen))
                        walk.Push((callee, Enter(callee), 0));
                    else if (onStack.Contains(callee))
                        lowest[method] = Math.Min(lowest[method], seen);
                    continue;
                }

                if (walk.Count > 0 && walk.Peek().Method is { } caller)
                    lowest[caller] = Math.Min(lowest[caller], lowest[method]);
                if (lowest[method] == indices[method])
                    Close(method, callees);
            }
        }

        private IReadOnlyList<IMethodSymbol> Enter(IMethodSymbol method)
        {
            indices[method] = lowest[method] = indices.Count;
            stack.Push(method);
            onStack.Add(method);
            return table.builder.CalleesOf(method, cancellation);
        }

        private void Close(IMethodSymbol root, IReadOnlyList<IMethodSymbol> callees)
        {
            var members = new List<IMethodSymbol>();
            IMethodSymbol member;
            do
            {
                member = stack.Pop();
                onStack.Remove(member);
                members.Add(member);
            }
            while (!SymbolEqualityComparer.Default.Equals(member, root));

            if (members.Count > 1 || callees.Contains(root, SymbolEqualityComparer.Default))
            {
                // The first in source stands for the circle, whichever of them the search came to first.
                var first = members.OrderBy(m => m.DeclaringSyntaxReferences[0].SyntaxTree.FilePath, StringComparer.Ordinal)
                    .ThenBy(m => m.DeclaringSyntaxReferences[0].Span.Start).First();
                foreach (var inCircle in members)
                    table.circles[inCircle] = first;
            }

            foreach (var ready in members)
                table.results.TryAdd(ready, table.builder.Analyse(ready, table.SourceFor(ready, cancellation), cancellation));
        }
    }

    /// <summary>The summaries that a method may count on.</summary>
    public ISummarySource SourceFor(IMethodSymbol? caller, CancellationToken cancellation) => new Source(this, caller, cancellation);

    private sealed class Source(SummaryTable<TResult> table, IMethodSymbol? caller, CancellationToken cancellation) : ISummarySource
    {
        public Summary? Find(IMethodSymbol method)
        {
            if (!table.builder.IsInferred(method) || (caller is not null && table.InOneCircle(caller, method)))
                return null;
            return table.builder.SummaryOf(table.Get(method, cancellation));
        }
    }
}

/// <summary>What the table asks of the analysis.</summary>
internal interface ISummaryBuilder<TResult>
{
    /// <summary>Whether the contract of a method is what its body does.</summary>
    bool IsInferred(IMethodSymbol method);

    /// <summary>The methods with inferred contracts that a method calls.</summary>
    IReadOnlyList<IMethodSymbol> CalleesOf(IMethodSymbol method, CancellationToken cancellation);

    /// <summary>Analyses a method whose callees are all in the table, but for those of its own circle.</summary>
    TResult Analyse(IMethodSymbol method, ISummarySource summaries, CancellationToken cancellation);

    /// <summary>What a result says to callers; null where the declared contract says it all.</summary>
    Summary? SummaryOf(TResult result);
}
