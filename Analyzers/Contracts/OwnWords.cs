using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>What a declaration says itself, without what it inherits; and where a word stands that counts for it.</summary>
internal static class OwnWords
{
    public static MethodTraits Of(IMethodSymbol method)
    {
        var traits = MethodTraits.None;
        foreach (var attribute in AttributesOf(method))
            traits |= AttributeNames.MethodTrait(attribute);
        return traits;
    }

    public static ReferenceTraits OfReturn(IMethodSymbol method)
    {
        var traits = Of(method.GetReturnTypeAttributes());
        return method.AssociatedSymbol is IPropertySymbol property ? traits | Of(property.GetAttributes()) : traits;
    }

    public static ReferenceTraits Of(IParameterSymbol parameter) => Of(parameter.GetAttributes());

    public static ReferenceTraits Of(IEnumerable<AttributeData> attributes)
    {
        var traits = ReferenceTraits.None;
        foreach (var attribute in attributes)
            traits |= AttributeNames.ReferenceTrait(attribute);
        return traits;
    }

    /// <summary>The attribute by which a method, or what it overrides or implements, says something; null where that is not in source.</summary>
    public static SyntaxNode? Find(IMethodSymbol method, MethodTraits word) =>
        Find(method, one => AttributesOf(one).FirstOrDefault(attribute => (AttributeNames.MethodTrait(attribute) & word) != 0));

    /// <summary>The attribute by which something is said of what a method returns.</summary>
    public static SyntaxNode? FindOnReturn(IMethodSymbol method, ReferenceTraits word) =>
        Find(method, one => one.GetReturnTypeAttributes()
            .Concat(one.AssociatedSymbol is IPropertySymbol property ? property.GetAttributes() : [])
            .FirstOrDefault(attribute => (AttributeNames.ReferenceTrait(attribute) & word) != 0));

    /// <summary>The attribute by which something is said of a parameter.</summary>
    public static SyntaxNode? Find(IParameterSymbol parameter, ReferenceTraits word) =>
        Find((IMethodSymbol)parameter.ContainingSymbol, one => parameter.Ordinal < one.Parameters.Length
            ? one.Parameters[parameter.Ordinal].GetAttributes().FirstOrDefault(attribute => (AttributeNames.ReferenceTrait(attribute) & word) != 0)
            : null);

    private static SyntaxNode? Find(IMethodSymbol method, Func<IMethodSymbol, AttributeData?> find)
    {
        if (find(method)?.ApplicationSyntaxReference is { } own)
            return own.GetSyntax();
        foreach (var contract in Declarations.BaseContracts(method))
            if (Find(contract, find) is { } inherited)
                return inherited;
        return null;
    }

    private static IEnumerable<AttributeData> AttributesOf(IMethodSymbol method) =>
        method.AssociatedSymbol is IPropertySymbol property ? method.GetAttributes().Concat(property.GetAttributes()) : method.GetAttributes();
}
