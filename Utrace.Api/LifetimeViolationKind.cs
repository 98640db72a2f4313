namespace Utrace;

/// <summary>The lifetime rules that can be seen broken at run time.</summary>
public enum LifetimeViolationKind
{
    /// <summary>A task was used that this thread had looked up where no read-side section was open.</summary>
    TaskLookedUpOutsideSection,

    /// <summary>
    /// A task was used after the read-side section in which it was looked up had ended, whether it was freed already or not.
    /// </summary>
    TaskUsedAfterSection,

    /// <summary>A task was used after a blocking call had broken the section in which it was looked up.</summary>
    TaskUsedAfterBlockingCall,

    /// <summary>A task that a callback was handed was used after that callback had returned.</summary>
    TaskUsedAfterCallback,

    /// <summary>A task was used by a thread that never looked it up: it came from elsewhere, and nothing keeps it valid here.</summary>
    TaskUsedUnprotected,

    /// <summary>
    /// A task was claimed to be an unreaped child by <see cref="TaskStruct.AsUnreapedChild"/>, and used after it had been
    /// reaped.
    /// </summary>
    UnreapedChildWasReaped,

    /// <summary>A call that may block was made inside a read-side section.</summary>
    SectionOpenAtBlockingCall,

    /// <summary>A callback, or a program of a task, returned and left a read-side section open.</summary>
    SectionLeftOpen,

    /// <summary><see cref="Rcu.AssertReadLockHeld"/> was called by a task where no section was open.</summary>
    SectionNotHeld,

    /// <summary>A pid was put twice through one handle.</summary>
    PidPutTwice,

    /// <summary>A pid was used through a handle after its put.</summary>
    PidUsedAfterPut,

    /// <summary>A pid had not been put when its kernel was disposed.</summary>
    PidNotPut,

    /// <summary>An engine was put twice through one reference.</summary>
    EnginePutTwice,

    /// <summary>An engine was used through a reference after its put.</summary>
    EngineUsedAfterPut,

    /// <summary>An engine had not been put when its kernel was disposed.</summary>
    EngineNotPut,

    /// <summary>A callback put the engine that it was only lent.</summary>
    BorrowedEnginePut,
}
