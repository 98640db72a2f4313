using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Conditions: what each side teaches, and which side can be taken at all in a world that knows the answer.</summary>
internal sealed partial class Evaluator
{
    /// <summary>A condition as a value: the world comes apart only where the two sides differ in more than facts.</summary>
    private void EvaluateCondition(IOperation condition, World world, Then then)
    {
        var whenTrue = new List<World>();
        var whenFalse = new List<World>();
        Decide(condition, world, whenTrue.Add, whenFalse.Add);
        if (whenTrue is [var yes] && whenFalse is [var no] && yes.HasShapeOf(no))
        {
            then(yes.WithFacts(yes.Facts.Where((term, fact) => no.Facts.TryGet(term, out var other) && other.Equals(fact))), Value.Unknown);
            return;
        }

        foreach (var side in whenTrue)
            then(side, Value.True);
        foreach (var side in whenFalse)
            then(side, Value.False);
    }

    private void Decide(IOperation condition, World world, Action<World> whenTrue, Action<World> whenFalse)
    {
        switch (condition)
        {
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                (constant ? whenTrue : whenFalse)(world);
                break;
            case IConversionOperation { OperatorMethod: null } conversion:
                Decide(conversion.Operand, world, whenTrue, whenFalse);
                break;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                Decide(not.Operand, world, whenFalse, whenTrue);
                break;
            case IIsNullOperation isNull:
                TestNull(isNull.Operand, world, whenTrue, whenFalse);
                break;
            case IIsPatternOperation isPattern:
                Evaluate(isPattern.Value, world, (w, v) => Match(isPattern.Pattern, v, isPattern.Value, w, whenTrue, whenFalse));
                break;
            case IIsTypeOperation isType:
                var (isOne, isNone) = isType.IsNegated ? (whenFalse, whenTrue) : (whenTrue, whenFalse);
                TestNull(isType.ValueOperand, world, isNone, w =>
                {
                    isOne(w);
                    if (!IsCertain(isType.TypeOperand, isType.ValueOperand))
                        isNone(w);
                });
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                DecideEquality(equals, world, whenTrue, whenFalse);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                DecideEquality(differs, world, whenFalse, whenTrue);
                break;
            case IInvocationOperation { TargetMethod: { Name: nameof(ReferenceEquals), IsStatic: true, ContainingType.SpecialType: SpecialType.System_Object } } same:
                DecideEquality(same.Arguments[0].Value, same.Arguments[1].Value, same, world, whenTrue, whenFalse);
                break;
            case IInvocationOperation call when TasksComparedBy(call) is var (left, right):
                DecideEquality(left, right, call, world, whenTrue, whenFalse);
                break;
            case IBinaryOperation binary:
                DecideComparison(binary, world, whenTrue, whenFalse);
                break;
            default:
                Evaluate(condition, world, (w, v) => Choose(condition, w, v, whenTrue, whenFalse));
                break;
        }
    }

    private void DecideEquality(IBinaryOperation comparison, World world, Action<World> whenEqual, Action<World> whenNot) =>
        DecideEquality(comparison.LeftOperand, comparison.RightOperand, comparison, world, whenEqual, whenNot);

    private void DecideEquality(
        IOperation left, IOperation right, IOperation comparison, World world, Action<World> whenEqual, Action<World> whenNot)
    {
        if (IsNull(right))
            TestNull(left, world, whenEqual, whenNot);
        else if (IsNull(left))
            TestNull(right, world, whenEqual, whenNot);
        else if (Bare(right).ConstantValue is { HasValue: true, Value: { } constant })
            TestConstant(left, constant, world, whenEqual, whenNot);
        else if (Bare(left).ConstantValue is { HasValue: true, Value: { } other })
            TestConstant(right, other, world, whenEqual, whenNot);
        else
            EvaluateAll([left, right], 0, world, new Value[2], (w, values) =>
            {
                // To compare two references is no use of either.
                if (comparison is IInvocationOperation { Instance: not null })
                    w = Dereference(w, values[0], left);
                CompareTasks(w, values, left, right, comparison);
                var (one, other) = (w.Find<CountedReference>(values[0]), w.Find<CountedReference>(values[1]));
                if (!AreDistinct(one, other))
                    whenEqual(w);
                if (one is null || one.Id != other?.Id)
                    whenNot(w);
            });
    }

    /// <summary>Whether two references can not be the same: what is acquired here is a new object.</summary>
    private static bool AreDistinct(CountedReference? one, CountedReference? other) =>
        one is not null && other is not null && one.Id != other.Id
        && (one.Null == Nullness.No || other.Null == Nullness.No)
        && (IsNew(one) || IsNew(other)) && (IsNew(one) || one.IsParameter) && (IsNew(other) || other.IsParameter);

    private static bool IsNew(CountedReference reference) => reference is { State: CountedState.Owned, IsParameter: false };

    /// <summary>An order is asked in many ways: <c>a &lt; b</c>, <c>b &gt; a</c>, <c>!(a &gt;= b)</c>. All of them are one condition.</summary>
    private void DecideComparison(IBinaryOperation comparison, World world, Action<World> whenTrue, Action<World> whenFalse) =>
        EvaluateAll([comparison.LeftOperand, comparison.RightOperand], 0, world, new Value[2], (w, values) =>
        {
            w = Swallow(Swallow(w, values[0], comparison.LeftOperand), values[1], comparison.RightOperand);
            if (comparison.IsLifted && (values[0].Kind == ValueKind.Null || values[1].Kind == ValueKind.Null))
                whenFalse(w); // nothing is more or less than null
            else if (IsNegatedOrder(comparison))
                Choose(TermOf(comparison), w, whenFalse, whenTrue);
            else
                Choose(TermOf(comparison), w, whenTrue, whenFalse);
        });

    private static bool IsNegatedOrder(IBinaryOperation comparison) =>
        comparison is { OperatorMethod: null, IsLifted: false, OperatorKind: BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual }
        && comparison.LeftOperand.Type?.SpecialType is not (SpecialType.System_Single or SpecialType.System_Double);

    private static bool IsNull(IOperation operation) =>
        Bare(operation) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    private void TestNull(IOperation operand, World world, Action<World> whenNull, Action<World> whenNot) =>
        Evaluate(operand, world, (w, v) => TestNull(v, w, whenNull, whenNot));

    private static void TestNull(Value value, World world, Action<World> whenNull, Action<World> whenNot)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                whenNull(world);
                break;
            case ValueKind.NotNull or ValueKind.Constant:
                whenNot(world);
                break;
            case ValueKind.Reference when world.Find(value) is { } reference and (TaskReference or CountedReference):
                if (reference.Null != Nullness.No)
                    whenNull(world.With(reference with { Null = Nullness.Yes }));
                if (reference.Null != Nullness.Yes)
                    whenNot(world.With(reference with { Null = Nullness.No }));
                break;
            case ValueKind.Reference:
                whenNot(world);
                break;
            default:
                whenNull(world.Learn(value.Term, Fact.Null));
                whenNot(world.Learn(value.Term, Fact.NotNull));
                break;
        }
    }

    private void TestConstant(IOperation operand, object constant, World world, Action<World> whenEqual, Action<World> whenNot) =>
        Evaluate(operand, world, (w, v) =>
        {
            w = Use(w, v, operand);
            if (constant is bool expected && v is { Kind: ValueKind.Unknown, Term: < 0 })
                Choose(operand, w, v, expected ? whenEqual : whenNot, expected ? whenNot : whenEqual);
            else
                TestConstant(v.Term >= 0 ? v : v with { Term = TermOf(operand) }, constant, w, whenEqual, whenNot);
        });

    private void TestConstant(Value value, object constant, World world, Action<World> whenEqual, Action<World> whenNot)
    {
        var known = value.Kind == ValueKind.Constant ? value.Constant : value.Term >= 0 ? world.FactOf(value.Term)?.Constant : null;
        if (known is not null)
        {
            (Equals(known, constant) ? whenEqual : whenNot)(world);
            return;
        }

        if (value.Kind == ValueKind.Null || Equals(value.Except, constant))
        {
            whenNot(world);
            return;
        }

        if (value.Term < 0)
        {
            whenEqual(world);
            whenNot(world);
            return;
        }

        var term = Terms.OfCondition(value.Term + "==" + constant, [value.Term], Terms.IsVolatile(value.Term));
        if (world.FactOf(term) is not { IsFalse: true })
            whenEqual(world.Learn(value.Term, new Fact(ValueKind.Constant, constant)));
        whenNot(constant is bool expected ? world.Learn(value.Term, expected ? Fact.False : Fact.True) : world.Learn(term, Fact.False));
    }

    /// <summary>A condition of which only the answer matters: the world remembers it for the next time that the same is asked.</summary>
    private void Choose(IOperation condition, World world, Value value, Action<World> whenTrue, Action<World> whenFalse)
    {
        if (value.Constant is bool answer)
        {
            (answer ? whenTrue : whenFalse)(world);
            return;
        }

        Choose(value.Term >= 0 ? value.Term : TermOf(condition), world, whenTrue, whenFalse);
    }

    private static void Choose(int term, World world, Action<World> whenTrue, Action<World> whenFalse)
    {
        if (term >= 0 && world.FactOf(term) is { Constant: bool known })
        {
            (known ? whenTrue : whenFalse)(world);
            return;
        }

        whenTrue(world.Learn(term, Fact.True));
        whenFalse(world.Learn(term, Fact.False));
    }

    /// <summary>The term of an expression without side effects; -1 for any other.</summary>
    private int TermOf(IOperation expression)
    {
        var reads = new List<int>();
        var isVolatile = false;
        return KeyOf(expression, reads, ref isVolatile) is { } key ? Terms.OfCondition(key, reads, isVolatile) : -1;
    }

    private string? KeyOf(IOperation? expression, List<int> reads, ref bool isVolatile)
    {
        switch (expression)
        {
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                return constant is null ? "null" : constant.GetType().Name + ":" + constant;
            case IConversionOperation { OperatorMethod: null } conversion:
                return KeyOf(conversion.Operand, reads, ref isVolatile);
            case ILocalReferenceOperation { Local.RefKind: RefKind.None } local when !body.Shared.Contains(local.Local):
                return KeyOf(Terms.Of(local.Local), reads);
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None or RefKind.In } parameter when !body.Shared.Contains(parameter.Parameter):
                return KeyOf(Terms.Of(parameter.Parameter), reads);
            case IInstanceReferenceOperation:
                return "this";
            case IFieldReferenceOperation field:
                isVolatile |= !field.Field.IsReadOnly;
                return KeyOf(field.Field, field.Instance, reads, ref isVolatile);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                isVolatile = true;
                return KeyOf(property.Property, property.Instance, reads, ref isVolatile);
            case IUnaryOperation { OperatorMethod: null } unary when KeyOf(unary.Operand, reads, ref isVolatile) is { } operand:
                return unary.OperatorKind + "(" + operand + ")";
            case IBinaryOperation { OperatorMethod: null } binary
                when KeyOf(binary.LeftOperand, reads, ref isVolatile) is { } left && KeyOf(binary.RightOperand, reads, ref isVolatile) is { } right:
                // Both ways to say it lead to "greater": see IsNegatedOrder for the negation.
                return binary.OperatorKind switch
                {
                    BinaryOperatorKind.LessThan => "(" + right + " > " + left + ")",
                    BinaryOperatorKind.GreaterThan => "(" + left + " > " + right + ")",
                    BinaryOperatorKind.LessThanOrEqual when IsNegatedOrder(binary) => "(" + left + " > " + right + ")",
                    BinaryOperatorKind.GreaterThanOrEqual when IsNegatedOrder(binary) => "(" + right + " > " + left + ")",
                    var kind => "(" + left + " " + kind + " " + right + ")",
                };
            default:
                return null;
        }
    }

    private string? KeyOf(ISymbol member, IOperation? instance, List<int> reads, ref bool isVolatile)
    {
        var receiver = instance is null ? member.ContainingType?.ToDisplayString() : KeyOf(instance, reads, ref isVolatile);
        return receiver is null ? null : receiver + "." + KeyOf(Terms.Of(member), reads);
    }

    private static string KeyOf(int term, List<int> reads)
    {
        reads.Add(term);
        return "$" + term;
    }
}
