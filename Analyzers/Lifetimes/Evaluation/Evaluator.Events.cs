using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>The events of an engine: what it asks for, what its callbacks react to, and what its calls need.</summary>
internal sealed partial class Evaluator
{
    private World RequestEvents(World world, Call call)
    {
        if (world.Find<CountedReference>(call.Receiver) is not { } engine)
            return world;
        if (body.Contracts.Engines.NeedOf(call.Method) is { } need && (engine.Lacks & need.Events) != 0)
            foreach (var argument in call.Arguments)
                if (IsOneOf(argument, need))
                {
                    body.Findings.Report(
                        FindingKind.UnreportedEvents, argument.Value.Syntax,
                        "needs an event that '" + (engine.Name ?? TextOfReceiver(call.Syntax)) + "' has not asked for; ask for "
                            + NamesOf(EventTypeOf(call.Method), engine.Lacks & need.Events) + " first",
                        engine.Family, engine.Site);
                    world = world.With(engine with { Lacks = 0 });
                }

        for (var i = 0; i < call.Arguments.Length; i++)
            if (call.Arguments[i] is { Parameter: { } parameter } argument && (body.Contracts.TraitsOf(parameter) & ReferenceTraits.RequestsEvents) != 0)
                world = RequestEvents(world, engine, argument.Value, Known(world, call.Values[i]), parameter.Type, call);
        return world;
    }

    private World RequestEvents(World world, CountedReference engine, IOperation source, Value value, ITypeSymbol events, Call call)
    {
        var all = value.Constant is { } constant ? EngineContracts.BitsOf(constant) : (long?)null;
        var certain = all ?? CertainBits(source);
        ReportUnreported(engine, source, events, certain);
        NoteEnd(engine, source, all);
        var lacks = all is { } mask ? body.Contracts.Engines.NeededBy(call.Method.ContainingType) & ~mask : 0;
        return world.With(engine with { Lacks = lacks });
    }

    /// <summary>Somebody else has an engine too: what it has asked for is not known any more.</summary>
    private static World Share(World world, Value value) =>
        world.Find<CountedReference>(value) is { Lacks: not 0 } engine ? world.With(engine with { Lacks = 0 }) : world;

    private void ReportUnreported(CountedReference engine, IOperation source, ITypeSymbol events, long certain)
    {
        if (certain == 0 || engine.Attached?.Callbacks is not { } type)
            return;
        var callbacks = body.Contracts.Engines.CallbacksOf(type);
        var missing = 0L;
        var wanted = new List<string>();
        foreach (var callback in callbacks)
            if (!callback.IsOverridden && !callback.IsOptional && (callback.Events & certain) is not 0 and var unreported
                && SymbolEqualityComparer.Default.Equals(callback.EventType, events))
            {
                missing |= unreported;
                wanted.Add("'" + callback.Name + "'");
            }

        if (missing != 0)
            body.Findings.Report(
                FindingKind.UnreportedEvents, source.Syntax,
                "asks for " + NamesOf(events, missing) + ", which '" + type.Name + "' has no callback for; override " + string.Join(" and ", wanted)
                    + ", or leave it out",
                engine.Family, engine.Site);
    }

    /// <summary>The bits that an expression has for certain: those of the constants that are or'ed into it.</summary>
    private static long CertainBits(IOperation source) => Bare(source) switch
    {
        { ConstantValue: { HasValue: true, Value: { } constant } } => EngineContracts.BitsOf(constant),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Or, OperatorMethod: null } either => CertainBits(either.LeftOperand) | CertainBits(either.RightOperand),
        _ => 0,
    };

    private static bool IsOneOf(IArgumentOperation argument, NeedContract need)
    {
        foreach (var when in need.When)
            if (when.IsOf(argument.Parameter?.Type) && argument.Value.ConstantValue is { HasValue: true } constant && Equals(constant.Value, when.Constant))
                return true;
        return false;
    }

    /// <summary>The enum of the events that a type's calls speak of.</summary>
    private ITypeSymbol? EventTypeOf(IMethodSymbol method)
    {
        foreach (var member in method.ContainingType.GetMembers())
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } other)
                foreach (var parameter in other.Parameters)
                    if ((body.Contracts.TraitsOf(parameter) & ReferenceTraits.RequestsEvents) != 0)
                        return parameter.Type;
        return null;
    }

    /// <summary>The members of an enum that a mask is made of.</summary>
    private static string NamesOf(ITypeSymbol? events, long mask)
    {
        var names = new List<string>();
        foreach (var member in events?.GetMembers() ?? [])
            if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: { } constant } field
                && EngineContracts.BitsOf(constant) is var bits && bits != 0 && (bits & (bits - 1)) == 0 && (mask & bits) != 0)
                names.Add("'" + field.Name + "'");
        return names.Count == 0 ? "it" : string.Join(" and ", names);
    }
}
