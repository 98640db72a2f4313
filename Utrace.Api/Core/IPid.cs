namespace Utrace.Core;

/// <summary>A pid of the kernel under the binding, as its handles need it.</summary>
internal interface IPid
{
    int Number { get; }

    IKernelBackend Kernel { get; }

    /// <summary>The task that it names now, in one of its roles. Called with the gate held.</summary>
    TracedTask? Find(PidType type);
}
