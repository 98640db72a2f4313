using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;

namespace Utrace.Analyzers.Lifetimes.Promises;

/// <summary>
/// What a member says itself against the member that it overrides or implements: who calls through the base knows only what the
/// base says. To promise more than the base is fine, to ask for more is not.
/// </summary>
internal static class InheritedContract
{
    private static readonly (MethodTraits Word, MethodTraits Covers, string How)[] Words =
    [
        (MethodTraits.RequiresReadLock, MethodTraits.RequiresReadLock, "needs a read-side section, which callers of '{0}' need not have open"),
        (MethodTraits.AssertsReadLock, MethodTraits.RequiresReadLock | MethodTraits.AssertsReadLock, "needs a read-side section, which callers of '{0}' need not have open"),
        (MethodTraits.AcquiresReadLock, MethodTraits.AcquiresReadLock, "opens a read-side section, which callers of '{0}' will not close"),
        (MethodTraits.ReleasesReadLock, MethodTraits.ReleasesReadLock, "closes a read-side section, which callers of '{0}' go on counting on"),
        (MethodTraits.MayBlock, MethodTraits.MayBlock, "may block, which callers of '{0}' in a read-side section do not expect"),
        (MethodTraits.Puts, MethodTraits.Puts, "puts its receiver, which callers of '{0}' put again"),
    ];

    /// <summary>What a member asks for, or gives otherwise, than one of its bases; at most one finding at a place.</summary>
    public static IEnumerable<Finding> Broken(IMethodSymbol method, ContractReader contracts) =>
        All(method, contracts).GroupBy(finding => finding.Location).Select(same => same.First());

    private static IEnumerable<Finding> All(IMethodSymbol method, ContractReader contracts)
    {
        // Nearly no method says anything, which is to cost nothing.
        var (own, ownReturn) = (OwnWords.Of(method), OwnWords.OfReturn(method));
        var says = own != MethodTraits.None || ownReturn != ReferenceTraits.None
            || method.Parameters.Any(parameter => OwnWords.Of(parameter) != ReferenceTraits.None);
        if (!says || method.MethodKind == MethodKind.PropertySet)
            yield break;
        ISymbol member = method.AssociatedSymbol ?? method;
        foreach (var contract in Declarations.BaseContracts(method))
        {
            foreach (var (word, covers, how) in Words)
                if ((own & word) != 0 && (contracts.TraitsOf(contract) & covers) == 0)
                    yield return Tell(member, string.Format(how, NameOf(contract)), contract, null);
            if (OfReturn(method, ownReturn, contract, contracts) is { } broken)
                yield return Tell(member, broken, contract, OwnWords.FindOnReturn(contract, ReferenceTraits.Owned | ReferenceTraits.Borrowed));
            for (var i = 0; i < method.Parameters.Length && i < contract.Parameters.Length; i++)
                if (OfParameter(method.Parameters[i], contract.Parameters[i], NameOf(contract), contracts) is { } brokenParameter)
                    yield return Tell(
                        method.Parameters[i],
                        brokenParameter,
                        contract,
                        OwnWords.Find(contract.Parameters[i], ReferenceTraits.Owned | ReferenceTraits.Borrowed));
        }
    }

    /// <summary>How a message names the member that is overridden or implemented.</summary>
    public static string NameOf(IMethodSymbol contract) => contract.ContainingType.Name + "." + (contract.AssociatedSymbol ?? contract).Name;

    private static string? OfReturn(IMethodSymbol method, ReferenceTraits own, IMethodSymbol contract, ContractReader contracts)
    {
        var promised = contracts.ReturnTraitsOf(contract);
        var isGiven = method.MethodKind == MethodKind.PropertyGet
            ? (promised & ReferenceTraits.Owned) != 0
            : (promised & ReferenceTraits.Borrowed) == 0;
        if ((own & ReferenceTraits.Borrowed) != 0 && isGiven)
            return "lends what it returns, which callers of '" + NameOf(contract) + "' put";
        return (own & ReferenceTraits.Owned) != 0 && !isGiven
            ? "gives a reference to be put, which callers of '" + NameOf(contract) + "' take for lent"
            : null;
    }

    private static string? OfParameter(IParameterSymbol parameter, IParameterSymbol inherited, string name, ContractReader contracts)
    {
        var (own, promised) = (OwnWords.Of(parameter), contracts.TraitsOf(inherited));
        var isOwned = parameter.RefKind == RefKind.Out ? (promised & ReferenceTraits.Borrowed) == 0 : (promised & ReferenceTraits.Owned) != 0;
        if ((own & ReferenceTraits.Owned) != 0 && !isOwned)
            return parameter.RefKind == RefKind.Out
                ? "is given to be put, which callers of '" + name + "' take for lent"
                : "is taken over, which callers of '" + name + "' go on owning";
        if ((own & ReferenceTraits.Borrowed) != 0 && isOwned)
            return parameter.RefKind == RefKind.Out
                ? "is lent, which callers of '" + name + "' put"
                : "is only borrowed, which callers of '" + name + "' give away";
        if ((own & ReferenceTraits.AlwaysValid) != 0 && (promised & ReferenceTraits.AlwaysValid) == 0)
            return "has to be good everywhere, which callers of '" + name + "' need not see to";
        return (own & ReferenceTraits.ValidDuringCall) != 0 && (promised & (ReferenceTraits.ValidDuringCall | ReferenceTraits.AlwaysValid)) == 0
            ? "has to be good until the call returns, which callers of '" + name + "' need not see to"
            : null;
    }

    private static Finding Tell(ISymbol subject, string how, IMethodSymbol contract, SyntaxNode? word)
    {
        ImmutableArray<Location> story = word is not null ? [word.GetLocation()]
            : (contract.AssociatedSymbol ?? contract).Locations is [{ IsInSource: true } declared, ..] ? [declared]
            : [];
        return new Finding(FindingKind.BrokenContract, subject.Locations[0], subject.Name, how, null, story);
    }
}
