using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.Promises;
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
                ExaminationReference => ShareExamination(world, value),
                CountedReference => ReturnCounted(world, value, source),
                _ => world,
            };
        }

        return world.Assign(Terms.Return, value with { Term = -1 }, []);
    }

    private World ReturnCounted(World world, Value value, IOperation source)
    {
        world = Use(world, value, source);
        NoteReturn(world, value, source);
        var isLent = body.Method is { } method && (body.Contracts.ReturnTraitsOf(method) & ReferenceTraits.Borrowed) != 0;
        return isLent || world.Find<CountedReference>(value) is not { State: CountedState.Owned } ? world : Returned(KeepReturned(world, value, source.Syntax), value, source);
    }

    private void NoteReturn(World world, Value value, IOperation source)
    {
        if (!body.Findings.IsOpen || world.Find<CountedReference>(value) is not { IsUntyped: false, Null: not Nullness.Yes } counted)
            return;
        var isMade = counted is { State: CountedState.Owned, IsHeld: false, IsParameter: false };
        body.Conduct.Returns(new ReturnedReference(source.Syntax, isMade, KeptContract.KeeperOf(counted.Id, world, Terms)));
    }

    private static World Returned(World world, Value value, IOperation source) =>
        world.Find<CountedReference>(value) is { Holds: 0 } counted ? world.With(counted with { Turn = source.Syntax, IsReturned = true }) : world;

    /// <summary>Whether the body returns a task and says that it is good everywhere.</summary>
    private bool IsSaidToBeAlwaysValid(IOperation source) =>
        body.Method is { } method && IsTask(source) && (body.Contracts.ReturnTraitsOf(method) & ReferenceTraits.AlwaysValid) != 0;

    /// <summary>A task that was looked up goes where it is said to be good everywhere.</summary>
    private World BreakByTask(World world, TaskReference task, IOperation source, string said)
    {
        if (task.State != TaskState.Unknown)
            body.Findings.Report(FindingKind.BrokenContract, Bare(source).Syntax, "is good only for a time, but " + said, null, task.Site);
        return world.With(task with { State = TaskState.Unknown });
    }

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
        if (IsSaidToBeAlwaysValid(source))
            return BreakByTask(world, task, source, "'" + (body.Method!.AssociatedSymbol ?? body.Method).Name + "' says that what it returns is good everywhere");
        var isCallersSection = body.Caller == CallerSection.Inferred || (body.Traits & MethodTraits.RequiresReadLock) != 0;
        var isGood = task.State switch
        {
            TaskState.Unknown or TaskState.Caller => true,
            TaskState.Lent or TaskState.Broken => isCallersSection,
            TaskState.DuringCall => body.Caller == CallerSection.Inferred,
            _ => false,
        };
        if (task.State == TaskState.Unknown)
            return world;
        if (isGood && !isSuspended)
            return task.State == TaskState.Broken ? Use(world, value, source) : world;
        Report(world, value, source, how);
        return world.With(task with { State = TaskState.Unknown });
    }

    /// <summary>What an out or ref parameter holds at the end is the caller's: it must not be put.</summary>
    public void CheckHandedOut(World world, IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
            if (parameter.RefKind is RefKind.Out or RefKind.Ref && world.Find<CountedReference>(Read(world, Terms.Of(parameter))) is
                { State: CountedState.Put, IsParameter: false, IsTold: false, Name: { } name, Turn: { } put } counted)
                body.Findings.Report(FindingKind.UseAfterPut, put, name, $"is handed out by '{parameter.Name}', but put here", counted.Family);
    }
}
