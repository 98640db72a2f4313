using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.Evaluation;

namespace Utrace.Analyzers.Lifetimes.Owners;

/// <summary>
/// Types that own counted references and never put them. That a member owns, the analysis of the bodies says: an owned reference was
/// handed on, and it went there. That nothing puts it, the mentions say, of the member and of all that it is passed on to.
/// </summary>
internal sealed class TypeOwnership(Compilation compilation, ContractReader contracts, CountedTypes types, Func<MemberBody, CancellationToken, BodyResult> resultOf)
{
    private readonly OwnerMembers members = new(contracts, types);
    private readonly ValueFlow flow = new(contracts, types);
    private readonly ConcurrentDictionary<SyntaxTree, HashSet<string>> namesIn = [];

    // A member of a base that several derived types fill is told once, and in the same words whoever comes first.
    private readonly ConcurrentDictionary<ISymbol, bool> toldOfBase = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a type has members that can own: of its own, of the private types in it, or inherited from a type in source.</summary>
    public bool MayBeAsked(INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(OwnerMembers.OutermostOf(type), type) && (members.AreIn(type) || Inherits(type));

    /// <summary>What is wrong with the members of a type, and of the private types in it.</summary>
    public IEnumerable<Finding> FindingsOn(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var mentions = new Mentions(compilation, types, cancellation);
        var kept = KeptIn(type, mentions, cancellation);
        if (kept.Count == 0)
            return [];
        mentions.AddType(type);
        if (mentions.IsBroken)
            return [];
        var search = new OwnerSearch(mentions, flow, (symbol, known) => AddOutsiders(symbol, known, cancellation));
        foreach (var member in AllMembersOf(type).Where(members.MayOwn))
            search.AddAliasesOf(member);
        var owners = new Dictionary<ISymbol, (CountedFamily Family, List<SyntaxNode> Stores)>(SymbolEqualityComparer.Default);
        foreach (var (family, places, starts) in kept)
        {
            var reached = search.From(starts)?.Where(symbol => members.MayOwn(symbol) && IsOf(symbol, type)).ToArray();
            if ((reached?.FirstOrDefault(symbol => symbol is not IParameterSymbol) ?? reached?.FirstOrDefault()) is not { } owner)
                continue;
            if (!owners.TryGetValue(owner, out var known))
                owners.Add(owner, known = (family, []));
            known.Stores.AddRange(places);
        }

        // Half typed code elsewhere, that the search went into, may put it when it is typed to its end.
        return mentions.IsBroken ? [] : owners.OrderBy(pair => pair.Key.Locations[0].SourceSpan.Start).Select(pair => Tell(pair.Key, pair.Value.Family, pair.Value.Stores, type)).OfType<Finding>();
    }

    private Finding? Tell(ISymbol owner, CountedFamily family, List<SyntaxNode> stores, INamedTypeSymbol type)
    {
        var isOwn = IsWithin(owner.ContainingType, type);
        if (!isOwn && !toldOfBase.TryAdd(owner, true))
            return null;
        var story = isOwn
            ? stores.Distinct().Select(Quote.Shown).OrderBy(node => node.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(node => node.SpanStart).Select(node => node.GetLocation())
            : [];
        return new Finding(FindingKind.OwnerWithoutPut, owner.Locations[0], owner.Name, owner.ContainingType.Name, family, [.. story]);
    }

    /// <summary>The owned references that the bodies of a type hand on, and where each goes first.</summary>
    private List<(CountedFamily Family, IReadOnlyList<SyntaxNode> Places, IReadOnlyList<ISymbol> Starts)> KeptIn(
        INamedTypeSymbol type, Mentions mentions, CancellationToken cancellation)
    {
        var all = new List<(CountedFamily, IReadOnlyList<SyntaxNode>, IReadOnlyList<ISymbol>)>();
        foreach (var body in mentions.BodiesOf(type))
            foreach (var reference in resultOf(body, cancellation).Kept)
                if (StartsOf(reference, body, cancellation) is (var places, { Count: > 0 } starts))
                    all.Add((reference.Family, places, starts));
        foreach (var taken in AllTypesOf(type).SelectMany(members.TakenBy))
            all.Add((Evaluator.FamilyOf(TypeOf(taken), contracts), [], [taken]));
        return all;
    }

    private (List<SyntaxNode> Places, List<ISymbol> Starts)? StartsOf(KeptReference reference, MemberBody body, CancellationToken cancellation)
    {
        var starts = new List<ISymbol>();
        var places = new List<SyntaxNode>();
        foreach (var place in reference.Places)
        {
            if (OperationAt(place, body, cancellation) is not { } operation || flow.OfKept(operation) is not { IsSettled: false } to)
                return null;
            starts.AddRange(to.Symbols);
            if (to.Symbols.Count > 0)
                places.Add(place);
        }

        return (places, starts);
    }

    private static IOperation? OperationAt(SyntaxNode place, MemberBody body, CancellationToken cancellation)
    {
        // Parentheses and the null-forgiving mark are no operations.
        while (true)
            switch (place)
            {
                case ArgumentSyntax argument:
                    place = argument.Expression;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    place = parenthesized.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } forgiven:
                    place = forgiven.Operand;
                    break;
                default:
                    return body.Root.SemanticModel?.GetOperation(place, cancellation);
            }
    }

    /// <summary>Whether a member counts as one that a type fills from inside: its own, or one that it inherits.</summary>
    private static bool IsOf(ISymbol member, INamedTypeSymbol type) => IsWithin(member.ContainingType, type) || IsBaseOf(member, type);

    private static bool IsWithin(INamedTypeSymbol inner, INamedTypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(OwnerMembers.OutermostOf(inner), type.OriginalDefinition);

    private static bool IsBaseOf(ISymbol member, INamedTypeSymbol type)
    {
        if (member.DeclaredAccessibility == Accessibility.Private || member is IParameterSymbol)
            return false;
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (SymbolEqualityComparer.Default.Equals(ancestor.OriginalDefinition, member.ContainingType))
                return true;
        return false;
    }

    private bool Inherits(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is { SpecialType: SpecialType.None, DeclaringSyntaxReferences.IsEmpty: false }; ancestor = ancestor.BaseType)
            if (ancestor.GetMembers().Any(member => member.DeclaredAccessibility != Accessibility.Private && members.MayOwn(member.OriginalDefinition)))
                return true;
        return false;
    }

    private static IEnumerable<INamedTypeSymbol> AllTypesOf(INamedTypeSymbol type) =>
        type.GetTypeMembers().Where(inner => inner.DeclaredAccessibility == Accessibility.Private).SelectMany(AllTypesOf).Prepend(type);

    private static IEnumerable<ISymbol> AllMembersOf(INamedTypeSymbol type) => AllTypesOf(type).SelectMany(each => each.GetMembers());

    private static ITypeSymbol TypeOf(ISymbol member) => member is IParameterSymbol parameter ? parameter.Type : ((IPropertySymbol)member).Type;

    /// <summary>What others can see, others may put: the bodies that name it are looked at too.</summary>
    private bool AddOutsiders(ISymbol symbol, Mentions mentions, CancellationToken cancellation)
    {
        if (symbol is not (IFieldSymbol or IPropertySymbol or IMethodSymbol) || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable)
            return false;
        foreach (var tree in compilation.SyntaxTrees)
            if (NamesIn(tree, cancellation).Contains(symbol.Name))
                mentions.AddBodiesThatName(symbol.Name, tree);
        return true;
    }

    private HashSet<string> NamesIn(SyntaxTree tree, CancellationToken cancellation) => namesIn.GetOrAdd(tree, asked =>
        [.. asked.GetRoot(cancellation).DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)]);
}
