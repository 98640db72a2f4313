using Utrace.Simulation;

namespace Utrace.Oracles.Truth;

/// <summary>
/// The kernel of one run: the adversary, with a few tasks that live until they are reaped, a pid and an engine to lend. A reap is
/// done by a thread of its own: whoever it happens to may be inside a section.
/// </summary>
internal sealed class World
{
    private const int Kill = 9;
    private const int TargetCount = 5;

    /// <summary>The number of the first task; the others follow.</summary>
    public const int FirstTarget = 3;

    private static readonly Worker s_reaper = new();

    public World()
    {
        Kernel = new SimulatedKernel(new SimulatedKernelOptions { Reaping = ReapPolicy.Earliest });
        for (int i = 0; i < TargetCount; i++)
            Targets.Add(Kernel.Spawn("target", static self =>
            {
                while (true)
                    self.Pause();
            }));
        Pid = Kernel.FindGetPid(Targets[0])!;
        Engine = UtraceEngine.AttachPid(Pid, AttachFlags.Create, Ops);
    }

    public SimulatedKernel Kernel { get; }

    public List<int> Targets { get; } = [];

    public PidHandle Pid { get; }

    public UtraceEngine Engine { get; }

    public UtraceEngineOps Ops { get; } = new Silent();

    public bool IsReaped(int number) => Kernel.StateOf(number) == SimulatedTaskState.None;

    /// <summary>
    /// What the kernel holds: each task's state, and how many engines are attached to it. They are detached by being counted.
    /// </summary>
    public string Describe() => string.Join(' ', Targets.Select(number => $"{number}:{Kernel.StateOf(number)}/{CountEngines(number)}"));

    public void Reap(int number) => s_reaper.Do(() =>
    {
        Kernel.Kill(number, Kill);
        while (!IsReaped(number) && Kernel.Step())
        {
        }
    });

    private int CountEngines(int number)
    {
        using PidHandle? pid = Kernel.FindGetPid(number);
        int count = 0;
        while (pid is not null && UtraceEngine.TryAttachPid(pid, AttachFlags.MatchOps, Ops, null, out UtraceEngine? engine, out _))
        {
            using (engine)
            {
                if (engine!.Control(pid, ResumeAction.Detach) is not Errno.None)
                    break;
            }
            count++;
        }
        return count;
    }

    private sealed class Silent : UtraceEngineOps;

    /// <summary>A thread that does one thing at a time while its caller waits.</summary>
    private sealed class Worker
    {
        private readonly Lock _turn = new();
        private readonly SemaphoreSlim _asked = new(0);
        private readonly SemaphoreSlim _done = new(0);
        private Action? _what;

        public Worker() => new Thread(Work) { IsBackground = true, Name = "reaper" }.Start();

        public void Do(Action what)
        {
            lock (_turn)
            {
                _what = what;
                _asked.Release();
                _done.Wait();
            }
        }

        private void Work()
        {
            while (true)
            {
                _asked.Wait();
                _what!();
                _done.Release();
            }
        }
    }
}
