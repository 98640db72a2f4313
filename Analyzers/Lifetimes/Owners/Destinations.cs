using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>Where a value goes from one expression.</summary>
internal sealed class Destinations
{
    private readonly List<ISymbol> symbols = [];

    /// <summary>Whether it is put there, or goes where nobody can tell whether it is.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>The variables, members and methods that have it from there on.</summary>
    public IReadOnlyList<ISymbol> Symbols => symbols;

    public void Settle() => IsSettled = true;

    public void Add(ISymbol symbol)
    {
        var named = Named(symbol);
        if (!symbols.Contains(named, SymbolEqualityComparer.Default))
            symbols.Add(named);
    }

    /// <summary>The one symbol under which all mentions of a variable are found: a backing field is its property.</summary>
    public static ISymbol Named(ISymbol symbol) => symbol.OriginalDefinition switch
    {
        IFieldSymbol { AssociatedSymbol: IPropertySymbol property } => property,
        var original => original,
    };
}
