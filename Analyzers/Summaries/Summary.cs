using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Summaries;

/// <summary>What a method does to its caller's lifetimes, as its body shows.</summary>
/// <param name="Requirement">A place in the body that needs a section of the caller; null where none does.</param>
/// <param name="MayBlock">Whether it may sleep.</param>
/// <param name="Cases">The ways in which it can return; none where it never does.</param>
internal sealed record Summary(SyntaxNode? Requirement, bool MayBlock, ImmutableArray<ExitCase> Cases)
{
    /// <summary>For each parameter that the body uses as if it were not null, the place where it does.</summary>
    public ImmutableDictionary<int, SyntaxNode> Unchecked { get; init; } = ImmutableDictionary<int, SyntaxNode>.Empty;

    public SyntaxNode? UncheckedAt(int parameter) => Unchecked.TryGetValue(parameter, out var place) ? place : null;

    /// <summary>Whether the body does not compile yet, so that it may do anything with the sections of its caller too.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Where it may sleep in a section of its caller, which is the caller's fault; null where it does not.</summary>
    public SyntaxNode? Blocking { get; init; }

    /// <summary>Where it waits for something outside, which no callback may do; null where it does not.</summary>
    public SyntaxNode? Waiting { get; init; }

    /// <summary>Whether this is all that there is to say: what it does with what it is given its declaration tells.</summary>
    public bool OnlyPauses { get; init; }

    /// <summary>The summary of a body that has nothing to do with a lifetime, but may sleep.</summary>
    public static Summary OfPauses(SyntaxNode? blocking, SyntaxNode? waiting) =>
        new(null, true, []) { Blocking = blocking, Waiting = waiting, OnlyPauses = true };

    /// <summary>The summary of a body that does not compile: whatever it is given it may keep, and what it gives is not known.</summary>
    public static Summary OfBroken(int parameters) =>
        new(null, false, [new ExitCase([.. Enumerable.Repeat(new ParameterCase(ParameterEffect.Stored, Passed.Unknown, Passed.Unknown), parameters)], Passed.Unknown, 0, 0)])
        {
            IsBroken = true,
        };
}

/// <summary>Where summaries come from.</summary>
internal interface ISummarySource
{
    /// <summary>The summary of a method whose contract is inferred; null where the declared contract counts.</summary>
    Summary? Find(IMethodSymbol method);
}

/// <summary>One way in which a method returns.</summary>
/// <param name="Parameters">What became of each parameter.</param>
/// <param name="Return">What it returns.</param>
/// <param name="Opened">How many sections it leaves open.</param>
/// <param name="Closed">How many sections of its caller it closes.</param>
internal sealed record ExitCase(ImmutableArray<ParameterCase> Parameters, Passed Return, int Opened, int Closed)
{
    public bool Equals(ExitCase? other) =>
        other is not null && Return == other.Return && Opened == other.Opened && Closed == other.Closed
        && Parameters.SequenceEqual(other.Parameters);

    public override int GetHashCode() => Return.GetHashCode() * 31 + Opened;
}

/// <summary>What becomes of a reference that is passed in.</summary>
internal enum ParameterEffect
{
    Kept,
    Put,
    Stored,
}

/// <summary>What became of one parameter in a case.</summary>
/// <param name="Effect">What became of the reference that was passed in.</param>
/// <param name="Given">What the case takes for granted of it: null, not null, a constant; <see cref="PassedKind.Unknown"/> for nothing.</param>
/// <param name="Out">What is handed out by <c>out</c> or <c>ref</c>.</param>
internal sealed record ParameterCase(ParameterEffect Effect, Passed Given, Passed Out)
{
    /// <summary>Whether it is an engine that was detached, and whose callback may be running still.</summary>
    public bool IsDetaching { get; init; }

    /// <summary>Whether it is an engine of which no callback is running.</summary>
    public bool IsWaited { get; init; }
}

internal enum PassedKind
{
    Unknown,
    Null,
    NotNull,
    Constant,

    /// <summary>A counted reference that the receiver has to put.</summary>
    Owned,

    /// <summary>A task that is good in the section of the caller.</summary>
    Task,

    /// <summary>One of the arguments.</summary>
    Parameter,
}

/// <summary>A value on its way between a method and its caller.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Constant">The constant that it is.</param>
/// <param name="Parameter">The ordinal of the argument that it is.</param>
/// <param name="MaybeNull">Whether a reference may be null.</param>
/// <param name="Family">The family of a counted reference.</param>
internal sealed record Passed(
    PassedKind Kind, object? Constant = null, int Parameter = -1, bool MaybeNull = false, CountedFamily Family = CountedFamily.Pid)
{
    public static Passed Unknown { get; } = new(PassedKind.Unknown);

    /// <summary>Whether it is a task of which nobody has asked yet whether the lookup found one.</summary>
    public bool IsUnasked { get; init; }
}
