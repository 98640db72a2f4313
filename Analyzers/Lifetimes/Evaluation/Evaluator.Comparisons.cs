using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Comparisons of two tasks: no use of either, but what they answer counts only within one section.</summary>
internal sealed partial class Evaluator
{
    /// <summary>
    /// The two tasks that a call compares as objects: <c>a.Equals(b)</c>, <c>Equals(a, b)</c>, <c>ReferenceEquals(a, b)</c>,
    /// <c>EqualityComparer&lt;TaskStruct&gt;.Default.Equals(a, b)</c>. A type that says itself what equal means looks inside.
    /// </summary>
    private (IOperation Left, IOperation Right)? TasksComparedBy(IOperation operation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: nameof(Equals) or nameof(ReferenceEquals) } method } call
            || body.Contracts.RoleOf(method.ContainingType) == TypeRole.Protected)
            return null;
        var (left, right) = (call.Instance, call.Arguments) switch
        {
            (_, [{ Value: var first }, { Value: var second }]) => (first, second),
            ({ } receiver, [{ Value: var other }]) => (receiver, other),
            _ => (null, null),
        };
        return left is not null && right is not null && IsTask(left) && IsTask(right) ? (left, right) : null;
    }

    private bool IsTask(IOperation operation) => body.Contracts.RoleOf(Bare(operation).Type) == TypeRole.Protected;

    private void CompareTasks(World world, Value[] values, IOperation left, IOperation right, IOperation comparison)
    {
        if (world.Find<TaskReference>(values[0]) is { } one && world.Find<TaskReference>(values[1]) is { } other
            && IsTask(left) && IsTask(right) && AreOfDifferentSections(one, other))
            body.Findings.Report(
                FindingKind.ComparedTasks, comparison.Syntax, TextOf(left), TextOf(right), null, one.Site, other.Site);
    }

    private static string TextOf(IOperation operand) => Quote.Of(Quote.Shown(Bare(operand).Syntax));

    private static bool AreOfDifferentSections(TaskReference one, TaskReference other)
    {
        if (one.Id == other.Id || one.Null == Nullness.Yes || other.Null == Nullness.Yes
            || one.State == TaskState.Unknown || other.State == TaskState.Unknown)
            return false;
        var (isOneGood, isOtherGood) = (IsGood(one), IsGood(other));
        if (isOneGood || isOtherGood)
            return isOneGood != isOtherGood;
        return one.Section != other.Section || one.IsOfEarlierTurn != other.IsOfEarlierTurn
            || ((WasBroken(one) || WasBroken(other)) && one.Turn != other.Turn);
    }

    private static bool IsGood(TaskReference task) =>
        task.State is TaskState.Valid or TaskState.Caller or TaskState.Lent or TaskState.DuringCall;

    private static bool WasBroken(TaskReference task) => task.State is TaskState.Broken or TaskState.Awaited or TaskState.Yielded;

    /// <summary>A section opens again, on another turn of a loop: what was looked up in the one before is of another section.</summary>
    private static World NextTurn(World world, SyntaxNode site) =>
        world.WithReferences(world.References.Select(reference =>
            reference is TaskReference { IsOfEarlierTurn: false } task && task.Section == site && !IsGood(task)
                ? task with { IsOfEarlierTurn = true }
                : reference));
}
