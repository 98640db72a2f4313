using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>The numbers in use. Guarded by the gate.</summary>
/// <param name="kernel">The kernel of the pids.</param>
/// <param name="max">The largest number.</param>
/// <param name="lowestFirst">Hand out the lowest free number, not the next one.</param>
internal sealed class PidTable(IKernelBackend kernel, int max, bool lowestFirst)
{
    /// <summary>The first number after those that the system itself has.</summary>
    public const int FirstFree = 3;

    private readonly Dictionary<int, SimulatedPid> _pids = [];
    private int _last = FirstFree - 1;

    public SimulatedPid? Find(int number) => _pids.GetValueOrDefault(number);

    /// <summary>A pid with a number that is free, or null.</summary>
    public SimulatedPid? Allocate()
    {
        int start = lowestFirst ? FirstFree : _last + 1;
        for (int tried = 0; tried <= max - FirstFree; tried++)
        {
            int number = FirstFree + (start - FirstFree + tried) % (max - FirstFree + 1);
            if (_pids.ContainsKey(number))
                continue;
            _last = number;
            return Reserve(number);
        }
        return null;
    }

    public SimulatedPid Reserve(int number) => _pids[number] = new SimulatedPid(kernel, number);

    /// <summary>Gives the number back if nothing uses it any more.</summary>
    public void ReleaseIfUnused(SimulatedPid pid)
    {
        if (pid.IsUnused && _pids.GetValueOrDefault(pid.Number) == pid)
            _pids.Remove(pid.Number);
    }
}
