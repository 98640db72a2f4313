using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>References that nobody has any more while they are owed: overwritten, or dropped as what an expression gave.</summary>
internal sealed partial class Evaluator
{
    /// <summary>
    /// An operation is done, and with it what was only on its way: what is owed and in no variable is lost. What was on its way before
    /// it began belongs to the call that this runs in.
    /// </summary>
    private World Lose(World before, World after)
    {
        for (var i = 0; i < after.References.Count; i++)
            if (after.References.ValueAt(i) is CountedReference { IsOwed: true, IsUntyped: false } owed
                && !IsBound(after, owed.Id) && (!before.References.Contains(owed.Id) || IsBound(before, owed.Id)))
            {
                body.Findings.Lose(owed);
                return Lose(before, after.WithReferences(owed.IsParameter
                    ? after.References.With(owed.Id, owed with { State = CountedState.Unknown })
                    : after.References.Without(owed.Id)));
            }

        return after;
    }

    private static bool IsBound(World world, int id)
    {
        for (var i = 0; i < world.Bindings.Count; i++)
            if (world.Bindings.ValueAt(i) == id)
                return true;
        return false;
    }

    /// <summary>Whether a variable holds a reference, other than one of a number; captures do not count.</summary>
    private bool IsInVariable(World world, int id, int except)
    {
        for (var i = 0; i < world.Bindings.Count; i++)
            if (world.Bindings.ValueAt(i) == id && world.Bindings.KeyAt(i) != except
                && (world.Bindings.KeyAt(i) == Terms.Return || Terms.SymbolOf(world.Bindings.KeyAt(i)) is not null))
                return true;
        return false;
    }

    /// <summary>
    /// A variable is about to be assigned: what it alone holds is remembered as overwritten. Whether that loses it shows when the
    /// operation is done, for a swap has it on its way.
    /// </summary>
    private World Overwrite(World world, IOperation target, ISymbol variable, Value value, IOperation source)
    {
        var term = Terms.Of(variable);
        if (!world.Bindings.TryGet(term, out var id) || (value.Kind == ValueKind.Reference && value.Id == id)
            || !world.References.TryGet(id, out var reference) || reference is not CountedReference { IsOwed: true, IsUntyped: false } owed
            || IsInVariable(world, id, term))
            return world;
        return MayPassThrough(source, variable)
            ? Hold(world, Value.Of(owed))
            : world.With(owed with { Overwritten = target.Syntax });
    }

    /// <summary>
    /// <c>pid = pid.OrThrow()</c>, where the method does not say whose reference it returns: it may well be the one that it was given.
    /// </summary>
    private bool MayPassThrough(IOperation source, ISymbol variable) =>
        Bare(source) is IInvocationOperation call && !SaysOwned(call.TargetMethod) && body.Summaries.Find(call.TargetMethod) is null
        && (IsMention(call.Instance, variable) || call.Arguments.Any(argument => IsMention(argument.Value, variable)));

    private bool IsMention(IOperation? operation, ISymbol variable)
    {
        if (operation is null)
            return false;
        operation = Bare(operation);
        if (operation is IFlowCaptureReferenceOperation capture && targets.TryGetValue(capture.Id, out var captured))
            operation = captured;
        return SymbolEqualityComparer.Default.Equals(VariableOf(operation), variable);
    }

    private bool SaysOwned(IMethodSymbol method) => (body.Contracts.ReturnTraitsOf(method) & ReferenceTraits.Owned) != 0;

    /// <summary>
    /// A reference on its way into a call that returns one of the same type and does not say that it is another: a fluent method, or one
    /// that checks and passes on. The result is taken for the reference itself.
    /// </summary>
    private Value PassedThrough(World world, Call call)
    {
        if (SaysOwned(call.Method) || call.Method.MethodKind == MethodKind.PropertyGet)
            return Value.Unknown;
        if (IsPassedThrough(world, call.Receiver, call.Instance?.Type, call))
            return call.Receiver;
        for (var i = 0; i < call.Values.Length; i++)
            if (IsPassedThrough(world, call.Values[i], call.Arguments[i].Value.Type, call))
                return call.Values[i];
        return Value.Unknown;
    }

    private bool IsPassedThrough(World world, Value value, ITypeSymbol? type, Call call) =>
        SymbolEqualityComparer.Default.Equals(type, call.Method.ReturnType)
        && world.Find<CountedReference>(value) is { IsOwed: true } owed && !IsInVariable(world, owed.Id, -1);
}
