namespace Utrace.Core;

/// <summary>One engine, whatever references on it there are. Guarded by the kernel's gate.</summary>
internal sealed class EngineState
{
    // One for its owner, one for being attached.
    private int _references = 2;

    public EngineState(TracedTask task, UtraceEngineOps ops, object? data)
    {
        Task = task;
        Ops = ops;
        Data = data;
        Lent = new UtraceEngine(this, task.Kernel.Lifetimes.IssueBorrowed(ReferenceKind.Engine, Describe()), isLent: true);
    }

    public TracedTask Task { get; }

    public UtraceEngineOps Ops { get; }

    public object? Data { get; set; }

    /// <summary>The reference that callbacks are lent.</summary>
    public UtraceEngine Lent { get; }

    public UtraceEvents Events { get; set; }

    /// <summary>Its last word was Stop.</summary>
    public bool WantsStop { get; set; }

    /// <summary>Whether callbacks may still be made. Once false it stays so.</summary>
    public bool IsAttached { get; set; } = true;

    /// <summary>Detached, and off its task's list: not even an old callback is running.</summary>
    public bool IsGone { get; set; }

    public bool Wants(UtraceEvents any) => IsAttached && (Events & any) != 0;

    public UtraceEngine NewReference() =>
        new(this, Task.Kernel.Lifetimes.Issue(ReferenceKind.Engine, Describe()), isLent: false);

    public void AddReference() => _references++;

    /// <returns>Whether it was the last, so that the owner's data is to be released, without the gate.</returns>
    public bool DropReference() => --_references == 0;

    public string Describe() => $"the engine with {Ops.GetType().Name} on {Task.Describe()}";
}
