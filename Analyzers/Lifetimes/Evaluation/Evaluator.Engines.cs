using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Calls of an engine: attach, detach, barrier. What its events and its examinations are to it has files of its own.</summary>
internal sealed partial class Evaluator
{
    /// <summary>A call whose contract says something of engines has answered.</summary>
    private void CallEngine(Call call, World world, Value result, Then then)
    {
        world = Attach(world, call);
        world = RequestEvents(world, call);
        if ((body.Contracts.TraitsOf(call.Method) & MethodTraits.AwaitsCallbacks) != 0)
            world = PassDetach(world, call.Receiver, null);
        if (ExaminationIn(call) is { } examined)
        {
            Examine(call, examined, world, then);
            return;
        }

        if (body.Contracts.Engines.DetachOf(call.Method) is not { } contract
            || world.Find<CountedReference>(call.Receiver) is not { Detaching: null, IsUntyped: false } engine
            || (contract.When is { } when && !IsPassed(call, world, when)) || IsDropped(call))
        {
            then(world, result);
            return;
        }

        // Two worlds: in one a callback may be running still, and the answer says so.
        body.Detaches = true;
        var detaching = world.With(engine with { Detaching = call.Syntax });
        then(detaching, contract.Pending is { } pending ? Value.Of(pending.Constant) : result);
        if (contract.Pending is { } other)
            then(world, Value.AnyBut(other.Constant));
    }

    private static bool IsPassed(Call call, World world, Named constant)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
            if (constant.IsOf(call.Arguments[i].Parameter?.Type) && Equals(Known(world, call.Values[i]).Constant, constant.Constant))
                return true;
        return false;
    }

    /// <summary>What a call means for engines that are being detached, before it can throw.</summary>
    private World BeforeCall(World world, Call call, MethodTraits traits)
    {
        if ((traits & MethodTraits.AwaitsCallbacks) != 0 && world.Find<CountedReference>(call.Receiver) is { Detaching: not null } waited)
            return world.With(waited with { Detaching = null });
        return (traits & MethodTraits.Puts) != 0 || LibraryFacts.IsDispose(call.Method) ? TearDown(world, call.Instance, call.Syntax) : world;
    }

    /// <summary>Something is disposed: no callback that reaches it may be running.</summary>
    private World TearDown(World world, IOperation? disposed, SyntaxNode place)
    {
        if (disposed is not null && SymbolOf(disposed) is { } variable)
            for (var i = 0; i < world.References.Count; i++)
                if (world.References.ValueAt(i) is CountedReference { Detaching: not null, Attached: { } attached } engine
                    && attached.Reached.Contains(variable, SymbolEqualityComparer.Default))
                    world = ReportDetaching(world, engine, "'" + variable.Name + "' goes away", place);
        return world;
    }

    /// <summary>A method detaches the engine that it was passed, or waits for its callbacks.</summary>
    private World PassDetach(World world, Value value, SyntaxNode? detach)
    {
        if (world.Find<CountedReference>(value) is not { State: not CountedState.Put } engine || (detach is not null && engine.Detaching is not null))
            return world;
        body.Detaches |= detach is not null;
        return world.With(engine with { Detaching = detach, IsWaited = engine.IsWaited || (detach is null && engine.IsParameter) });
    }

    private World ReportDetaching(World world, CountedReference engine, string what, SyntaxNode place)
    {
        if (engine.Detaching is { } detach)
            body.Findings.Report(FindingKind.DetachWithoutBarrier, detach, engine.Name ?? TextOfReceiver(detach), what, engine.Family, place);
        return world.With(engine with { Detaching = null });
    }

    /// <summary>
    /// An exception out of a call is no path of these rules: nearly every line can throw between a detach and its barrier, and an
    /// examination that is given up needs no end.
    /// </summary>
    private static World Undecided(World world) => world.WithReferences(world.References.Select(reference => reference switch
    {
        CountedReference { Detaching: not null } engine => engine with { Detaching = null },
        ExaminationReference { State: ExaminationState.Begun } examination => examination with { State = ExaminationState.Unknown },
        _ => reference,
    }));

    /// <summary>What an engine is attached with, noted on what the call gave.</summary>
    private World Attach(World world, Call call)
    {
        Attachment? attached = null;
        IOperation? data = null;
        var isNew = false;
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (call.Arguments[i] is not { Parameter: { RefKind: RefKind.None } parameter, Value: var source })
                continue;
            var about = body.Contracts.TraitsOf(parameter);
            if ((about & ReferenceTraits.NewWith) != 0)
            {
                attached ??= Attachment.Unknown;
                isNew = body.Contracts.Engines.NewWith(parameter) is { } value && Equals(Known(world, call.Values[i]).Constant, value.Constant);
            }
            else if (!body.Contracts.Engines.CallbacksOf(parameter.Type).IsEmpty)
            {
                attached = (attached ?? Attachment.Unknown) with
                {
                    Callbacks = ExactTypeOf(source),
                    EndEvents = EndEventsOf(parameter.Type),
                    Ends = EndNames(parameter.Type),
                    Reached = ReachedBy(source, attached?.Reached ?? []),
                };
            }
            else if ((about & ReferenceTraits.Owned) != 0 && parameter.Type.SpecialType == SpecialType.System_Object)
            {
                attached = (attached ?? Attachment.Unknown) with { Reached = ReachedBy(source, attached?.Reached ?? []) };
                data = source;
            }
        }

        if (attached is null)
            return world;
        world = Attach(world, body.Sites.Latest(call.Syntax, -1), attached, isNew, call.Method.ReturnType, data);
        foreach (var argument in call.Arguments)
            if (RoleOfOut(argument) == TypeRole.Counted)
                world = Attach(world, body.Sites.Latest(argument.Value.Syntax, argument.Parameter!.Ordinal), attached, isNew, argument.Parameter.Type, data);
        return world;
    }

    private World Attach(World world, int id, Attachment attached, bool isNew, ITypeSymbol type, IOperation? data)
    {
        if (!world.References.TryGet(id, out var reference) || reference is not CountedReference { State: CountedState.Owned } engine)
            return world;
        engine = engine with { Attached = attached, Lacks = isNew ? body.Contracts.Engines.NeededBy(type) : 0 };
        if (data is not null && body.Findings.IsOpen)
            KeepData(engine, data);
        return world.With(engine);
    }

    private long EndEventsOf(ITypeSymbol callbacks)
    {
        var events = 0L;
        foreach (var callback in body.Contracts.Engines.CallbacksOf(callbacks))
            events |= callback.IsEnd ? callback.Events : 0;
        return events;
    }

    /// <summary>The variables through which an argument is reached: its own, and what it was made of.</summary>
    private ImmutableArray<ISymbol> ReachedBy(IOperation source, ImmutableArray<ISymbol> reached)
    {
        if (SymbolOf(source) is { } variable && !reached.Contains(variable, SymbolEqualityComparer.Default))
        {
            reached = reached.Add(variable);
            return variable is ILocalSymbol local && MakerOf(local) is { } maker ? ReachedBy(maker, reached) : reached;
        }

        if (Bare(source) is IObjectCreationOperation creation)
            foreach (var argument in creation.Arguments)
                reached = ReachedBy(argument.Value, reached);
        return reached;
    }

    /// <summary>The local, parameter or own field that an expression reads.</summary>
    private ISymbol? SymbolOf(IOperation expression) => Bare(expression) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field when IsOwnPlace(field.Instance, field.Field.IsStatic) => field.Field,
        IPropertyReferenceOperation property when IsOwnPlace(property.Instance, property.Property.IsStatic) => property.Property,
        IFlowCaptureReferenceOperation capture when targets.TryGetValue(capture.Id, out var captured) && captured is not IFlowCaptureReferenceOperation =>
            SymbolOf(captured),
        _ => null,
    };

    /// <summary>The type of an object where it is known exactly: it was made here, or its type has no derived ones.</summary>
    private INamedTypeSymbol? ExactTypeOf(IOperation source)
    {
        var exact = Bare(source) switch
        {
            IObjectCreationOperation creation => creation.Type,
            { Type.IsSealed: true } other => other.Type,
            ILocalReferenceOperation { Local: var local } => MakerOf(local)?.Type,
            _ => null,
        };
        return exact is INamedTypeSymbol { IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false } type ? type : null;
    }

    /// <summary>The expression that makes what a local holds, where it is assigned nothing else.</summary>
    private IObjectCreationOperation? MakerOf(ILocalSymbol local) => body.Locals.MakerOf(local, graph.OriginalOperation);
}
