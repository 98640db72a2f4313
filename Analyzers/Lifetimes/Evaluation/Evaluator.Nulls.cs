using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Tasks that are null because the lookup found none: who asks, and who does not. Where nullable analysis is on the compiler says it
/// already.
/// </summary>
internal sealed partial class Evaluator
{
    /// <summary>A member of a task is reached for.</summary>
    private World Dereference(World world, Value value, IOperation receiver)
    {
        if (world.Find<TaskReference>(value) is not { Null: not Nullness.No } task
            || body.Contracts.RoleOf(Bare(receiver).Type) != TypeRole.Protected || !IsUncheckedAt(Bare(receiver).Syntax))
            return world;
        if (task.IsParameter)
            body.Findings.NoteUnchecked(ExitCases.OrdinalOf(task, body), Bare(receiver).Syntax);
        if (!task.IsUnasked)
            return world;
        body.Findings.Report(FindingKind.UncheckedTask, Bare(receiver).Syntax, "", null, task.Site);
        return world.With(task with { IsUnasked = false });
    }

    /// <summary>A task is passed to a method whose body reaches for a member of it without a check.</summary>
    private World DereferenceInside(World world, Value value, IOperation source, SyntaxNode? inCallee)
    {
        if (inCallee is null || world.Find<TaskReference>(value) is not { IsUnasked: true, Null: not Nullness.No } task)
            return world;
        body.Findings.Report(FindingKind.UncheckedTask, Bare(source).Syntax, "", null, task.Site, inCallee);
        return world.With(task with { IsUnasked = false });
    }

    /// <summary>
    /// Whether the compiler keeps silent about a null at a place, and so does the author, who has not vouched for the task by <c>!</c>.
    /// </summary>
    private bool IsUncheckedAt(SyntaxNode place) =>
        !IsVouchedFor(place)
        && graph.OriginalOperation.SemanticModel is { } model && !model.GetNullableContext(place.SpanStart).WarningsEnabled();

    private static bool IsVouchedFor(SyntaxNode place)
    {
        var node = place;
        while (node.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax)
            node = node.Parent;
        return node.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression };
    }

    /// <summary>Whether a lookup says that it may find none.</summary>
    private static bool MayFindNone(ITypeSymbol type, SyntaxNode site) =>
        type.NullableAnnotation == NullableAnnotation.Annotated && !IsVouchedFor(site);

    /// <summary>A task goes where it is not followed as itself, or to somebody who may ask for null: nothing more is said of it.</summary>
    private static World MayBeAsked(World world, Value value) =>
        world.Find<TaskReference>(value) is { IsUnasked: true } task ? world.With(task with { IsUnasked = false }) : world;

    /// <summary>
    /// What a declared method does with the null of an argument: it answers whether there is a task (<c>IsAlive(task)</c>), or it throws
    /// where there is none (<c>Guard.NotNull(task, "task")</c>).
    /// </summary>
    private World AskByCall(World world, Call call)
    {
        var isAnswer = call.Method.ReturnType.SpecialType == SpecialType.System_Boolean;
        var isGuard = call.Method is { IsStatic: true, ReturnsVoid: true }
            && call.Arguments.Count(argument => argument.Parameter?.Type.SpecialType != SpecialType.System_String) == 1;
        if (isAnswer || isGuard)
            foreach (var value in call.Values)
                world = MayBeAsked(world, value);
        return world;
    }

    /// <summary>Whether a call never comes back with what it was given: <c>Debug.Assert(false)</c>, as the method itself declares.</summary>
    private static bool IsLastCall(Call call)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
            if (call.Values[i] is { Kind: ValueKind.Constant, Constant: bool given } && call.Arguments[i].Parameter is { } parameter
                && ContractReader.DoesNotReturnIf(parameter) == given)
                return true;
        return false;
    }
}
