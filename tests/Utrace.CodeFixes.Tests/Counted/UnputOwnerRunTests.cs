using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: what a type owns is put when it ends; seen on the kernel.</summary>
public class UnputOwnerRunTests
{
    [Fact]
    public Task FieldThatIsFilledOnce() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly PidHandle {|UTR2004:_pid|};

            public Module(PidHandle pid) => _pid = pid.Get();

            public int Number => _pid.Number;
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private readonly PidHandle _pid;

            public Module(PidHandle pid) => _pid = pid.Get();

            public int Number => _pid.Number;

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module(pid);
        reap();
        Console.WriteLine(module.Number);
        ((object)module as IDisposable)?.Dispose();
        """);

    [Fact]
    public Task FieldThatIsFilledAgain() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly IUtraceKernel _kernel = null!;
            private PidHandle? {|UTR2004:_pid|};

            public void Watch(int number)
            {
                _pid = _kernel.FindGetPid(number);
            }
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private readonly IUtraceKernel _kernel = null!;
            private PidHandle? _pid;

            public void Watch(int number)
            {
                _pid?.Put();
                _pid = _kernel.FindGetPid(number);
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """,
        """
        var module = new Module();
        module.Watch(target);
        reap();
        module.Watch(target);
        ((object)module as IDisposable)?.Dispose();
        """);

    [Fact]
    public Task ListOfPids() => Verify.Mends(
        """
        public sealed class Module : IDisposable
        {
            private readonly List<PidHandle> {|UTR2004:_pids|} = [];

            public void Add(PidHandle pid) => _pids.Add(pid.Get());

            public void Dispose()
            {
                Console.WriteLine(_pids.Count);
            }
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private readonly List<PidHandle> _pids = [];

            public void Add(PidHandle pid) => _pids.Add(pid.Get());

            public void Dispose()
            {
                Console.WriteLine(_pids.Count);
                foreach (var pid in _pids)
                {
                    pid.Put();
                }
                _pids.Clear();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var module = new Module();
        module.Add(pid);
        reap();
        module.Add(pid);
        """);

    [Fact]
    public Task TypeThatStops() => Verify.Mends(
        """
        public sealed class Module
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Start(PidHandle pid)
            {
                _pid ??= pid.Get();
            }

            public void Stop()
            {
                Console.WriteLine("stopped");
            }
        }

        """,
        """
        public sealed class Module
        {
            private PidHandle? _pid;

            public void Start(PidHandle pid)
            {
                _pid ??= pid.Get();
            }

            public void Stop()
            {
                Console.WriteLine("stopped");
                _pid?.Put();
                _pid = null;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        module.Start(pid);
        module.Stop();
        reap();
        module.Start(pid);
        module.Stop();
        """);

    [Fact]
    public Task EngineOfAType() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;
            private readonly UtraceEngine {|UTR3004:_engine|};

            public Module(PidHandle pid) => _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);

            public bool IsSilent(PidHandle pid) => _engine.SetEvents(pid, UtraceEvents.None) == Errno.None;
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private readonly UtraceEngineOps _ops = null!;
            private readonly UtraceEngine _engine;

            public Module(PidHandle pid) => _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);

            public bool IsSilent(PidHandle pid) => _engine.SetEvents(pid, UtraceEvents.None) == Errno.None;

            public void Dispose()
            {
                _engine.Put();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module(pid);
        reap();
        module.IsSilent(pid);
        ((object)module as IDisposable)?.Dispose();
        """);

    [Fact]
    public Task EngineWithADispose() => Verify.Mends(
        """
        public sealed class Module : IDisposable
        {
            private readonly UtraceEngineOps _ops = null!;
            private UtraceEngine? {|UTR3004:_engine|};

            public void Attach(PidHandle pid)
            {
                _engine ??= UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }

            public void Dispose() => Console.WriteLine("disposed");
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private readonly UtraceEngineOps _ops = null!;
            private UtraceEngine? _engine;

            public void Attach(PidHandle pid)
            {
                _engine ??= UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }

            public void Dispose()
            {
                Console.WriteLine("disposed");
                _engine?.Put();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var module = new Module();
        module.Attach(pid);
        module.Attach(pid);
        reap();
        """);

    [Fact]
    public Task EnginesByNumber() => Verify.Mends(
        """
        public class Module
        {
            private readonly UtraceEngineOps _ops = null!;
            private readonly Dictionary<int, UtraceEngine> {|UTR3004:_engines|} = [];

            public void Attach(PidHandle pid)
            {
                if (!_engines.ContainsKey(pid.Number))
                    _engines.Add(pid.Number, UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops));
            }
        }

        """,
        """
        public class Module : IDisposable
        {
            private readonly UtraceEngineOps _ops = null!;
            private readonly Dictionary<int, UtraceEngine> _engines = [];

            public void Attach(PidHandle pid)
            {
                if (!_engines.ContainsKey(pid.Number))
                    _engines.Add(pid.Number, UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops));
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    foreach (var engine in _engines.Values)
                    {
                        engine.Put();
                    }
                    _engines.Clear();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        module.Attach(pid);
        reap();
        module.Attach(pid);
        ((object)module as IDisposable)?.Dispose();
        """);
}
