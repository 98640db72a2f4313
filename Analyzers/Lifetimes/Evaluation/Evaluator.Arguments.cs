using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Arguments: what a declared contract says of what is passed in, and of what is handed out.</summary>
internal sealed partial class Evaluator
{
    private void EvaluateArguments(
        ImmutableArray<IArgumentOperation> arguments, int index, World world, Value[] values, Action<World, Value[]> then)
    {
        if (index == arguments.Length)
        {
            then(world, values);
            return;
        }

        var argument = arguments[index];
        if (argument.Parameter is { RefKind: RefKind.Out })
        {
            EvaluateTarget(argument.Value, world, (w, _) =>
            {
                values[index] = Value.Unknown;
                EvaluateArguments(arguments, index + 1, w, values, then);
            });
            return;
        }

        Evaluate(argument.Value, world, (w, v) =>
        {
            values[index] = v;
            EvaluateArguments(arguments, index + 1, w, values, then);
        });
    }

    private World PassArgument(World world, Call call, int index, MethodTraits traits)
    {
        var value = call.Values[index];
        if (call.Arguments[index] is not { Parameter: { RefKind: not RefKind.Out } parameter, Value: var source })
            return world;
        if (world.Find<FunctionReference>(value) is { } function)
            return PassFunction(world, function, parameter, call);
        var about = body.Contracts.TraitsOf(parameter);
        if (value.Kind != ValueKind.Reference)
            return parameter.RefKind == RefKind.Ref ? Assign(world, source, HandedBack(about), source) : world;
        if (world.Find<TaskReference>(value) is { } task && (about & ReferenceTraits.StaleTolerant) == 0)
        {
            if (IsAttachByTask(task, parameter, traits))
                body.Findings.Report(FindingKind.AttachByTask, Bare(source).Syntax, call.Method.Name, null, task.Site);
            else
                world = Use(world, value, source);
            if (LibraryFacts.Keeps(parameter) && call.Instance is { } container)
                world = StoreIn(world, container, value, source);
            else if ((about & ReferenceTraits.Owned) != 0 && task is { IsBound: true, Null: not Nullness.Yes })
                Report(world, value, source, "is stored");
        }
        else if (world.Find<CountedReference>(value) is { Holds: 0 } && (about & ReferenceTraits.Puts) != 0)
        {
            world = Put(world, value, source.Syntax, isImplicit: false);
        }
        else if (world.Find<CountedReference>(value) is { } counted && !LibraryFacts.OnlyCompares(call.Method))
        {
            world = Share(Use(world, value, source), value);
            if (LibraryFacts.Keeps(parameter) && call.Instance is { } collection)
                KeepAmong(world, value, collection, source);
            if ((about & ReferenceTraits.Owned) != 0 && counted.Holds == 0
                && (body.Contracts.RoleOf(parameter.Type) == TypeRole.Counted || (about & ReferenceTraits.CountsValue) != 0))
                world = Give(world, value, call.Syntax);
            else if ((about & ReferenceTraits.Owned) != 0 || LibraryFacts.Keeps(parameter) || LibraryFacts.PassesOn(parameter) || LibraryFacts.TakesUntyped(parameter)
                || TakesUndeclared(call.Method, parameter, about))
                world = Keep(world, value, source.Syntax);
        }
        else if ((about & ReferenceTraits.OfEngines) == 0)
        {
            world = ShareExamination(world, value);
        }

        return parameter.RefKind == RefKind.Ref ? Assign(Hold(world, value), source, Value.Unknown, source) : world;
    }

    /// <summary>Whether a call sleeps while it needs a task that only a section keeps good: whatever else is wrong there, the pid is the cure.</summary>
    private bool IsAttachByTask(TaskReference task, IParameterSymbol parameter, MethodTraits traits) =>
        (traits & MethodTraits.MayBlock) != 0
        && task is { Null: not Nullness.Yes, State: TaskState.Valid or TaskState.Caller or TaskState.Lent or TaskState.Broken }
        && body.Contracts.RoleOf(parameter.Type) == TypeRole.Protected
        && (body.Contracts.TraitsOf(parameter) & ReferenceTraits.StaleTolerant) == 0;

    /// <summary>
    /// A primary constructor keeps what its type goes on using. By convention a disposable wrapper of another assembly, which declares
    /// nothing, does so too.
    /// </summary>
    private static bool TakesUndeclared(IMethodSymbol method, IParameterSymbol parameter, ReferenceTraits about) =>
        method.MethodKind == MethodKind.Constructor && about == ReferenceTraits.None
        && (method.DeclaringSyntaxReferences is [var declaration, ..]
            ? PrimaryConstructors.Keeps(declaration.GetSyntax(), parameter)
            : method.ContainingType.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable));

    /// <summary>What a call hands out by <c>out</c>: a method that says when it does so (<c>TryAttachPid</c>) answers in two worlds.</summary>
    private IEnumerable<(World World, Value Answer)> HandOuts(World world, Call call, TaskState? section)
    {
        var conditional = false;
        for (var i = 0; i < call.Arguments.Length; i++)
            conditional |= RoleOfOut(call.Arguments[i]) != TypeRole.Plain && WhenOf(call, i) is not null;
        if (!conditional)
            return [(HandOut(world, call, section, null), Value.Unknown)];
        return [(HandOut(world, call, section, true), Value.True), (HandOut(world, call, section, false), Value.False)];
    }

    private World HandOut(World world, Call call, TaskState? section, bool? answer)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i] is not { Parameter: { RefKind: RefKind.Out } parameter, Value: var place })
                continue;
            var about = body.Contracts.TraitsOf(parameter);
            var value = HandedBack(about);
            var role = RoleOfOut(call.Arguments[i]);
            if (role != TypeRole.Plain)
            {
                var when = WhenOf(call, i);
                if (answer is { } taken && when is { } given && taken != given)
                    value = Value.Null;
                else if (role == TypeRole.Protected)
                    (world, value) = section is { } state ? LookUp(world, place.Syntax, parameter.Type, state, parameter.Ordinal, when is null) : (world, value);
                else if (role == TypeRole.Counted && (about & ReferenceTraits.Borrowed) == 0)
                    (world, value) = Acquire(world, place.Syntax, parameter.Ordinal, parameter.Type, when is null && MayBeNull(parameter.Type));
            }

            world = Assign(world, place, value, place);
        }

        return world;
    }

    /// <summary>What a bool passed by reference is after the call.</summary>
    private static Value HandedBack(ReferenceTraits about) => (about & ReferenceTraits.SetsTrue) != 0 ? Value.True : Value.Unknown;

    private TypeRole RoleOfOut(IArgumentOperation argument) =>
        argument.Parameter is { RefKind: RefKind.Out } handedOut && (body.Contracts.TraitsOf(handedOut) & ReferenceTraits.CountsValue) != 0 ? TypeRole.Counted
        : argument.Parameter is { RefKind: RefKind.Out, OriginalDefinition.Type: not ITypeParameterSymbol } parameter
            ? body.Contracts.RoleOf(parameter.Type)
            : TypeRole.Plain;

    /// <summary>The answer with which an out parameter is given something; null where the answer does not tell.</summary>
    private bool? WhenOf(Call call, int index)
    {
        if (call.Method.ReturnType.SpecialType != SpecialType.System_Boolean || call.Arguments[index].Parameter is not { } parameter)
            return null;
        var about = body.Contracts.TraitsOf(parameter);
        return (about & ReferenceTraits.NotNullWhenTrue) != 0 ? true
            : (about & ReferenceTraits.NotNullWhenFalse) != 0 ? false
            : LibraryFacts.IsTry(parameter) ? true
            : null;
    }
}
