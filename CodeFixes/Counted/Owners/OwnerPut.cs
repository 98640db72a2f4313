using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Counted.Owners;

/// <summary>The lines that put all that a member holds: one reference, or each of a collection.</summary>
/// <param name="file">The file in which they are written.</param>
/// <param name="position">Where types are named.</param>
/// <param name="freeName">Gives a local a name that is none of some others.</param>
internal sealed class OwnerPut(SourceFile file, int position, Func<string, ICollection<string>, string> freeName)
{
    private readonly CountedTypes types = new(file.Contracts);
    private readonly Stack<string> open = new();

    /// <summary>The lines for a value; null where it is something of which it can not be told how to put it.</summary>
    /// <param name="value">The value, as it is written.</param>
    /// <param name="type">Its type.</param>
    /// <param name="isSure">Whether it is never null.</param>
    /// <param name="isCleared">Whether a collection is cleared by what follows.</param>
    public ImmutableArray<FrameLine>? LinesFor(string value, ITypeSymbol type, bool isSure, bool isCleared = false)
    {
        if (file.Contracts.RoleOf(type) == TypeRole.Counted)
            return PutText.Call(file, type, isSure) is { } put ? [new FrameLine(0, value + put + ";")] : null;
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return LinesForAll(tuple.TupleElements.Where(element => types.Keeps(element.Type))
                .Select(element => LinesFor(value + "." + element.Name, element.Type, isSure: false)));
        if (type is INamedTypeSymbol { Name: "Lazy", TypeArguments: [var made] } && IsOf(type, "System"))
            return LinesFor(value + ".Value", made, IsSure(made)) is { } inner
                ? Block(isSure ? $"if ({value}.IsValueCreated)" : $"if ({value} is {{ IsValueCreated: true }})", inner)
                : null;
        if (Elements(value, type) is not { } lines)
            return null;
        if (!isCleared && HasClear(type))
            lines = lines.Add(new(0, value + ".Clear();"));
        return isSure ? lines : Block($"if ({value} is not null)", lines);
    }

    private ImmutableArray<FrameLine>? Elements(string value, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array)
            return ForEach(value, array.ElementType, isSure: false);
        // What is nothing but a sequence may make new references each time that it is gone through.
        if (type is not INamedTypeSymbol named || type.IsValueType || type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            return null;
        var contracts = named.AllInterfaces.Add(named);
        if (contracts.FirstOrDefault(contract => contract.Name is "IDictionary" or "IReadOnlyDictionary" && contract.TypeArguments.Length == 2)
            is { TypeArguments: [var key, var held] })
            return LinesForAll(new[] { (Part: ".Keys", Type: key), (Part: ".Values", Type: held) }
                .Where(part => types.Keeps(part.Type)).Select(part => ForEach(value + part.Part, part.Type, IsSure(part.Type))));
        return contracts.FirstOrDefault(contract => contract.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            is { TypeArguments: [var element] }
            ? ForEach(value, element, IsSure(element))
            : null;
    }

    private ImmutableArray<FrameLine>? ForEach(string collection, ITypeSymbol element, bool isSure)
    {
        if (!types.Keeps(element))
            return null;
        var isCounted = file.Contracts.RoleOf(element) == TypeRole.Counted;
        var local = freeName(isCounted ? PutText.NounOf(element) : "each", open.ToList());
        var state = isSure ? NullableFlowState.NotNull : NullableFlowState.MaybeNull;
        var declared = file.Layout.UsesVar ? "var" : file.Imports.NameOf(element, state, position);
        open.Push(local);
        var lines = LinesFor(local, element, isCounted ? isSure : IsSure(element));
        open.Pop();
        return lines is { } inner ? Block($"foreach ({declared} {local} in {collection})", inner) : null;
    }

    private static ImmutableArray<FrameLine> Block(string header, IEnumerable<FrameLine> lines) =>
        [new(0, header), new(0, "{"), .. Frame.Deeper(lines), new(0, "}")];

    private static ImmutableArray<FrameLine>? LinesForAll(IEnumerable<ImmutableArray<FrameLine>?> parts)
    {
        var all = parts.ToList();
        return all.Count > 0 && all.TrueForAll(part => part is not null) ? [.. all.SelectMany(part => part!.Value)] : null;
    }

    private static bool IsSure(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.NotAnnotated;

    private static bool HasClear(ITypeSymbol type) =>
        type is INamedTypeSymbol named
        && (type.TypeKind == TypeKind.Interface ? named.AllInterfaces.Add(named) : BaseTypes(named))
            .SelectMany(each => each.GetMembers("Clear")).OfType<IMethodSymbol>()
            .Any(method => method is { Parameters.IsEmpty: true, ReturnsVoid: true, IsStatic: false, DeclaredAccessibility: Accessibility.Public });

    private static IEnumerable<INamedTypeSymbol> BaseTypes(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    private static bool IsOf(ITypeSymbol type, string space) => type.ContainingNamespace?.ToDisplayString() == space;
}
