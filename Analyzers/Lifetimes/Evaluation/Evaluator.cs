using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Flow;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>What is to be done with each world and value that an operation ends in: most end in one, a test or a call in several.</summary>
internal delegate void Then(World world, Value value);

/// <summary>
/// The transfer functions: one visitor over operations, its cases grouped by what they mean, a file each. It evaluates in one graph;
/// local functions and lambdas are evaluated where they are invoked, by an evaluator of their own.
/// </summary>
internal sealed partial class Evaluator(BodyContext body, ControlFlowGraph graph, Frame? frame)
{
    private readonly Dictionary<CaptureId, IOperation> targets = [];
    private ThrownStates<Worlds>? thrown;

    private Terms Terms => body.Terms;

    /// <summary>The worlds behind an operation of a block.</summary>
    public Worlds Transfer(IOperation operation, Worlds worlds, ThrownStates<Worlds> thrownStates)
    {
        thrown = thrownStates;
        var after = new List<World>(worlds.All.Length);
        foreach (var world in worlds.All)
            Evaluate(operation, world, (w, _) => after.Add(Lose(world, w)));
        return Worlds.Of(after, body.Settings.Worlds);
    }

    /// <summary>The worlds in which a condition holds, and those in which it does not.</summary>
    public (Worlds WhenTrue, Worlds WhenFalse) Branch(IOperation condition, Worlds worlds, ThrownStates<Worlds> thrownStates)
    {
        thrown = thrownStates;
        var whenTrue = new List<World>();
        var whenFalse = new List<World>();
        foreach (var world in worlds.All)
            Decide(condition, world, w => whenTrue.Add(Lose(world, w)), w => whenFalse.Add(Lose(world, w)));
        return (Worlds.Of(whenTrue, body.Settings.Worlds), Worlds.Of(whenFalse, body.Settings.Worlds));
    }

    /// <summary>The worlds behind the evaluation of what a block returns or throws.</summary>
    public Worlds Yield(IOperation value, ControlFlowBranchSemantics semantics, Worlds worlds, ThrownStates<Worlds> thrownStates)
    {
        thrown = thrownStates;
        var after = new List<World>(worlds.All.Length);
        foreach (var world in worlds.All)
            Evaluate(value, world, (w, v) =>
                after.Add(Lose(world, semantics == ControlFlowBranchSemantics.Return ? Return(value, w, v) : Swallow(w, v, value))));
        return Worlds.Of(after, body.Settings.Worlds);
    }

    private void Evaluate(IOperation? operation, World world, Then then)
    {
        body.Step();
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (operation is { ConstantValue: { HasValue: true } constant } and not IFlowCaptureOperation)
        {
            then(world, Value.Of(constant.Value));
            return;
        }

        switch (operation)
        {
            case null:
                then(world, Value.Unknown);
                break;
            case IExpressionStatementOperation statement:
                ReportDropped(statement.Operation);
                Evaluate(statement.Operation, world, then);
                break;
            case IConversionOperation conversion:
                EvaluateConversion(conversion, world, then);
                break;
            case IDefaultValueOperation { Type: { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }:
                then(world, Value.Null);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IFlowCaptureReferenceOperation
                or IFlowCaptureOperation or IInstanceReferenceOperation or IArrayElementReferenceOperation or IPropertyReferenceOperation:
                EvaluateReference(operation, world, then);
                break;
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation or IDeconstructionAssignmentOperation
                or IIncrementOrDecrementOperation or IDeclarationExpressionOperation or IDiscardOperation:
                EvaluateAssignment(operation, world, then);
                break;
            case IIsNullOperation or IIsPatternOperation or IIsTypeOperation or IBinaryOperation { Type.SpecialType: SpecialType.System_Boolean }
                or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not }:
                EvaluateCondition(operation, world, then);
                break;
            case IInvocationOperation when TasksComparedBy(operation) is not null:
                EvaluateCondition(operation, world, then);
                break;
            case IInvocationOperation invocation:
                EvaluateInvocation(invocation, world, then);
                break;
            case IObjectCreationOperation creation:
                EvaluateCreation(creation, world, then);
                break;
            case IFlowAnonymousFunctionOperation or IMethodReferenceOperation or IDelegateCreationOperation:
                EvaluateFunction(operation, world, then);
                break;
            case ITupleOperation or IArrayCreationOperation or IArrayInitializerOperation or ICollectionExpressionOperation
                or IAnonymousObjectCreationOperation or ISpreadOperation:
                EvaluateBundle(operation, world, then);
                break;
            case IAwaitOperation await:
                EvaluateAwait(await, world, then);
                break;
            case IReturnOperation { Kind: OperationKind.YieldReturn } yield:
                EvaluateYield(yield, world, then);
                break;
            default:
                EvaluateOther(operation, world, then);
                break;
        }
    }

    /// <summary>Anything that has no meaning of its own here: it uses what flows into it, and what it does with it is not known.</summary>
    private void EvaluateOther(IOperation operation, World world, Then then)
    {
        var children = operation.ChildOperations.ToArray();
        EvaluateAll(children, 0, world, new Value[children.Length], (w, values) =>
        {
            for (var i = 0; i < children.Length; i++)
                w = Swallow(w, values[i], children[i]);
            then(w, Value.Unknown);
        });
    }

    private void EvaluateConversion(IConversionOperation conversion, World world, Then then) =>
        Evaluate(conversion.Operand, world, (w, v) =>
        {
            if (conversion.OperatorMethod is { } made && LibraryFacts.OnlyViews(made))
                then(Use(w, v, conversion.Operand), v.Kind == ValueKind.Reference ? v : Value.Unknown);
            else if (conversion.OperatorMethod is not null)
                then(Swallow(w, v, conversion.Operand), Value.Unknown);
            else if (conversion.IsTryCast && v.Kind == ValueKind.NotNull)
                then(w, Value.Unknown);
            else if (v.Kind == ValueKind.Unknown && IsWrapped(conversion))
                then(w, Value.NotNull);
            else
                then(w, v);
        });

    /// <summary>Whether a value becomes a nullable one, which it then is not.</summary>
    private static bool IsWrapped(IConversionOperation conversion) =>
        conversion.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        && conversion.Operand.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };

    private void EvaluateAll(IReadOnlyList<IOperation> operations, int index, World world, Value[] values, Action<World, Value[]> then)
    {
        if (index == operations.Count)
        {
            then(world, values);
            return;
        }

        Evaluate(operations[index], world, (w, v) =>
        {
            values[index] = v;
            EvaluateAll(operations, index + 1, w, values, then);
        });
    }

    /// <summary>A call may throw here, with what its arguments did done.</summary>
    private void MayThrow(World world)
    {
        if (thrown is { IsWanted: true })
            thrown.Add(Worlds.Of(body.Detaches || body.Examines ? Undecided(world) : world, body.Settings.Worlds));
    }
}
