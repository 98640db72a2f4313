using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Utrace.Analyzers.Contracts;
using Utrace.Analyzers.Lifetimes.State;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>Calls that may sleep, awaits and yields: what they do to sections, and to who waits for the body.</summary>
internal sealed partial class Evaluator
{
    private const string CanSleep = "can sleep";

    /// <summary>A call is over: it may have slept, by its contract, by what is known of the library, or by what its body does.</summary>
    private World Pause(World world, Call call, MethodTraits traits, Summary? summary)
    {
        if (LibraryFacts.IsPlainIterator(call.Method))
            summary = null; // it does nothing until somebody goes through what it gave
        var isKnown = (traits & MethodTraits.KnownToWait) != 0
            && !BlockingFacts.IsAtOnce(call.Arguments)
            && !IsDone(world, BlockingFacts.TaskOf(call.Instance));
        var isOwn = isKnown || (traits & MethodTraits.MayBlock) != 0;
        if (!isOwn && summary is not { MayBlock: true })
            return world;

        var waits = isKnown || ((traits & MethodTraits.Waits) != 0 && !IsHandedCurrent(call)) || summary?.Waiting is not null;
        var blocks = isOwn ? !IsAttachByTask(world, call, traits) : summary?.Blocking is not null;
        return LearnDone(Sleep(world, call.Syntax, blocks, waits, summary), isKnown ? BlockingFacts.TaskOf(call.Instance) : null);
    }

    private World Sleep(World world, SyntaxNode place, bool blocks, bool waits, Summary? summary)
    {
        var (floor, isSeen) = ReachOf(place);
        body.Pauses.Any |= isSeen;
        if (!(waits && isSeen && TellWait(place, summary?.Waiting)) && blocks)
            TellBlock(world, place, Quote.Of(Quote.Shown(place)), CanSleep, summary?.Blocking, floor, isSeen);
        var broken = Break(world, place);
        if (!ReferenceEquals(broken, world))
            MayThrow(broken); // it may have slept before it fails
        return broken;
    }

    /// <summary>Every task that is not good everywhere has slept through something: its section is broken.</summary>
    private static World Break(World world, SyntaxNode call) =>
        world.WithReferences(world.References.Select(reference =>
            reference is TaskReference { State: TaskState.Valid or TaskState.Caller or TaskState.Lent } task
                ? task with { State = TaskState.Broken, Before = task.State, Turn = call }
                : reference));

    /// <summary>The body gives its thread away: whatever was looked up before is not good afterwards.</summary>
    private World Suspend(World world, SyntaxNode place, TaskState state)
    {
        var (shown, subject) = state == TaskState.Yielded ? (place, Quote.Of(place).TrimEnd(';')) : Suspensions.Shown(place);
        var how = state == TaskState.Yielded ? "hands control to the caller" : "gives the thread away";
        TellBlock(world, shown, subject, how, null, frame?.OpenAtEntry ?? 0, isSeen: frame is null, isSuspension: true);
        return world.WithReferences(world.References.Select(reference =>
            reference is TaskReference { IsBound: true } task ? task with { State = state, Turn = place, IsTold = false } : reference));
    }

    /// <summary>
    /// The first section that a place can be in, by its number, and whether the caller of the body, or who goes through what it gave, waits
    /// for it: not behind an await of an async function, nor in an iterator inside the body.
    /// </summary>
    private (int Floor, bool IsSeen) ReachOf(SyntaxNode place)
    {
        for (var inner = frame; inner is not null; inner = inner.Caller)
        {
            if (body.Pauses.IsDeferred(inner.Function, place))
                return (inner.OpenAtEntry, false);
            place = inner.Call;
        }

        return (0, body.Method is null || !body.Pauses.IsBehindAwait(body.Method, place));
    }

    /// <summary>Something waits: in a callback that is a finding, else the callers of the body are told.</summary>
    private bool TellWait(SyntaxNode place, SyntaxNode? inCallee)
    {
        if ((body.Traits & MethodTraits.MustNotWait) == 0)
        {
            if (body.Findings.IsOpen)
                body.Pauses.Wait(place);
            return false;
        }

        var (call, reason) = CallInto(-1, place, inCallee);
        body.Findings.Report(FindingKind.WaitingCallback, call, body.Method!.Name, null, reason);
        return true;
    }

    /// <summary>Something may sleep: in a section that is a finding, in what may be the caller's section the caller is told.</summary>
    private void TellBlock(
        World world, SyntaxNode place, string subject, string how, SyntaxNode? inCallee, int floor, bool isSeen, bool isSuspension = false)
    {
        var sections = world.Sections;
        if (sections.IsUnknown || !body.Findings.IsOpen)
            return;
        var index = sections.Open.Length - 1;
        if (index >= floor)
        {
            var site = sections.Open[index].Site;
            Tell(index, $"{how} inside the read-side section opened by '{Quote.Of(Quote.Shown(site))}'", site);
        }
        else if (sections.Caller == CallerSection.Held && (isSeen || body.Method is { IsIterator: true } or { IsAsync: true })
            && (body.Traits & MethodTraits.MayBlock) == 0)
        {
            Tell(-1, $"{how} inside the read-side section of its caller", null);
        }
        else if (isSeen && !isSuspension
            && (sections.Caller == CallerSection.Inferred || (body.Method is { } method && Declarations.IsWrittenConstructor(method))))
        {
            body.Pauses.Block(place);
        }

        void Tell(int section, string detail, SyntaxNode? opened)
        {
            var (call, reason) = CallInto(section, place, inCallee);
            var text = call == place ? subject : Quote.Of(Quote.Shown(call));
            body.Findings.Report(FindingKind.BlockingInSection, call, text, detail, null, opened, reason);
        }
    }

    /// <summary>Whether a call is told already to attach by a pid, which it can do outside the section.</summary>
    private bool IsAttachByTask(World world, Call call, MethodTraits traits)
    {
        for (var i = 0; i < call.Arguments.Length; i++)
            if (call.Arguments[i].Parameter is { } parameter && world.Find<TaskReference>(call.Values[i]) is { } task
                && IsAttachByTask(task, parameter, traits))
                return true;
        return false;
    }

    /// <summary>Whether a call is handed the current task itself, for which nobody has to be waited for.</summary>
    private bool IsHandedCurrent(Call call)
    {
        foreach (var argument in call.Arguments)
            if (Bare(argument.Value) is IPropertyReferenceOperation { Property: { IsStatic: true } property }
                && body.Contracts.RoleOf(property.Type) == TypeRole.Protected
                && (body.Contracts.TraitsOf(property) & ReferenceTraits.AlwaysValid) != 0)
                return true;
        return false;
    }

    private bool IsDone(World world, IOperation? task)
    {
        if (BlockingFacts.IsDone(task))
            return true;
        foreach (var property in BlockingFacts.DonePropertiesOf(task?.Type))
            if (TermOf(property, task!) is var term and >= 0 && world.FactOf(term) is { IsTrue: true })
                return true;
        return false;
    }

    /// <summary>A task that has been waited for is done: to ask it for its result takes no time any more.</summary>
    private World LearnDone(World world, IOperation? task)
    {
        foreach (var property in BlockingFacts.DonePropertiesOf(task?.Type))
            if (property.Name == "IsCompleted" && TermOf(property, task!) is var term and >= 0)
                world = world.Learn(term, Fact.True);
        return world;
    }

    private int TermOf(IPropertySymbol property, IOperation instance)
    {
        var reads = new List<int>();
        var isVolatile = true;
        return KeyOf(property, instance, reads, ref isVolatile) is { } key ? Terms.OfCondition(key, reads, isVolatile) : -1;
    }
}
