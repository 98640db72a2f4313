using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Calls: evaluated receiver and arguments meet the contract, the summary or the body of what is called.</summary>
internal sealed partial class Evaluator
{
    private void EvaluateInvocation(IInvocationOperation invocation, World world, Then then) =>
        EvaluateCall(invocation.TargetMethod, invocation, invocation.Instance, invocation.Arguments, world, then);

    private void EvaluateCreation(IObjectCreationOperation creation, World world, Then then)
    {
        if (creation.Constructor is not { } constructor)
        {
            EvaluateOther(creation, world, then);
            return;
        }

        EvaluateCall(constructor, creation, null, creation.Arguments, world, (w, v) =>
        {
            if (body.Contracts.RoleOf(creation.Type) == TypeRole.Counted)
                (w, v) = Acquire(w, creation.Syntax, -1, creation.Type!, isMaybeNull: false);
            else if (body.Contracts.RoleOf(creation.Type) == TypeRole.Scope && !constructor.IsImplicitlyDeclared)
                (w, v) = OpenScope(w, creation.Syntax);
            else if (v.Kind != ValueKind.Reference)
                v = Value.NotNull;
            then(w, v);
        });
    }

    /// <summary>A call of a method, an accessor or a constructor.</summary>
    private void EvaluateCall(
        IMethodSymbol method, IOperation operation, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, World world, Then then)
    {
        // A method of a local function is no receiver; an extension's receiver is an argument.
        Evaluate(instance, world, (w, receiver) =>
            EvaluateArguments(arguments, 0, w, new Value[arguments.Length], (w2, values) =>
                Complete(new Call(method, operation, instance, receiver, arguments, [.. values]), w2, then)));
    }

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

    private void Complete(Call call, World world, Then then)
    {
        var method = call.Method;
        if (method.MethodKind == MethodKind.DelegateInvoke && world.Find<FunctionReference>(call.Receiver) is { } function)
        {
            Run(function.Symbol, function.Graph, call, world, then);
            return;
        }

        if (method.MethodKind == MethodKind.LocalFunction && GraphOf(method) is { } functionGraph)
        {
            Run(method, functionGraph, call, world, then);
            return;
        }

        var traits = body.Contracts.TraitsOf(method);
        if (world.Find(call.Receiver) is ScopeReference scope && LibraryFacts.IsDispose(method))
        {
            then(CloseScope(world, scope, call.Syntax), Value.Unknown);
            return;
        }

        if (world.Find<CountedReference>(call.Receiver) is not null && ((traits & MethodTraits.Puts) != 0 || LibraryFacts.IsDispose(method)))
        {
            then(Put(world, call.Receiver, call.Syntax, call.Operation.IsImplicit), Value.Unknown);
            return;
        }

        world = UseReceiver(world, call.Receiver, call.Instance);
        if ((traits & (MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock)) == 0)
            MayThrow(world);
        if (call.Instance is IInstanceReferenceOperation && method.MethodKind is MethodKind.Ordinary)
            world = ForgetFields(world);
        if (body.Summaries.Find(method) is { } summary)
            ApplySummary(summary, call, traits, world, then);
        else
            ApplyContract(call, traits, world, then);
    }

    private void ApplyContract(Call call, MethodTraits traits, World world, Then then)
    {
        var method = call.Method;
        if ((traits & MethodTraits.AssertsReadLock) != 0)
            world = AssertSection(world);
        var section = (traits & MethodTraits.RequiresReadLock) != 0
            ? NeedSection(world, call.Syntax, null, IsToleratedStale(call))
            : null;
        for (var i = 0; i < call.Arguments.Length; i++)
            world = PassArgument(world, call, i, traits);
        world = Enter(world, call, traits);
        if ((traits & MethodTraits.MayBlock) != 0)
            world = Block(world, call.Syntax);
        if ((traits & MethodTraits.DoesNotReturn) != 0)
            return;

        foreach (var (afterOut, answer) in HandOuts(world, call, section))
        {
            var (after, result) = ResultOf(afterOut, call, traits, section);
            then(after, answer.Kind == ValueKind.Unknown ? result : answer);
        }
    }

    /// <summary>The sections that a declared method opens or closes.</summary>
    private World Enter(World world, Call call, MethodTraits traits)
    {
        if ((traits & MethodTraits.AcquiresReadLock) != 0 && call.Method.MethodKind != MethodKind.Constructor
            && body.Contracts.RoleOf(call.Method.ReturnType) != TypeRole.Scope)
            world = Open(world, call.Syntax, -1);
        if ((traits & MethodTraits.ReleasesReadLock) != 0)
            world = Unlock(world, call.Syntax);
        return world;
    }

    private World PassArgument(World world, Call call, int index, MethodTraits traits)
    {
        var value = call.Values[index];
        if (call.Arguments[index] is not { Parameter: { RefKind: not RefKind.Out } parameter, Value: var source })
            return world;
        if (world.Find<FunctionReference>(value) is { } function)
            return PassFunction(world, function, parameter, call);
        if (value.Kind != ValueKind.Reference)
            return parameter.RefKind == RefKind.Ref ? Assign(world, source, Value.Unknown, source) : world;
        var about = body.Contracts.TraitsOf(parameter);
        if (world.Find<TaskReference>(value) is { } task && (about & ReferenceTraits.StaleTolerant) == 0)
        {
            var used = Use(world, value, source);
            if (ReferenceEquals(used, world) && (traits & MethodTraits.MayBlock) != 0 && task.Null != Nullness.Yes
                && task.State is TaskState.Valid or TaskState.Caller or TaskState.Lent or TaskState.Broken
                && body.Contracts.RoleOf(parameter.Type) == TypeRole.Protected)
                body.Findings.Report(FindingKind.AttachByTask, Bare(source).Syntax, call.Method.Name, null, task.Site);
            world = used;
            if (LibraryFacts.Keeps(parameter) && call.Instance is { } container)
                world = StoreIn(world, container, value, source);
            else if ((about & ReferenceTraits.Owned) != 0 && task is { IsBound: true, Null: not Nullness.Yes })
                Report(world, value, source, "is stored");
        }
        else if (world.Find<CountedReference>(value) is not null)
        {
            world = Use(world, value, source);
            if ((about & ReferenceTraits.Owned) != 0 || LibraryFacts.Keeps(parameter) || LibraryFacts.PassesOn(parameter) || LibraryFacts.TakesUntyped(parameter)
                || TakesUndeclared(call.Method, parameter, about))
                world = Hold(world, value);
        }

        return parameter.RefKind == RefKind.Ref ? Assign(Hold(world, value), source, Value.Unknown, source) : world;
    }

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
            var value = Value.Unknown;
            var role = RoleOfOut(call.Arguments[i]);
            if (role != TypeRole.Plain)
            {
                var when = WhenOf(call, i);
                if (answer is { } taken && when is { } given && taken != given)
                    value = Value.Null;
                else if (role == TypeRole.Protected)
                    (world, value) = section is { } state ? LookUp(world, place.Syntax, parameter.Type, state, parameter.Ordinal, when is null) : (world, value);
                else if (role == TypeRole.Counted && (body.Contracts.TraitsOf(parameter) & ReferenceTraits.Borrowed) == 0)
                    (world, value) = Acquire(world, place.Syntax, parameter.Ordinal, parameter.Type, when is null && MayBeNull(parameter.Type));
            }

            world = Assign(world, place, value, place);
        }

        return world;
    }

    private TypeRole RoleOfOut(IArgumentOperation argument) =>
        argument.Parameter is { RefKind: RefKind.Out, OriginalDefinition.Type: not ITypeParameterSymbol } parameter
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

    private (World World, Value Value) ResultOf(World world, Call call, MethodTraits traits, TaskState? section)
    {
        var method = call.Method;
        if (method.MethodKind == MethodKind.Constructor)
            return (world, CarriedByArguments(world, call));
        var type = method.ReturnType;
        var about = body.Contracts.ReturnTraitsOf(method);
        var isOwnType = method.OriginalDefinition.ReturnType is not ITypeParameterSymbol;
        (world, var given) = TakeGiven(world, call);
        switch (body.Contracts.RoleOf(type))
        {
            case TypeRole.Scope:
                return OpenScope(world, call.Syntax);
            case TypeRole.Protected when (about & ReferenceTraits.AlwaysValid) == 0:
                if ((traits & MethodTraits.RequiresReadLock) == 0)
                    return (world, isOwnType ? Value.Unknown : CarriedByAny(world, call, given));
                return section is { } state ? LookUp(world, call.Syntax, type, state) : (world, Value.Unknown);
            case TypeRole.Counted when isOwnType && IsOwnedResult(method, about):
                return Acquire(world, call.Syntax, -1, type, MayBeNull(type));
            case TypeRole.Protected:
                return (world, Value.NotNull);
            default:
                return (world, body.Contracts.Carries(type) ? CarriedByAny(world, call, given) : Value.Unknown);
        }
    }

    /// <summary>A method gives what it returns, a property lends it, unless they say otherwise.</summary>
    private static bool IsOwnedResult(IMethodSymbol method, ReferenceTraits about) =>
        method.MethodKind == MethodKind.PropertyGet ? (about & ReferenceTraits.Owned) != 0 : (about & ReferenceTraits.Borrowed) == 0;

    private static bool MayBeNull(ITypeSymbol type) => type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private static Value CarriedByArguments(World world, Call call)
    {
        foreach (var value in call.Values)
            if (world.Find<TaskReference>(value) is { } task)
                return Value.Of(task);
        return Value.NotNull;
    }

    private static Value CarriedByAny(World world, Call call, Value given)
    {
        if (given.Kind == ValueKind.Reference)
            return given;
        if (world.Find<TaskReference>(call.Receiver) is { } own)
            return Value.Of(own);
        return CarriedByArguments(world, call) is { Kind: ValueKind.Reference } carried ? carried : Value.Unknown;
    }

    /// <summary>What a method of the same object may change is not known after it.</summary>
    private World ForgetFields(World world) =>
        world.WithBindings(world.Bindings.Where((term, _) => Terms.SymbolOf(term) is not (IFieldSymbol or IPropertySymbol)));

    /// <summary>A call with its parts evaluated.</summary>
    private sealed record Call(
        IMethodSymbol Method,
        IOperation Operation,
        IOperation? Instance,
        Value Receiver,
        ImmutableArray<IArgumentOperation> Arguments,
        ImmutableArray<Value> Values)
    {
        public SyntaxNode Syntax => Operation.Syntax;
    }
}
