using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Calls of methods whose contract is what their body does: each way in which one returns is a world of its own.</summary>
internal sealed partial class Evaluator
{
    private void ApplySummary(Summary summary, Call call, MethodTraits traits, World world, Then then)
    {
        if ((traits & MethodTraits.AssertsReadLock) != 0)
            world = AssertSection(world);
        TaskState? section = null;
        if (summary.Requirement is not null || (traits & MethodTraits.RequiresReadLock) != 0)
            section = NeedSection(world, call.Syntax, summary.Requirement, IsToleratedStale(call));
        for (var i = 0; i < call.Arguments.Length; i++)
            world = PassInferred(world, call, i, summary);
        if (summary.IsBroken)
            world = world.With(world.Sections with { IsUnknown = true });
        world = Pause(world, call, traits, summary);
        foreach (var exit in summary.Cases)
            if (Assume(world, call, exit) is { } assumed)
                ApplyCase(exit, call, traits, section, assumed, then);
    }

    private World PassInferred(World world, Call call, int index, Summary summary)
    {
        if (call.Arguments[index] is not { Parameter: { RefKind: not RefKind.Out } parameter, Value: var source })
            return world;
        var value = call.Values[index];
        if (world.Find<FunctionReference>(value) is { } function)
            return PassFunction(world, function, parameter, call);
        if (world.Find<TaskReference>(value) is not null && (body.Contracts.TraitsOf(parameter) & ReferenceTraits.StaleTolerant) != 0)
            return world;

        // To put what is put already is a fault of its own.
        var isPut = parameter.Ordinal is var ordinal && !summary.Cases.IsEmpty
            && summary.Cases.All(exit => ordinal < exit.Parameters.Length && exit.Parameters[ordinal].Effect == ParameterEffect.Put);
        if (isPut)
            return world;
        world = ShareExamination(Share(Use(world, value, source), value), value);
        return DereferenceInside(world, value, source, summary.UncheckedAt(parameter.Ordinal));
    }

    /// <summary>The world in which a case takes place; null where what it takes for granted of an argument is known to be otherwise.</summary>
    private static World? Assume(World world, Call call, ExitCase exit)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is not { Ordinal: var ordinal, RefKind: not RefKind.Out } || ordinal >= exit.Parameters.Length)
                continue;
            var given = exit.Parameters[ordinal].Given;
            var value = Known(world, call.Values[i]);
            World? taken = null;
            switch (given.Kind)
            {
                case PassedKind.Null:
                    TestNull(value, world, w => taken = w, _ => { });
                    break;
                case PassedKind.NotNull:
                    TestNull(value, world, _ => { }, w => taken = w);
                    break;
                case PassedKind.Constant when value.Kind == ValueKind.Constant:
                    taken = Equals(value.Constant, given.Constant) ? world : null;
                    break;
                case PassedKind.Constant when given.Constant is bool:
                    taken = world.Learn(value.Term, new Fact(ValueKind.Constant, given.Constant));
                    break;
                default:
                    taken = world;
                    break;
            }

            if (taken is null)
                return null;
            world = taken;
        }

        return world;
    }

    private void ApplyCase(ExitCase exit, Call call, MethodTraits traits, TaskState? section, World world, Then then)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i].Parameter is not { } parameter || parameter.Ordinal >= exit.Parameters.Length)
                continue;
            var passed = exit.Parameters[parameter.Ordinal];
            if (parameter.RefKind != RefKind.Out)
            {
                if (passed.Effect == ParameterEffect.Put)
                    world = Put(world, call.Values[i], call.Arguments[i].Value.Syntax, isImplicit: false);
                else if (passed.Effect == ParameterEffect.Stored || (body.Contracts.TraitsOf(parameter) & ReferenceTraits.Owned) != 0)
                    world = Keep(world, call.Values[i], call.Arguments[i].Value.Syntax);
                if (passed.IsDetaching || passed.IsWaited)
                    world = PassDetach(world, call.Values[i], passed.IsDetaching ? call.Syntax : null);
            }

            // A ref that still holds what it was given is not assigned.
            if (parameter.RefKind is RefKind.Out or RefKind.Ref && passed.Out != new Passed(PassedKind.Parameter, Parameter: parameter.Ordinal))
            {
                if (parameter.RefKind == RefKind.Ref && passed.Out.Kind == PassedKind.Unknown)
                    world = Hold(world, call.Values[i]); // what became of it is not known
                (world, var handedOut) = Receive(world, passed.Out, call, call.Arguments[i].Value.Syntax, parameter.Ordinal, section);
                world = Assign(world, call.Arguments[i].Value, handedOut, call.Arguments[i].Value);
            }
        }

        if ((traits & (MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock)) != 0)
        {
            world = Enter(world, call, traits);
        }
        else
        {
            for (var i = 0; i < exit.Closed; i++)
                world = Unlock(world, call.Syntax);
            for (var i = 0; i < exit.Opened; i++)
                world = Open(world, call.Syntax, -1);
        }

        if (body.Contracts.RoleOf(call.Method.ReturnType) == TypeRole.Scope)
        {
            var (opened, scope) = OpenScope(world, call.Syntax);
            then(opened, scope);
            return;
        }

        // An object that returns itself says no more than that it is not null.
        if (exit.Return.Kind is PassedKind.NotNull or PassedKind.Unknown && PassedThrough(world, call) is { Kind: ValueKind.Reference } same)
        {
            then(world, same);
            return;
        }

        var (after, value) = Receive(world, exit.Return, call, call.Syntax, -1, section);
        then(after, value);
    }

    private (World World, Value Value) Receive(World world, Passed passed, Call call, SyntaxNode site, int role, TaskState? section)
    {
        switch (passed.Kind)
        {
            case PassedKind.Null:
                return (world, Value.Null);
            case PassedKind.NotNull:
                return (world, Value.NotNull);
            case PassedKind.Constant:
                return (world, Value.Of(passed.Constant));
            case PassedKind.Owned:
                return Acquire(world, site, role, passed.Family, passed.MaybeNull);
            case PassedKind.Task when section is { } state:
                return Create(world, new TaskReference(body.Sites.Latest(site, role), site, state)
                {
                    Null = passed.MaybeNull ? Nullness.Maybe : Nullness.No,
                    IsUnasked = passed.IsUnasked && !IsVouchedFor(site),
                    Section = SectionOf(world),
                });
            case PassedKind.Parameter:
                for (var i = 0; i < call.Arguments.Length; i++)
                    if (call.Arguments[i].Parameter?.Ordinal == passed.Parameter)
                        return (world, call.Values[i]);
                return (world, Value.Unknown);
            default:
                return (world, Value.Unknown);
        }
    }
}
