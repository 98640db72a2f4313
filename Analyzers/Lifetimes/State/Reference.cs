using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Utrace.Analyzers.Summaries;

namespace Utrace.Analyzers.Lifetimes.State;

/// <summary>What is known of whether a reference is null.</summary>
internal enum Nullness
{
    Maybe,
    No,
    Yes,
}

/// <summary>What is known of one task reference at one point of one world.</summary>
internal enum TaskState
{
    /// <summary>Looked up in a section of this body that is open now.</summary>
    Valid,

    /// <summary>Looked up in a section of the caller, which stays open until the body returns.</summary>
    Caller,

    /// <summary>A plain parameter: the caller vouches for it until the body blocks.</summary>
    Lent,

    /// <summary>Handed to a callback: good until the body returns, section or none.</summary>
    DuringCall,

    /// <summary>Looked up before a call that may block, in the section that it broke.</summary>
    Broken,

    /// <summary>Looked up in a section that has ended since.</summary>
    Ended,

    /// <summary>Looked up before an await, which gave its section away.</summary>
    Awaited,

    /// <summary>Looked up before a yield, which gave its section away.</summary>
    Yielded,

    /// <summary>Good on some of the ways that were merged here, or reported already: nothing more is said of it.</summary>
    Unknown,
}

/// <summary>What is known of one counted reference at one point of one world.</summary>
internal enum CountedState
{
    /// <summary>To be put by this body, unless it hands it on.</summary>
    Owned,

    /// <summary>Somebody else puts it.</summary>
    Borrowed,

    /// <summary>Put.</summary>
    Put,

    /// <summary>Put on some of the ways that were merged here, or reported already: nothing more is said of it.</summary>
    Unknown,
}

/// <summary>An abstract object: all that a world knows of what one expression gave.</summary>
/// <param name="Id">Names the object in its world; given by the expression that made it.</param>
/// <param name="Site">Where it was looked up, acquired, opened or declared.</param>
internal abstract record Reference(int Id, SyntaxNode Site)
{
    public Nullness Null { get; init; }

    /// <summary>The variable that it was first stored in; null while it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it was passed in: what became of it is part of the summary, even where no variable holds it any more.</summary>
    public bool IsParameter { get; init; }

    /// <summary>Where it ended, was put or was suspended.</summary>
    public SyntaxNode? Turn { get; init; }

    /// <summary>Whether two worlds that hold these may be merged: names and places do not keep them apart.</summary>
    public abstract bool IsLike(Reference other);

    public abstract int LikeHash { get; }
}

internal sealed record TaskReference(int Id, SyntaxNode Site, TaskState State) : Reference(Id, Site)
{
    /// <summary>What it was before a blocking call broke it: what was the caller's does not end with a section of this body.</summary>
    public TaskState Before { get; init; }

    /// <summary>Whether a use after the blocking call was reported on this way already.</summary>
    public bool IsTold { get; init; }

    /// <summary>Whether its lookup says that it may answer null, and nothing on this way has asked, vouched for it or told so yet.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>The call that opened the outermost section of this body in which it was looked up; null where that was none of its own.</summary>
    public SyntaxNode? Section { get; init; }

    /// <summary>Whether its section was one of an earlier turn of a loop, which has opened another one since.</summary>
    public bool IsOfEarlierTurn { get; init; }

    public override bool IsLike(Reference other) =>
        other is TaskReference task && task.Id == Id && task.State == State && task.Null == Null && task.IsTold == IsTold
        && (State != TaskState.Broken || task.Before == Before)
        && task.IsOfEarlierTurn == IsOfEarlierTurn && (Null == Nullness.No || task.IsUnasked == IsUnasked);

    public override int LikeHash => (Id * 31 + (int)State) * 31 + (int)Null;

    /// <summary>Whether the task is good now but will not be when its section or call has ended.</summary>
    public bool IsBound => State is TaskState.Valid or TaskState.Caller or TaskState.Lent or TaskState.DuringCall or TaskState.Broken;
}

internal sealed record CountedReference(int Id, SyntaxNode Site, CountedState State, CountedFamily Family) : Reference(Id, Site)
{
    /// <summary>Whether it was handed on: returned, stored, given to somebody who puts it.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Whether it was handed on more than once: a member that is given another loses nothing then.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether it was handed on to a place that can be looked up: who owns it now is asked there.</summary>
    public bool IsKept { get; init; }

    /// <summary>Whether a use after its put was reported on this way already.</summary>
    public bool IsTold { get; init; }

    /// <summary>Whether it was given to somebody who says that he puts it.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Whether it is on its way to the caller: a finally that puts it now takes it away from under the caller.</summary>
    public bool IsReturned { get; init; }

    /// <summary>Whether it is only known to be disposable: what becomes of it concerns callers that pass a counted one, no rule of ours.</summary>
    public bool IsUntyped { get; init; }

    /// <summary>Whether a <c>using</c> puts it; what a library counts otherwise has a call of its own for that.</summary>
    public bool IsPutByUsing { get; init; } = true;

    /// <summary>The place that was assigned something else when no other variable held it; null where one still does.</summary>
    public SyntaxNode? Overwritten { get; init; }

    /// <summary>How it was attached, where that is known.</summary>
    public Attachment? Attached { get; init; }

    /// <summary>The detach after which a callback may be running still.</summary>
    public SyntaxNode? Detaching { get; init; }

    /// <summary>Whether it was passed in, and no callback of it is running any more.</summary>
    public bool IsWaited { get; init; }

    /// <summary>The events that some of its calls need and that it is known not to have asked for.</summary>
    public long Lacks { get; init; }

    /// <summary>
    /// How many references on its object a variable holds beside its own (<c>SafeHandle.DangerousAddRef</c>); 0 for one that is a
    /// reference itself. The object stays good when they are put.
    /// </summary>
    public int Holds { get; init; }

    /// <summary>Whether holds can be put by others than the body: only one that the body puts on some ways is owed on the rest.</summary>
    public bool MayBePutElsewhere { get; init; }

    /// <summary>Whether this body still owes a put.</summary>
    public bool IsOwed => State == CountedState.Owned && !IsHeld && Null != Nullness.Yes;

    public override bool IsLike(Reference other) =>
        other is CountedReference counted && counted.Id == Id && counted.State == State && counted.Null == Null
        && counted.IsHeld == IsHeld && counted.IsKept == IsKept && counted.IsReturned == IsReturned && counted.IsGiven == IsGiven
        && counted.IsTold == IsTold && counted.IsShared == IsShared && counted.Holds == Holds
        && counted.Lacks == Lacks && counted.IsWaited == IsWaited && counted.Detaching is null == Detaching is null;

    public override int LikeHash => ((Id * 31 + (int)State) * 31 + (int)Null) * 4 + (IsHeld ? 1 : 0) + (Detaching is null ? 0 : 2);
}

/// <summary>A value whose disposal closes the section that its site opened.</summary>
internal sealed record ScopeReference(int Id, SyntaxNode Site) : Reference(Id, Site)
{
    public override bool IsLike(Reference other) => other is ScopeReference && other.Id == Id;

    public override int LikeHash => Id;
}

/// <summary>What an iterator gave that sleeps: whoever goes through it is held up.</summary>
/// <param name="Id">Names it in its world.</param>
/// <param name="Site">The call of the iterator.</param>
/// <param name="Pauses">What goes on in the iterator.</param>
internal sealed record SequenceReference(int Id, SyntaxNode Site, Summary Pauses) : Reference(Id, Site)
{
    public override bool IsLike(Reference other) => other is SequenceReference && other.Id == Id;

    public override int LikeHash => Id;
}

/// <summary>A lambda or local function as a value, with the graph that runs when it is invoked.</summary>
internal sealed record FunctionReference(int Id, SyntaxNode Site, IMethodSymbol Symbol, ControlFlowGraph Graph) : Reference(Id, Site)
{
    public override bool IsLike(Reference other) => other is FunctionReference && other.Id == Id;

    public override int LikeHash => Id;
}
