using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Fields and automatic properties of the object that own references: what is lost when they are given another.</summary>
internal sealed partial class Evaluator
{
    /// <summary>The values of a deconstruction that have not all reached their places: a member may be assigned before its old value has.</summary>
    private readonly List<Value> onTheirWay = [];

    /// <summary>A member of the object is given a reference that it will have to put, while it may hold one still.</summary>
    private void ReplaceMember(World world, ISymbol member, ITypeSymbol type, Value value, IOperation target)
    {
        if (!body.Findings.IsOpen || body.Contracts.RoleOf(type) != TypeRole.Counted
            || world.Find<CountedReference>(value) is not { State: CountedState.Owned, IsUntyped: false, Null: not Nullness.Yes } given)
            return;
        var old = Read(world, Terms.Of(member));
        if (old.Kind == ValueKind.Reference && onTheirWay.Exists(moved => moved.Kind == ValueKind.Reference && moved.Id == old.Id))
            return;
        if (world.Find<CountedReference>(old) is { State: CountedState.Owned } known)
        {
            if (known is { Null: not Nullness.Yes, IsGiven: false, IsReturned: false, IsShared: false } && known.Id != value.Id && !IsInVariable(world, known.Id, Terms.Of(member)))
                body.Findings.Report(
                    FindingKind.LostReference, target.Syntax, Quote.OfPlace(target.Syntax), Lost.Overwritten, known.Family, known.Site);
        }
        else if (MayHoldItsOwn(world, member, old) && !body.Members.IsConstruction(body.Method, body.Cancellation)
            && !Guards.Cover(target.Syntax, member, OutermostBody()))
        {
            body.Findings.ReportReplaced(target.Syntax, member, given);
        }
    }

    private bool OwnsNothing(ISymbol member) => member switch
    {
        IFieldSymbol field => (ContractReader.TraitsOf(field) & ReferenceTraits.Borrowed) != 0,
        IPropertySymbol property => (body.Contracts.TraitsOf(property) & ReferenceTraits.Borrowed) != 0,
        _ => false,
    };

    /// <summary>Whether what a member held when the body began may still be there, and nobody else has it.</summary>
    private bool MayHoldItsOwn(World world, ISymbol member, Value old) =>
        !IsEmptied(world, member) && !OwnsNothing(member)
        && old.Kind is ValueKind.Unknown or ValueKind.NotNull or ValueKind.Reference
        && (world.Find(old) is not { } reference
            || (reference is CountedReference { State: CountedState.Borrowed, Null: not Nullness.Yes, IsHeld: false, IsReturned: false }
                && !IsInVariable(world, reference.Id, Terms.Of(member))));

    /// <summary>What was assigned to a member is remembered where it is nothing that the member has to put.</summary>
    private World Replaced(World world, ISymbol member, Value value) =>
        world.Find<CountedReference>(value) is { State: CountedState.Owned } ? world : Empty(world, member);

    private World Empty(World world, ISymbol member) => world.Learn(EmptyTerm(member), Fact.True);

    private bool IsEmptied(World world, ISymbol member) => world.FactOf(EmptyTerm(member)) is { IsTrue: true };

    /// <summary>The condition that a member owns nothing. It falls with each assignment, and not with a turn of a loop.</summary>
    private int EmptyTerm(ISymbol member)
    {
        var term = Terms.Of(member);
        return Terms.OfCondition("empty:" + term, [term], isVolatile: false);
    }

    /// <summary>
    /// What a method of the same object may change is not known after it. A member that it names it may have put and cleared; one that
    /// was empty is taken to be so still.
    /// </summary>
    private World AfterOwnCall(World world, IMethodSymbol method, bool onThis)
    {
        foreach (var member in AssignedMembers())
            if (Members.MayChange(method, member, body.Cancellation)
                || (world.Find<CountedReference>(Read(world, Terms.Of(member))) is { } held && (held.Null == Nullness.Yes || held.State == CountedState.Put)))
                world = Empty(world, member);
        return onThis ? ForgetFields(world) : world;
    }

    /// <summary>The members of counted types that the body assigns; of most bodies there are none.</summary>
    private ImmutableArray<ISymbol> AssignedMembers()
    {
        if (!body.AssignedMembers.IsDefault)
            return body.AssignedMembers;
        var found = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (var operation in OutermostBody().Descendants())
        {
            ISymbol? member = operation switch
            {
                IFieldReferenceOperation field => field.Field,
                IPropertyReferenceOperation property => property.Property,
                _ => null,
            };
            if (member is not null && body.Contracts.RoleOf(operation.Type) == TypeRole.Counted
                && operation.Parent is IAssignmentOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } or ITupleOperation
                && !found.Contains(member, SymbolEqualityComparer.Default))
                found.Add(member);
        }

        return body.AssignedMembers = found.ToImmutable();
    }

    private IOperation OutermostBody()
    {
        var outermost = graph;
        while (outermost.Parent is { } outer)
            outermost = outer;
        return outermost.OriginalOperation;
    }

    /// <summary><c>Interlocked.Exchange</c> gives back what a place held, and with it the duty to put it.</summary>
    private bool Exchange(Call call, World world, Then then)
    {
        if (!LibraryFacts.IsExchange(call.Method) || body.Contracts.RoleOf(call.Method.ReturnType) != TypeRole.Counted)
            return false;
        var place = call.Arguments.IndexOf(call.Arguments.First(argument => argument.Parameter?.Ordinal == 0));
        var (old, given, source) = (call.Values[place], call.Values[1 - place], call.Arguments[1 - place].Value);
        switch (call.Arguments[place].Value)
        {
            case ILocalReferenceOperation { Local: { RefKind: RefKind.None } local }:
                then(AssignVariable(Use(world, given, source), local, given), Known(world, old) with { Term = -1 });
                return true;
            case IFieldReferenceOperation { Field: var field } reference when IsOwnPlace(reference.Instance, field.IsStatic):
                var held = world.Find<CountedReference>(old);
                world = AssignVariable(Store(world, given, source, field), field, given);
                world = Replaced(world, field, given);
                var result = Value.Unknown;
                if (held is { Null: Nullness.Yes })
                    result = Value.Null;
                else if (held is { State: CountedState.Owned or CountedState.Borrowed, IsGiven: false } && !body.Members.IsOnlyLent(field, body.Cancellation))
                    (world, result) = Acquire(world, call.Syntax, -1, field.Type, held.Null != Nullness.No);
                then(world, result);
                return true;
            default:
                return false;
        }
    }
}
