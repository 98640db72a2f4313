using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Utrace.Analyzers.Contracts;

/// <summary>
/// The contracts that contract files and options give to the code of one compilation, by symbol. Only <see cref="ContractReader"/>
/// asks for them, and takes them together with the attributes.
/// </summary>
internal sealed class DeclaredContracts
{
    private readonly Dictionary<ISymbol, MethodTraits> methods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ReferenceTraits> references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, (TypeRole Role, string? Word)> types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> countedHere = new(SymbolEqualityComparer.Default);
    private bool countsArrays;

    private DeclaredContracts(ImmutableArray<ContractFile> files) => Files = files;

    public static DeclaredContracts None { get; } = new([]);

    /// <summary>The files that were read, each with what is wrong with it.</summary>
    public ImmutableArray<ContractFile> Files { get; }

    /// <summary>Whether some file says something, so that a compilation which knows no attribute has something to analyse all the same.</summary>
    public bool IsEmpty => methods.Count == 0 && references.Count == 0 && types.Count == 0;

    /// <summary>Reads the contract files among the additional files of a compilation; costs nothing where there is none.</summary>
    public static DeclaredContracts Read(Compilation compilation, ImmutableArray<AdditionalText> additional, CancellationToken cancellation)
    {
        var files = ImmutableArray.CreateBuilder<ContractFile>();
        foreach (var file in additional)
            if (file.Path.EndsWith(ContractFile.Extension, StringComparison.OrdinalIgnoreCase) && file.GetText(cancellation) is { } text)
                files.Add(ContractFile.Parse(file.Path, text));
        if (files.Count == 0)
            return None;
        // Of two words that contradict each other the same one is always the second.
        files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        var declared = new DeclaredContracts(files.ToImmutable());
        var binder = new ContractBinder(compilation, declared);
        foreach (var file in declared.Files)
            binder.Bind(file, cancellation);
        return declared;
    }

    public MethodTraits OfMethod(ISymbol method) => methods.TryGetValue(method, out var traits) ? traits : MethodTraits.None;

    /// <summary>What is said of a parameter or, by its method, of what a method returns.</summary>
    public ReferenceTraits OfReference(ISymbol symbol) => references.TryGetValue(symbol, out var traits) ? traits : ReferenceTraits.None;

    public (TypeRole Role, string? Word) OfType(ITypeSymbol type) => types.TryGetValue(type.OriginalDefinition, out var said) ? said : default;

    /// <summary>Whether values of a type that is not counted itself are counted where some file says so.</summary>
    public bool MayBeCounted(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
            return countsArrays;
        if (countedHere.Count > 0)
            for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
                if (countedHere.Contains(candidate.OriginalDefinition))
                    return true;
        return false;
    }

    public void Add(IMethodSymbol method, MethodTraits traits)
    {
        methods[method] = OfMethod(method) | traits;
        if ((traits & (MethodTraits.Acquires | MethodTraits.Puts)) != 0 && method.ContainingType is { } type)
            countedHere.Add(type);
    }

    public void Add(ISymbol symbol, ITypeSymbol type, ReferenceTraits traits)
    {
        references[symbol] = OfReference(symbol) | traits;
        if ((traits & (ReferenceTraits.Owned | ReferenceTraits.Puts)) == 0)
            return;
        if (type is IArrayTypeSymbol)
            countsArrays = true;
        else if (type is INamedTypeSymbol { SpecialType: SpecialType.None })
            countedHere.Add(type.OriginalDefinition);
    }

    public void Add(INamedTypeSymbol type, TypeRole role, string? word) => types[type] = (role, word);
}
