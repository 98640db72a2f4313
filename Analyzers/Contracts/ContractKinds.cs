namespace Utrace.Analyzers.Contracts;

/// <summary>What a method promises or asks of the read-side section and of its caller.</summary>
[Flags]
internal enum MethodTraits
{
    None = 0,
    AcquiresReadLock = 1 << 0,
    ReleasesReadLock = 1 << 1,
    RequiresReadLock = 1 << 2,
    AssertsReadLock = 1 << 3,
    MayBlock = 1 << 4,
    Puts = 1 << 5,
    DoesNotReturn = 1 << 6,

    /// <summary>It waits until somebody else has done something (<c>[MayBlock(Waits = true)]</c>), not only for a moment.</summary>
    Waits = 1 << 7,

    /// <summary>It is known without annotation to wait; where and when is asked of <see cref="BlockingFacts"/>.</summary>
    KnownToWait = 1 << 8,

    /// <summary>It holds somebody up while it runs, and must wait for nothing outside (<c>[MustNotWait]</c>): a callback.</summary>
    MustNotWait = 1 << 9,

    /// <summary>What says that a call may sleep, and nothing of lifetimes.</summary>
    Pausing = MayBlock | Waits | KnownToWait,

    /// <summary>Its result may not be dropped.</summary>
    MustCheck = 1 << 10,

    /// <summary>When it returns, no callback of its receiver is running.</summary>
    AwaitsCallbacks = 1 << 11,

    /// <summary>It, or a parameter, says something of an engine: events, a detach, an examination.</summary>
    EngineCall = 1 << 12,

    /// <summary>Takes one more reference on its receiver, which is to be put (<c>SafeHandle.DangerousAddRef</c>).</summary>
    Acquires = 1 << 20,

    /// <summary>Gives, takes or puts a counted value whose type does not say that it is one (<c>ArrayPool.Rent</c>).</summary>
    CountsValues = 1 << 21,
}

/// <summary>What a parameter, a return value or a property says of the reference that passes through it.</summary>
[Flags]
internal enum ReferenceTraits
{
    None = 0,
    Owned = 1 << 0,
    Borrowed = 1 << 1,
    AlwaysValid = 1 << 2,
    ValidDuringCall = 1 << 3,
    StaleTolerant = 1 << 4,
    InvokedDuringCall = 1 << 5,

    /// <summary>An out parameter that is given something when the method returns true (<c>[NotNullWhen(true)]</c>).</summary>
    NotNullWhenTrue = 1 << 6,

    /// <summary>An out parameter that is given something when the method returns false.</summary>
    NotNullWhenFalse = 1 << 7,

    /// <summary>The events that the receiver is told of from now on.</summary>
    RequestsEvents = 1 << 8,

    /// <summary>With one value the call makes an engine that has asked for nothing yet.</summary>
    NewWith = 1 << 9,

    /// <summary>An examination, which the call begins.</summary>
    BeginsExamination = 1 << 10,

    /// <summary>An examination, which the call ends.</summary>
    EndsExamination = 1 << 11,

    /// <summary>What only parameters of calls of an engine say.</summary>
    OfEngines = RequestsEvents | NewWith | BeginsExamination | EndsExamination,

    /// <summary>The call puts what is passed to the parameter.</summary>
    Puts = 1 << 20,

    /// <summary>A bool passed by reference that is true when the method has returned.</summary>
    SetsTrue = 1 << 21,

    /// <summary>What passes here is counted, although its type is not.</summary>
    CountsValue = 1 << 22,
}

/// <summary>What values of a type are to the analysis.</summary>
internal enum TypeRole
{
    /// <summary>Nothing that has a lifetime.</summary>
    Plain,

    /// <summary>A reference that is good only inside a section (<c>[RcuProtected]</c>).</summary>
    Protected,

    /// <summary>A reference to be put (<c>[Counted]</c>).</summary>
    Counted,

    /// <summary>An open section (<c>[ReadLockScope]</c>).</summary>
    Scope,
}
