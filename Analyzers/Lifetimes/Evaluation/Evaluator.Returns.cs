using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>What leaves a body: returned, or handed out.</summary>
internal sealed partial class Evaluator
{
    private World Return(IOperation source, World world, Value value)
    {
        value = Known(world, value);
        if (frame is null)
        {
            world = HandOut(world, value, source, "is returned");
            world = world.Find(value) switch
            {
                FunctionReference function => Escape(world, function),
                ScopeReference scope => HandOutScope(world, scope),
                CountedReference => ReturnCounted(world, value, source),
                _ => world,
            };
        }

        return world.Assign(Terms.Return, value with { Term = -1 }, []);
    }

    private World ReturnCounted(World world, Value value, IOperation source)
    {
        world = Use(world, value, source);
        var isLent = body.Method is { } method && (body.Contracts.ReturnTraitsOf(method) & ReferenceTraits.Borrowed) != 0;
        return isLent || world.Find<CountedReference>(value) is not { State: CountedState.Owned } ? world : Returned(Hold(world, value), value, source);
    }

    private static World Returned(World world, Value value, IOperation source) =>
        world.Find<CountedReference>(value) is { Holds: 0 } counted ? world.With(counted with { Turn = source.Syntax, IsReturned = true }) : world;

    /// <summary>A returned scope is the caller's to close.</summary>
    private World HandOutScope(World world, ScopeReference scope)
    {
        var index = world.Sections.IndexOfScope(scope.Id);
        if (index < 0)
            return world;
        body.Findings.Settle(scope.Site);
        return world.With(world.Sections.Without(index));
    }

    /// <summary>A task goes to the caller: it may, if it is good in a section that the caller itself holds.</summary>
    private World HandOut(World world, Value value, IOperation source, string how, bool isSuspended = false)
    {
        if (frame is not null || world.Find<TaskReference>(value) is not { } task || task.Null == Nullness.Yes)
            return world;
        var isCallersSection = body.Caller == CallerSection.Inferred || (body.Traits & MethodTraits.RequiresReadLock) != 0;
        var isGood = task.State switch
        {
            TaskState.Unknown or TaskState.Caller => true,
            TaskState.Lent or TaskState.Broken => isCallersSection,
            TaskState.DuringCall => body.Caller == CallerSection.Inferred,
            _ => false,
        };
        if (task.State == TaskState.Unknown || (isGood && !isSuspended))
            return world;
        Report(world, value, source, how);
        return world.With(task with { State = TaskState.Unknown });
    }
}
