using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>A local function or lambda that is evaluated where it is invoked.</summary>
/// <param name="Caller">The function that invokes it; null where the body itself does.</param>
/// <param name="Call">The call.</param>
/// <param name="Function">What runs.</param>
internal sealed record Frame(Frame? Caller, SyntaxNode Call, IMethodSymbol Function)
{
    /// <summary>
    /// How many sections were open when it was entered: what it opens beyond them it closes, and it closes none of them, unless it says so.
    /// </summary>
    public int OpenAtEntry { get; init; }

    /// <summary>Deeper calls of functions within functions are not followed.</summary>
    private const int Deepest = 5;

    /// <summary>Whether a function may run inside this frame: it does not run already, and the calls are not too deep.</summary>
    public static bool MayEnter(Frame? frame, IMethodSymbol function)
    {
        var depth = 0;
        for (var outer = frame; outer is not null; outer = outer.Caller)
            if (++depth >= Deepest || SymbolEqualityComparer.Default.Equals(outer.Function, function))
                return false;
        return true;
    }
}
