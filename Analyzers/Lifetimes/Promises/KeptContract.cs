using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.Evaluation;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Promises;

/// <summary>
/// What a body did against what its declaration says. Where that, or what it overrides or implements, says otherwise, the contract is
/// broken; where it says nothing and callers go by the defaults, a word is missing.
/// </summary>
internal sealed class KeptContract
{
    private readonly IMethodSymbol method;
    private readonly BodyContext body;
    private readonly ImmutableArray<IMethodSymbol> bases;
    private readonly List<Finding> findings = [];

    private KeptContract(IMethodSymbol method, BodyContext body)
    {
        this.method = method;
        this.body = body;
        bases = [.. Declarations.BaseContracts(method)];
    }

    /// <summary>Whether callers know of a method only what is declared, and it is for its own declaration to say it.</summary>
    private bool IsDeclared => bases.IsEmpty && !Declarations.IsInferred(method);

    private ISymbol Member => method.AssociatedSymbol ?? method;

    private string Name => method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : Member.Name;

    /// <param name="method">The method.</param>
    /// <param name="returns">The worlds in which it returns.</param>
    /// <param name="body">What the one pass over it knows.</param>
    public static IEnumerable<Finding> Judge(IMethodSymbol? method, IReadOnlyList<World> returns, BodyContext body)
    {
        if (method is not { MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation }
            || Member(method) is not { Locations: [{ IsInSource: true }, ..] })
            return [];
        var contract = new KeptContract(method, body);
        contract.JudgeSections();
        contract.JudgeReturn();
        foreach (var parameter in method.Parameters)
            if (body.Contracts.RoleOf(parameter.Type) == TypeRole.Counted)
                contract.JudgeParameter(parameter, returns);
        return contract.findings;

        static ISymbol Member(IMethodSymbol method) => method.AssociatedSymbol ?? method;
    }

    private void JudgeSections()
    {
        var opensAndCloses = MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock;
        // A scope's own methods, and who makes one, say what they do by their type.
        if (body.Contracts.RoleOf(method.ReturnType) == TypeRole.Scope || body.Contracts.RoleOf(method.ContainingType) == TypeRole.Scope)
            return;
        var conduct = body.Conduct;
        switch (body.Traits & opensAndCloses)
        {
            case MethodTraits.AcquiresReadLock when conduct is { Opens: true, Unopened: [var first, ..] }:
                Break(Member.Locations[0], Name, "says that it opens a read-side section, but has none open " + first.Words,
                    [first.Place, .. Told(OwnWords.Find(method, MethodTraits.AcquiresReadLock))]);
                break;
            case MethodTraits.ReleasesReadLock when conduct is { Closes: true, Unreleased: [var first, ..] }:
                Break(Member.Locations[0], Name, "says that it closes a read-side section of its caller, but does not " + first.Words,
                    [first.Place, .. Told(OwnWords.Find(method, MethodTraits.ReleasesReadLock))]);
                break;
        }
    }

    private void JudgeReturn()
    {
        const ReferenceTraits both = ReferenceTraits.Owned | ReferenceTraits.Borrowed;
        var about = body.Contracts.ReturnTraitsOf(method);
        if ((about & both) == both)
            return; // it contradicts its base, which is said of its declaration
        var isGiven = method.MethodKind == MethodKind.PropertyGet
            ? (about & ReferenceTraits.Owned) != 0
            : (about & ReferenceTraits.Borrowed) == 0;
        var isSaid = (about & both) != 0;
        var returned = body.Conduct.Returned;
        if (!isGiven)
        {
            if (isSaid || IsInherited(contract => contract.ReturnType))
                foreach (var reference in returned.Where(one => one.IsMade))
                    BreakReturn(reference, "is a new reference that nobody puts, but '" + Name + "' only lends what it returns", ReferenceTraits.Borrowed);
            else if (IsDeclared && returned.FirstOrDefault(one => one.IsMade) is { } made && !returned.Any(IsLent))
                // An accessor speaks of its own body only: the name of its property is outside it.
                findings.Add(new Finding(
                    FindingKind.UndeclaredContract,
                    Quote.Shown(made.Place).GetLocation(),
                    Name,
                    "[Owned], because each read of it gives a new reference",
                    null,
                    []));
            return;
        }

        if (isSaid || IsInherited(contract => contract.ReturnType))
            foreach (var reference in returned.Where(IsLent))
                BreakReturn(reference, "is kept in '" + reference.Keeper!.Name + "', but callers of '" + Name + "' put what it returns", ReferenceTraits.Owned);
        else if (IsDeclared && method.MethodKind != MethodKind.Constructor
            && returned.FirstOrDefault(IsLent) is { Keeper: { } keeper } lent && !returned.Any(one => one.IsMade))
            Miss(Member, "[return: Borrowed], because it returns what '" + keeper.Name + "' keeps", lent.Place);
    }

    /// <summary>
    /// Whether a base speaks of a counted reference, so that its defaults count. One that speaks of anything (<c>ICollection&lt;T&gt;</c>)
    /// says nothing of it.
    /// </summary>
    private bool IsInherited(Func<IMethodSymbol, ITypeSymbol?> part) => bases.Any(contract => part(contract.OriginalDefinition) switch
    {
        ITypeParameterSymbol => false,
        INamedTypeSymbol { TypeArguments: [INamedTypeSymbol result] } => body.Contracts.RoleOf(result) == TypeRole.Counted,
        var type => body.Contracts.RoleOf(type) == TypeRole.Counted,
    });

    private bool IsLent(ReturnedReference reference) =>
        reference.Keeper is { } keeper && Keepers.IsPutByItsType(keeper, TypeOf(keeper), body.Contracts);

    private void JudgeParameter(IParameterSymbol parameter, IReadOnlyList<World> returns)
    {
        var about = body.Contracts.TraitsOf(parameter);
        if (parameter.RefKind == RefKind.Out)
            JudgeOut(parameter, about, returns);
        if (parameter.RefKind is not (RefKind.None or RefKind.In) || (about & (ReferenceTraits.Owned | ReferenceTraits.Borrowed)) == ReferenceTraits.Owned)
            return;
        var isPromised = (about & ReferenceTraits.Borrowed) != 0
            || IsInherited(contract => parameter.Ordinal < contract.Parameters.Length ? contract.Parameters[parameter.Ordinal].Type : null);
        foreach (var world in returns)
        {
            if (ExitCases.ReferenceOf(parameter, world, body) is not CountedReference reference || reference.Null == Nullness.Yes)
                continue;
            if (reference is { State: CountedState.Put, Turn: { } put })
            {
                if (isPromised)
                    Break(Quote.Shown(put).GetLocation(), Quote.Of(Quote.Shown(put)),
                        "puts '" + parameter.Name + "', but '" + Name + "' only borrows it", Told(OwnWords.Find(parameter, ReferenceTraits.Borrowed)));
                else if (IsDeclared)
                    Miss(parameter, "[Owned], because '" + Name + "' puts it", put);
            }
            else if (method.MethodKind != MethodKind.Constructor && KeeperOf(reference, world) is { } keeper
                && Keepers.IsPutByItsType(keeper, TypeOf(keeper), body.Contracts))
            {
                if (isPromised)
                    Break(parameter.Locations[0], parameter.Name,
                        "is kept in '" + keeper.Name + "', which '" + method.ContainingType.Name + "' puts, but '" + Name + "' only borrows it",
                        Told(OwnWords.Find(parameter, ReferenceTraits.Borrowed)));
                else if (IsDeclared)
                    Miss(parameter, "[Owned], because '" + keeper.Name + "' keeps it and '" + method.ContainingType.Name + "' puts it", null);
            }
        }
    }

    private void JudgeOut(IParameterSymbol parameter, ReferenceTraits about, IReadOnlyList<World> returns)
    {
        if ((about & (ReferenceTraits.Borrowed | ReferenceTraits.Owned)) != 0 || !IsDeclared)
            return;
        foreach (var world in returns)
            if (world.Bindings.TryGet(body.Terms.Of(parameter), out var id) && world.References.TryGet(id, out var given)
                && given is CountedReference { Null: not Nullness.Yes } counted && KeeperOf(counted, world) is { } keeper
                && Keepers.IsPutByItsType(keeper, TypeOf(keeper), body.Contracts))
                Miss(parameter, "[Borrowed], because it hands out what '" + keeper.Name + "' keeps", null);
    }

    private ISymbol? KeeperOf(CountedReference reference, World world) => KeeperOf(reference.Id, world, body.Terms);

    /// <summary>The field, or property that is one, which holds a reference.</summary>
    public static ISymbol? KeeperOf(int reference, World world, Terms terms)
    {
        for (var i = 0; i < world.Bindings.Count; i++)
            if (world.Bindings.ValueAt(i) == reference && terms.SymbolOf(world.Bindings.KeyAt(i)) is var symbol and (IFieldSymbol or IPropertySymbol))
                return symbol;
        return null;
    }

    private static ITypeSymbol TypeOf(ISymbol keeper) => keeper is IFieldSymbol field ? field.Type : ((IPropertySymbol)keeper).Type;

    private void BreakReturn(ReturnedReference reference, string how, ReferenceTraits word)
    {
        var shown = Quote.Shown(reference.Place);
        Break(shown.GetLocation(), Quote.Of(shown), how, Told(OwnWords.FindOnReturn(method, word)));
    }

    private void Break(Location place, string subject, string how, ImmutableArray<Location> story) =>
        findings.Add(new Finding(FindingKind.BrokenContract, place, subject, how, null, story));

    private void Miss(ISymbol subject, string word, SyntaxNode? because)
    {
        if (subject.Locations is [{ IsInSource: true } place, ..])
            findings.Add(new Finding(FindingKind.UndeclaredContract, place, subject.Name, word, null, Told(because is null ? null : Quote.Shown(because))));
    }

    private static ImmutableArray<Location> Told(SyntaxNode? node) => node is null ? [] : [node.GetLocation()];
}
