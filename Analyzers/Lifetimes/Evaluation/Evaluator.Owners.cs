using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Handing on: what is not this body's to put any more, and where it went.</summary>
internal sealed partial class Evaluator
{
    /// <summary>A counted reference is handed on: whoever has it now puts it.</summary>
    private World Hold(World world, Value value)
    {
        if (world.Find<CountedReference>(value) is not { } counted)
            return ShareExamination(world, value);
        Release(counted);
        return HandOn(world, counted);
    }

    private World HandOn(World world, CountedReference counted)
    {
        if (counted.IsHeld)
            return counted is { State: CountedState.Owned, IsShared: false } ? world.With(counted with { IsShared = true }) : world;
        body.Findings.Settle(counted.Site);
        body.Findings.HandOn(counted.Site);
        return world.With(counted with { IsHeld = true });
    }

    /// <summary>A counted reference is handed on by an expression, from which it can be told who has it now.</summary>
    private World Keep(World world, Value value, SyntaxNode place)
    {
        if (world.Find<CountedReference>(value) is not { } counted)
            return ShareExamination(world, value);
        var isKept = counted.State == CountedState.Owned && (!counted.IsHeld || counted.IsKept);
        if (isKept && body.Findings.IsOpen)
            body.Kept.Keep(counted.Site, counted.Family, place);
        return HandOn(world, counted with { IsKept = counted.IsHeld ? counted.IsKept : isKept });
    }

    /// <summary>What a lambda returns goes where the lambda goes; what is kept already is lent by a property, and given by a method.</summary>
    private World KeepReturned(World world, Value value, SyntaxNode place) =>
        body.Method?.MethodKind == MethodKind.AnonymousFunction || world.Find<CountedReference>(value) is { IsKept: true }
            ? Keep(world, value, place)
            : Hold(world, value);

    /// <summary>What was kept is put or given away by the body itself.</summary>
    private void Release(CountedReference counted)
    {
        if (counted.IsKept && body.Findings.IsOpen)
            body.Kept.Release(counted.Site);
    }
}
