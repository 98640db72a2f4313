using Utrace.Core;

namespace Utrace.Simulation;

/// <summary>A pid: a number while any task uses it in some role, and afterwards an object without one. Guarded by the gate.</summary>
internal sealed class SimulatedPid(IKernelBackend kernel, int number) : IPid
{
    private readonly List<SimulatedTask>[] _members = [[], [], [], []];

    public int Number => number;

    public IKernelBackend Kernel => kernel;

    public bool IsUnused => _members.All(members => members.Count == 0);

    public IEnumerable<SimulatedTask> Members(PidType type) => _members[(int)type];

    public TracedTask? Find(PidType type) => First(type)?.Traced;

    public SimulatedTask? First(PidType type) => _members[(int)type] is [var first, ..] ? first : null;

    public void Add(PidType type, SimulatedTask task) => _members[(int)type].Add(task);

    public void Remove(PidType type, SimulatedTask task) => _members[(int)type].Remove(task);

    /// <summary>Another task takes a role over, in its place among the members.</summary>
    public void Replace(PidType type, SimulatedTask old, SimulatedTask task)
    {
        List<SimulatedTask> members = _members[(int)type];
        int index = members.IndexOf(old);
        if (index >= 0)
            members[index] = task;
    }
}
