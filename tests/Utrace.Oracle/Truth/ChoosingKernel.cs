using Utrace.Contracts;
using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

/// <summary>The kernel as a program sees it: whether a pid exists is a choice.</summary>
internal sealed class ChoosingKernel(SimulatedKernel kernel, Run run) : IUtraceKernel
{
    [return: Owned]
    public PidHandle? FindGetPid(int nr) => run.Choices.Happens($"no pid {nr}", run.Top.Line) ? null : kernel.FindGetPid(nr);

    public void Dispose() { }
}
