namespace Utrace.Oracles;

/// <summary>A generated program: what it is lent, and how it begins and ends.</summary>
public abstract class OracleProgram
{
    /// <summary>The method under test.</summary>
    /// <param name="kernel">Where it looks for pids.</param>
    /// <param name="pid">Lent.</param>
    /// <param name="engine">Lent; on the task of <paramref name="pid"/>.</param>
    /// <param name="ops">The callbacks to attach with.</param>
    public abstract void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops);

    /// <summary>Called at the end, whatever came of the method: puts what the fields own.</summary>
    public virtual void Cleanup() { }
}
