using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Holds: references that a call takes on its receiver, beside the one that the receiver is or that its owner has
/// (<c>SafeHandle.DangerousAddRef</c>). The variable that the call was made on owes them, and stays good when they are put.
/// </summary>
internal sealed partial class Evaluator
{
    /// <summary>A call in a loop takes no end of holds; past this many nothing more is said of them.</summary>
    private const int MostHolds = 3;

    private World TakeHold(World world, Call call)
    {
        if (PlaceOf(call.Instance) is not { } place)
            return world;
        var known = world.Find<CountedReference>(Read(world, Terms.Of(place)));
        if (known is { Holds: > 0, State: CountedState.Owned })
            return world.With(known.Holds < MostHolds ? known with { Holds = known.Holds + 1 } : known with { State = CountedState.Unknown });
        if (known is { IsUntyped: false, Holds: 0 })
            return world; // a counted type: its own reference is followed, what is taken beside it is not
        (world, var hold) = Acquire(world, call.Syntax, -1, call.Method.ContainingType, isMaybeNull: false);
        var taken = world.Find<CountedReference>(hold)! with { Holds = 1, IsPutByUsing = false, Name = place.Name, MayBePutElsewhere = IsKnownElsewhere(place) };
        world = world.With(taken);
        // All names of one object share what is held on it.
        return known is null ? world.Assign(Terms.Of(place), hold, []) : world.WithBindings(world.Bindings.Select(id => id == known.Id ? hold.Id : id));
    }

    /// <summary>Whether others than the body can put what is held on a variable: it is a member, or its caller is known to be of this code.</summary>
    private bool IsKnownElsewhere(ISymbol place) =>
        place is IFieldSymbol or IPropertySymbol || (place is IParameterSymbol && body.Method is { } method && Declarations.IsInferred(method));

    /// <summary>A put on an object that is not known by this name: it may be any of the holds.</summary>
    private World PutSomewhere(World world)
    {
        for (var i = 0; i < world.References.Count; i++)
            if (world.References.ValueAt(i) is CountedReference { Holds: > 0, IsHeld: false } hold)
                world = Hold(world, Value.Of(hold));
        return world;
    }

    /// <summary>The variable of the body, or the member of its object, that a call is made on.</summary>
    private ISymbol? PlaceOf(IOperation? instance) => instance is null ? null : Bare(instance) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field when IsOwnPlace(field.Instance, field.Field.IsStatic) => field.Field,
        IPropertyReferenceOperation { Property: var member } property when IsOwnPlace(property.Instance, member.IsStatic) && Declarations.IsAutomatic(member) =>
            member,
        IFlowCaptureReferenceOperation capture when targets.TryGetValue(capture.Id, out var captured) => PlaceOf(captured),
        _ => null,
    };
}
