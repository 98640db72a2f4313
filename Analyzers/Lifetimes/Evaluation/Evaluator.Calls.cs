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
    private void EvaluateInvocation(IInvocationOperation invocation, World world, Then then)
    {
        // What `??` takes out of a nullable value is the value.
        if (LibraryFacts.IsValueOfNullable(invocation.TargetMethod))
            EvaluateValueOfNullable(invocation.Instance, world, then);
        else
            EvaluateCall(invocation.TargetMethod, invocation, invocation.Instance, invocation.Arguments, world, then);
    }

    private void EvaluateValueOfNullable(IOperation? nullable, World world, Then then) =>
        Evaluate(nullable, world, (w, v) => then(w, v.Kind == ValueKind.Null ? Value.Unknown : v));

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
        IMethodSymbol method, IOperation operation, IOperation? instance, ImmutableArray<IArgumentOperation> arguments, World world, Then then) =>
        Evaluate(instance, world, (w, receiver) =>
            EvaluateArguments(arguments, 0, w, new Value[arguments.Length], (w2, values) =>
                Complete(new Call(method, operation, instance, receiver, arguments, [.. values]), w2, then)));

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

        if (world.Find<CountedReference>(call.Receiver) is { } counted
            && ((traits & MethodTraits.Puts) != 0 || (counted.Holds == 0 && LibraryFacts.IsDispose(method))))
        {
            if (body.Detaches)
                world = TearDown(world, call.Instance, call.Syntax);
            then(Put(world, call.Receiver, call.Syntax, call.Operation.IsImplicit), Value.Unknown);
            return;
        }

        if (Exchange(call, world, then))
            return;

        if ((traits & MethodTraits.Puts) != 0)
            world = PutSomewhere(world);
        world = UseReceiver(world, call.Receiver, call.Instance, method);
        if (body.Detaches)
            world = BeforeCall(world, call, traits);

        // That a put, leaving a using, or a loop over an array throws is nothing to program against.
        var isCalm = call.Operation.IsImplicit && (LibraryFacts.IsDispose(method) || LibraryFacts.GoesThroughArray(call.Instance?.Type));
        if (!isCalm && (traits & (MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock | MethodTraits.Puts)) == 0)
        {
            var atThrow = KeptBy(world, call);
            MayThrow(atThrow);
            NoteEscape(atThrow, call.Syntax, call);
        }

        if (method.MethodKind is MethodKind.Ordinary && (call.Instance is IInstanceReferenceOperation || IsOwnStatic(method)))
            world = AfterOwnCall(world, method, onThis: !method.IsStatic);
        var inferred = body.Summaries.Find(method);
        (world, then) = MeetSequences(world, call, inferred, then);
        if (inferred is { OnlyPauses: false } summary)
            ApplySummary(summary, call, traits, world, then);
        else
            ApplyContract(call, traits, world, then);
    }

    /// <summary>What a collection is handed is the collection's to put: that it might throw before it has it is no path of the rules.</summary>
    private World KeptBy(World world, Call call)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
            if (world.Find<CountedReference>(call.Values[i]) is { } counted
                && call.Arguments[i].Parameter is { } parameter && LibraryFacts.Keeps(parameter))
                world = HandOn(world, counted);
        return world;
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
        world = Pause(Enter(world, call, traits), call, traits, body.Summaries.Find(method));
        if ((traits & MethodTraits.DoesNotReturn) != 0 || IsLastCall(call))
            return;
        world = AskByCall(world, call);

        foreach (var (afterOut, answer) in HandOuts(world, call, section))
        {
            var (after, result) = ResultOf(afterOut, call, traits, section);
            if ((traits & MethodTraits.Acquires) != 0)
                after = TakeHold(after, call);
            if (answer.Kind != ValueKind.Unknown)
                result = answer;
            if ((traits & MethodTraits.EngineCall) != 0)
                CallEngine(call, after, result, then);
            else
                then(after, result);
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

    private (World World, Value Value) ResultOf(World world, Call call, MethodTraits traits, TaskState? section)
    {
        var method = call.Method;
        if (method.MethodKind == MethodKind.Constructor)
            return Unasked(world, CarriedByArguments(world, call));
        var type = method.ReturnType;
        var about = body.Contracts.ReturnTraitsOf(method);
        var isOwnType = method.OriginalDefinition.ReturnType is not ITypeParameterSymbol;
        (world, var given) = TakeGiven(world, call);
        if ((about & ReferenceTraits.CountsValue) != 0)
            return Acquire(world, call.Syntax, -1, type, type.NullableAnnotation == NullableAnnotation.Annotated);
        switch (body.Contracts.RoleOf(type))
        {
            case TypeRole.Scope:
                return OpenScope(world, call.Syntax);
            case TypeRole.Protected when (about & ReferenceTraits.AlwaysValid) == 0:
                if ((traits & MethodTraits.RequiresReadLock) == 0)
                    return isOwnType ? (world, Value.Unknown) : Unasked(world, CarriedByAny(world, call, given));
                return section is { } state ? LookUp(world, call.Syntax, type, state) : (world, Value.Unknown);
            case TypeRole.Counted when PassedThrough(world, call) is { Kind: ValueKind.Reference } same:
                return (world, same);
            case TypeRole.Counted when isOwnType && IsOwnedResult(method, about):
                return Acquire(world, call.Syntax, -1, type, MayBeNull(type));
            case TypeRole.Counted when LibraryFacts.GivesResultOfTask(method) && IsOwnedInTask(call.Instance):
                return Acquire(world, call.Syntax, -1, type, MayBeNull(type));
            case TypeRole.Protected:
                return (world, Value.NotNull);
            default:
                return IsExamined(world.Find(call.Receiver)) ? ReadExamined(world, call)
                    : body.Contracts.Carries(type) ? Unasked(world, CarriedByAny(world, call, given))
                    : (world, Value.Unknown);
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

    private bool IsOwnStatic(IMethodSymbol method) =>
        method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, body.Method?.ContainingType);

    /// <summary>What comes out of something that carries a task may be another, or may have been asked for null on its way.</summary>
    private static (World World, Value Value) Unasked(World world, Value carried) => (MayBeAsked(world, carried), carried);

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
