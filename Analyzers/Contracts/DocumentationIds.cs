using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Contracts;

/// <summary>The IDs by which the compiler names types and members in XML documentation.</summary>
internal static class DocumentationIds
{
    public static bool IsOne(string id) => id.Length > 2 && id[0] is 'T' or 'M' or 'P' && id[1] == ':';

    /// <summary>What an ID names: nothing, one symbol, or one in each of several assemblies.</summary>
    public static ImmutableArray<ISymbol> Find(string id, Compilation compilation) =>
        DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);

    /// <summary>The method, or the accessors of the property, that a symbol is.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(ISymbol symbol)
    {
        if (symbol is IMethodSymbol method)
            yield return method;
        if (symbol is not IPropertySymbol property)
            yield break;
        if (property.GetMethod is { } getter)
            yield return getter;
        if (property.SetMethod is { } setter)
            yield return setter;
    }
}
