using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Uses of references: what makes one good, what ends it.</summary>
internal sealed partial class Evaluator
{
    private static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
            operation = conversion.Operand;
        return operation;
    }

    /// <summary>A reference is looked at: it must be good. The first use that finds it bad on a way says so, later ones are silent.</summary>
    private World Use(World world, Value value, IOperation operation)
    {
        switch (world.Find(value))
        {
            case CountedReference { State: CountedState.Put, IsUntyped: false, IsTold: false, Holds: 0 } counted:
                body.Findings.Report(FindingKind.UseAfterPut, Bare(operation).Syntax, "is used after it was put", counted.Family, counted.Turn);
                return world.With(counted with { IsTold = true });
            case TaskReference { Null: not Nullness.Yes } task when body.Contracts.RoleOf(Bare(operation).Type) == TypeRole.Protected:
                return UseTask(world, task, Bare(operation).Syntax);
            default:
                return world;
        }
    }

    private World UseTask(World world, TaskReference task, SyntaxNode use)
    {
        switch (task.State)
        {
            case TaskState.Ended:
                body.Findings.Report(FindingKind.UseAfterSection, use, "", null, task.Site, task.Turn);
                break;
            case TaskState.Broken when task is { IsTold: false, Turn: { } turn }:
                body.Findings.Report(FindingKind.UseAfterBlocking, use, Quote.Of(Quote.Shown(turn)), null, task.Site, turn);
                return world.With(task with { IsTold = true });
            case TaskState.Awaited:
                body.Findings.Report(FindingKind.HeldTask, use, "is used after an 'await'", null, task.Site, task.Turn);
                break;
            case TaskState.Yielded:
                body.Findings.Report(FindingKind.HeldTask, use, "is used after a 'yield'", null, task.Site, task.Turn);
                break;
            default:
                return world;
        }

        return world.With(task with { State = TaskState.Unknown, IsUnasked = false });
    }

    /// <summary>A reference is used as the receiver of a member: it is not null either, or the program is gone.</summary>
    private World UseReceiver(World world, Value value, IOperation? receiver, IMethodSymbol? member = null)
    {
        if (receiver is null)
            return world;
        if (member is null || !LibraryFacts.OnlyCompares(member) || world.Find<CountedReference>(value) is null)
            world = Use(world, value, receiver);
        world = Dereference(world, value, receiver);
        return world.Find(value) is { Null: Nullness.Maybe } reference ? world.With(reference with { Null = Nullness.No }) : world;
    }

    /// <summary>A reference flows where it is not followed: it is used, and somebody else may put it.</summary>
    private World Swallow(World world, Value value, IOperation operation)
    {
        world = Use(world, value, operation);
        if (world.Find<FunctionReference>(value) is { } function)
            return Escape(world, function);
        return Keep(world, value, operation.Syntax);
    }

    /// <summary>A counted reference is given to a parameter that says it takes it: to put it after that is once too often.</summary>
    private World Give(World world, Value value, SyntaxNode call)
    {
        if (world.Find<CountedReference>(value) is { IsGiven: true, State: not CountedState.Put } given)
            body.Findings.Report(FindingKind.DoublePut, call, given.Name ?? Quote.Of(Quote.Shown(call)), "", given.Family, given.Turn);
        world = Hold(world, value);
        return world.Find<CountedReference>(value) is { State: CountedState.Owned } counted
            ? world.With(counted with { IsGiven = true, Turn = call })
            : world;
    }

    private World Put(World world, Value value, SyntaxNode call, bool isImplicit)
    {
        if (world.Find<CountedReference>(value) is not { } counted || counted.Null == Nullness.Yes)
            return world;
        if (counted.Detaching is not null)
        {
            world = ReportDetaching(world, counted, "it is put", call);
            counted = counted with { Detaching = null };
        }

        if (counted is { Holds: > 1, State: CountedState.Owned })
            return world.With(counted with { Holds = counted.Holds - 1 });
        if (counted.State != CountedState.Put && !counted.IsGiven)
        {
            body.Findings.Settle(counted.Site);
            body.Findings.Put(counted.Site);
            Release(counted);
            if (counted is { IsReturned: true, Turn: { } returned })
                body.Findings.Report(FindingKind.UseAfterPut, returned, "is returned, but put on the way out", counted.Family, call);
            return world.With(counted with { State = CountedState.Put, Turn = call, Null = Nullness.No });
        }

        if (counted.IsUntyped || counted.MayBePutElsewhere)
            return world;

        // Of an explicit put and the implicit one of a using, the explicit one is too much.
        if (!isImplicit)
            body.Findings.Report(FindingKind.DoublePut, call, TextOfReceiver(call), "", counted.Family, counted.Turn);
        else if (counted.Turn is { } first)
            body.Findings.Report(FindingKind.DoublePut, first, counted.IsGiven && counted.Name is { } name ? name : TextOfReceiver(first), "", counted.Family, call);
        return world.With(counted with { State = CountedState.Put });
    }

    private void EvaluateAwait(IAwaitOperation await, World world, Then then) =>
        Evaluate(await.Operation, world, (w, v) =>
        {
            w = Swallow(w, v, await.Operation);
            MayThrow(w);
            NoteEscape(w, await.Syntax, null);
            w = Suspend(w, await.Syntax, TaskState.Awaited);
            w = LearnDone(w, BlockingFacts.TaskOf(await.Operation));
            if (body.Contracts.RoleOf(await.Type) == TypeRole.Counted && IsOwnedInTask(await.Operation))
                (w, v) = Acquire(w, await.Syntax, -1, await.Type!, await.Type!.NullableAnnotation != NullableAnnotation.NotAnnotated);
            else
                v = Value.Unknown;
            then(w, v);
        });

    /// <summary>Whether what a task, or its awaiter, comes to is a new reference.</summary>
    private bool IsOwnedInTask(IOperation? task)
    {
        while (task is not null && Bare(task) is IInvocationOperation { TargetMethod: { } method } call)
        {
            if (!LibraryFacts.PassesTaskOn(method))
                return IsOwnedByDefault(method);
            task = call.Instance;
        }

        return false;
    }

    /// <summary>Whether the counted result behind an awaited call is a new reference: its method says so itself, not a type argument of the caller.</summary>
    private bool IsOwnedByDefault(IMethodSymbol method) =>
        (body.Contracts.ReturnTraitsOf(method) & ReferenceTraits.Borrowed) == 0
        && method.OriginalDefinition.ReturnType is INamedTypeSymbol { TypeArguments: [var result] }
        && body.Contracts.RoleOf(result) == TypeRole.Counted
        && result is not ITypeParameterSymbol;

    private void EvaluateYield(IReturnOperation yield, World world, Then then) =>
        Evaluate(yield.ReturnedValue, world, (w, v) =>
        {
            if (yield.ReturnedValue is { } value)
                w = HandOut(w, v, value, "is returned", isSuspended: true);
            then(Suspend(Hold(w, v), yield.Syntax, TaskState.Yielded), Value.Unknown);
        });

    private static string TextOfReceiver(SyntaxNode call) => Quote.Shown(call) switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => Quote.Of(member.Expression),
        ConditionalAccessExpressionSyntax access => Quote.Of(access.Expression),
        var node => Quote.Of(node),
    };
}
