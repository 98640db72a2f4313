using Utrace.Simulation;

namespace Utrace.Api.Tests.Simulation;

/// <summary>Everything at once, traced by a module that keeps the rules: no seed may find a hang, a violation or a lost end.</summary>
public sealed class AnySeedTests
{
    public static TheoryData<ReapPolicy, int> Cases()
    {
        var cases = new TheoryData<ReapPolicy, int>();
        foreach (ReapPolicy policy in Enum.GetValues<ReapPolicy>())
        {
            for (int seed = 0; seed < 25; seed++)
                cases.Add(policy, seed);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ABusySystem_EndsAndBreaksNoRule(ReapPolicy policy, int seed)
    {
        var kernel = new SimulatedKernel(new SimulatedKernelOptions { Seed = seed, Reaping = policy, MaxPid = 40, StepLimit = 50_000 });
        var module = new Module(kernel);
        try
        {
            for (int i = 0; i < 3; i++)
                module.Watch(kernel.Spawn("busy", Busy(3)));
            int rounds = 0;
            while (!kernel.Run())
            {
                Assert.True(rounds++ < 1000, $"Something does not end: {module.States()}.");
                module.ResumeAll();
            }
        }
        finally
        {
            module.Dispose();
            kernel.Dispose();
        }
        Assert.Empty(kernel.Violations.Select(violation => violation.ToString()));
        Assert.Equal(module.Attached, module.Released);
        Assert.Equal(module.Reported(UtraceEvents.Death), module.Reported(UtraceEvents.Exit));
    }

    private static TaskProgram Busy(int depth) => self =>
    {
        self.Handle(LinuxSignal.Usr1, (thread, _) => thread.Execute());
        int child = depth > 0 ? self.Fork(Busy(depth - 1)) : 0;
        self.StartThread(thread =>
        {
            thread.Execute(2);
            if (depth == 1)
                thread.Exec("/bin/x", Busy(0));
            if (depth == 2)
                thread.ExitGroup(2);
        });
        if (child > 0)
        {
            self.Kill(child, LinuxSignal.Usr1);
            self.Kill(child, LinuxSignal.Tstp);
            self.Yield();
            self.Kill(child, LinuxSignal.Cont);
        }
        self.Vfork(other => other.Exit(1));
        self.Execute(3);
        if (child > 0 && depth == 3)
            self.Kill(child, LinuxSignal.Kill);
        while (self.Wait().Pid > 0)
            continue;
    };

    /// <summary>Follows every task that is made, stops some, and keeps pids only.</summary>
    private sealed class Module(SimulatedKernel kernel) : UtraceEngineOps, IDisposable
    {
        private const UtraceEvents All = (UtraceEvents)0x3fff & ~UtraceEvents.Quiesce;

        private readonly List<(PidHandle Pid, UtraceEngine Engine)> _watched = [];
        private readonly Dictionary<UtraceEvents, int> _reports = [];
        private int _calls;

        public int Attached { get; private set; }

        public int Released { get; private set; }

        public void Watch(int number)
        {
            PidHandle pid = kernel.FindGetPid(number)!;
            Add(pid, UtraceEngine.AttachPid(pid, AttachFlags.Create, this));
        }

        public int Reported(UtraceEvents @event) => _reports.GetValueOrDefault(@event);

        /// <summary>Lets go on what is stopped.</summary>
        public void ResumeAll()
        {
            foreach ((PidHandle pid, UtraceEngine engine) in _watched)
            {
                _ = engine.Control(pid, ResumeAction.Resume);
                if (kernel.StateOf(pid.Number) == SimulatedTaskState.Stopped)
                    kernel.Kill(pid.Number, LinuxSignal.Cont);
            }
        }

        /// <summary>What the tasks do, for messages.</summary>
        public string States() => string.Join(
            ", ", _watched.Select(watched => $"{watched.Pid.Number} {kernel.StateOf(watched.Pid.Number)}"));

        public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
        {
            Add(child.GetPid(), UtraceEngine.AttachTask(child, AttachFlags.Create, this));
            return ResumeAction.Resume;
        }

        public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs)
        {
            bool stops = (syscall & SyscallAction.Resumed) == 0 && ++_calls % 5 == 0;
            if (_calls % 7 == 0)
                LookAround();
            return new SyscallReply(SyscallAction.Run, stops ? ResumeAction.Stop : ResumeAction.Resume);
        }

        public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
        {
            // A thread that execs takes its leader's pid: the one that it was watched by names nothing any more.
            int index = _watched.FindIndex(watched => watched.Engine.Equals(engine));
            _watched[index].Pid.Put();
            _watched[index] = (TaskStruct.Current.GetPid(), _watched[index].Engine);
            return ResumeAction.Resume;
        }

        public override ResumeAction ReportExit(ResumeAction action, UtraceEngine engine, int originalCode, ref int code)
        {
            Count(UtraceEvents.Exit);
            return ResumeAction.Resume;
        }

        public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal)
        {
            Count(UtraceEvents.Death);
            LookAround();
            return ResumeAction.Resume;
        }

        public override void ReportReap(UtraceEngine engine, TaskStruct task)
        {
            Count(UtraceEvents.Reap);
            LookAround();
        }

        public override void Release(object? data) => Released++;

        public void Dispose()
        {
            foreach ((PidHandle pid, UtraceEngine engine) in _watched)
            {
                engine.Put();
                pid.Put();
            }
        }

        private void Add(PidHandle pid, UtraceEngine engine)
        {
            Attached++;
            _watched.Add((pid, engine));
            Assert.Equal(Errno.None, engine.SetEvents(pid, All));
        }

        /// <summary>
        /// Looks tasks up in a section, and makes calls that may block outside of one. While they do, other callbacks may
        /// change the list and put what was on it.
        /// </summary>
        private void LookAround()
        {
            for (int i = 0; i < _watched.Count; i++)
            {
                using PidHandle pid = _watched[i].Pid.Get();
                UtraceEngine engine = _watched[i].Engine;
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                        Assert.True(task.Pid > 0 && task.Tgid > 0 && task.GroupLeader.Comm.Length > 0);
                }
                if (UtraceEngine.TryAttachPid(pid, AttachFlags.MatchOps, this, null, out UtraceEngine? found, out Errno _))
                {
                    Assert.Equal(this, found.Ops);
                    found.Put();
                }
                _ = engine.Control(pid.Task(), ResumeAction.Resume);
            }
        }

        private void Count(UtraceEvents @event) => _reports[@event] = Reported(@event) + 1;
    }
}
