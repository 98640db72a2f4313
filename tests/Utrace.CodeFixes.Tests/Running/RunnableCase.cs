namespace Utrace.CodeFixes.Tests.Running;

/// <summary>What drives the module of a case; the harness writes a class that derives from it around the statements of the case.</summary>
public abstract class RunnableCase
{
    /// <summary>Uses the module once.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">The number of a process that does nothing.</param>
    /// <param name="reap">To be called wherever that process may end and be reaped.</param>
    public abstract void Run(IUtraceKernel kernel, int target, Action reap);
}
