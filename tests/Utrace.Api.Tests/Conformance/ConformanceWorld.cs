namespace Utrace.Api.Tests.Conformance;

/// <summary>A kernel with tasks that carry out scripts: what a back end provides to be tested.</summary>
public abstract class ConformanceWorld : IDisposable
{
    public abstract IUtraceKernel Kernel { get; }

    /// <summary>The number of a thread of the kernel itself.</summary>
    public abstract int KernelThread { get; }

    /// <summary>A number that no task has.</summary>
    public abstract int UnusedPid { get; }

    /// <summary>What the tasks have noted by name.</summary>
    public Dictionary<string, long> Results { get; } = [];

    /// <summary>Makes a process that carries out a script, but not before <see cref="Settle"/>.</summary>
    public abstract int Start(Script script);

    /// <summary>Lets all tasks go on until none can.</summary>
    public abstract void Settle();

    /// <summary>Sends a signal to a process.</summary>
    public abstract void Kill(int pid, int signal);

    /// <summary>Reaps a dead process that has no parent in the world. Dead ones are not reaped without that.</summary>
    public abstract void Reap(int pid);

    /// <summary>Whether a task is kept stopped by an engine.</summary>
    public abstract bool IsTraced(int pid);

    /// <summary>Whether a task is stopped by a signal.</summary>
    public abstract bool IsStopped(int pid);

    /// <summary>Whether a task is dead and not reaped.</summary>
    public abstract bool IsZombie(int pid);

    /// <summary>Whether no task has a number.</summary>
    public abstract bool IsGone(int pid);

    /// <summary>Another world whose machine can not step.</summary>
    public abstract ConformanceWorld WithoutSteps();

    /// <summary>What was done wrong with references, as far as this kernel sees it.</summary>
    public abstract IEnumerable<string> Violations { get; }

    public abstract void Dispose();
}
