using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Read-side sections: opened, closed, asserted, needed.</summary>
internal sealed partial class Evaluator
{
    private World Open(World world, SyntaxNode site, int scopeId)
    {
        body.Conduct.Opens = true;
        return world.Sections.IsUnknown ? world : NextTurn(world, site).With(world.Sections.Push(site, scopeId));
    }

    private (World World, Value Value) OpenScope(World world, SyntaxNode site)
    {
        var scope = new ScopeReference(body.Sites.Latest(site, -1), site) { Null = Nullness.No };
        return (Open(world.With(scope), site, scope.Id), Value.Of(scope));
    }

    /// <summary>
    /// An unlock closes the innermost section that a lock opened (a scope closes its own), else one of a scope, else one of the caller.
    /// </summary>
    private World Unlock(World world, SyntaxNode call)
    {
        body.Conduct.Closes = true;
        if (world.Sections.IsUnknown)
            return world;
        var traits = frame is null ? body.Traits : body.Contracts.TraitsOf(frame.Function);
        var isDeclared = (traits & MethodTraits.ReleasesReadLock) != 0 && world.Sections.Released == 0;
        if (world.Sections.Open.Length <= (frame?.OpenAtEntry ?? 0) && !isDeclared)
            body.Findings.Report(FindingKind.UnlockWithoutSection, call);
        if (!world.Sections.Open.IsEmpty)
            return CloseAt(world, world.Sections.IndexToUnlock(), call);
        var sections = world.Sections with { Released = Math.Min(world.Sections.Released + 1, 2), Caller = CallerSection.None };
        return EndTasks(world.With(sections), call, TaskState.Caller);
    }

    private World CloseScope(World world, ScopeReference scope, SyntaxNode call) =>
        world.Sections.IndexOfScope(scope.Id) is var index and >= 0 ? CloseAt(world, index, call) : world;

    private World CloseAt(World world, int index, SyntaxNode call)
    {
        body.Findings.Settle(world.Sections.Open[index].Site);
        world = world.With(world.Sections.Without(index));
        return world.Sections.Open.IsEmpty ? EndTasks(world, call, TaskState.Valid) : world;
    }

    /// <summary>The last section has ended: what was looked up in it is not good any more.</summary>
    private static World EndTasks(World world, SyntaxNode call, TaskState ending) =>
        world.WithReferences(world.References.Select(reference =>
            reference is TaskReference task && (task.State == ending || (task.State == TaskState.Broken && task.Before == ending))
                ? task with { State = TaskState.Ended, Turn = call, IsTold = false }
                : reference));

    private static World AssertSection(World world) =>
        world.Sections is { Open.IsEmpty: true, Caller: not CallerSection.Held }
            ? world.With(world.Sections with { Caller = CallerSection.Held })
            : world;

    /// <summary>
    /// A section must be open here. What is looked up is good in it; null where none is, which is said unless
    /// <paramref name="isTolerated"/>.
    /// </summary>
    private TaskState? NeedSection(World world, SyntaxNode call, SyntaxNode? inCallee, bool isTolerated)
    {
        var sections = world.Sections;
        if (sections.IsUnknown)
            return null;
        if (sections.Caller == CallerSection.Held)
            return TaskState.Caller;
        if (!sections.Open.IsEmpty)
            return TaskState.Valid;
        if (isTolerated)
            return null;
        var (place, reason) = CallInto(-1, call, inCallee);
        if (sections.Caller == CallerSection.Inferred)
        {
            body.Findings.Require(place, reason);
            return TaskState.Caller;
        }

        body.Findings.Report(FindingKind.UnprotectedLookup, place, "", null, reason);
        return null;
    }

    private bool IsToleratedStale(Call call) =>
        StaleTolerance.Covers(call.Syntax, graph.OriginalOperation.SemanticModel, body.Contracts);

    /// <summary>
    /// What a local function does to a section of its caller is said at the call, with the line inside as the reason: out to the function
    /// that opened the section, or to the body.
    /// </summary>
    private (SyntaxNode Place, SyntaxNode? Reason) CallInto(int section, SyntaxNode node, SyntaxNode? inCallee)
    {
        var place = node;
        for (var outer = frame; outer is not null && outer.OpenAtEntry > section; outer = outer.Caller)
            if (outer.Function.MethodKind == MethodKind.LocalFunction)
            {
                inCallee ??= node;
                place = outer.Call;
            }

        return (place, inCallee);
    }
}
