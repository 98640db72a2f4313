using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: types with another end than Dispose, private types, and types in parts.</summary>
public class UnputOwnerEndingTests
{
    [Fact]
    public Task StopThatAlsoEmpties() => Verify.Makes(
        """
        public sealed class Tracer(UtraceEngineOps ops)
        {
            private UtraceEngine? {|UTR3004:_engine|};

            public void Start(PidHandle pid) => _engine ??= UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);

            public void Stop()
            {
                Console.WriteLine("stop");
            }
        }

        """,
        """
        public sealed class Tracer(UtraceEngineOps ops)
        {
            private UtraceEngine? _engine;

            public void Start(PidHandle pid) => _engine ??= UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);

            public void Stop()
            {
                Console.WriteLine("stop");
                _engine?.Put();
                _engine = null;
            }
        }

        """);

    [Fact]
    public Task SecondOffered_ImplementsIDisposable() => Verify.Makes(
        1,
        """
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

            public void Close() => Console.WriteLine(_pid.Number);
        }

        """,
        """
        public sealed class Target(PidHandle pid) : IDisposable
        {
            private readonly PidHandle _pid = pid.Get();

            public void Close() => Console.WriteLine(_pid.Number);

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task CloseOnOneLine() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

            public void Close() => Console.WriteLine(_pid.Number);
        }

        """,
        """
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle _pid = pid.Get();

            public void Close()
            {
                Console.WriteLine(_pid.Number);
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task StopThatForgetsWhatItHeld() => Verify.Makes(
        """
        public sealed class Watch(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Start(int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Stop()
            {
                Console.WriteLine(_pid?.Number);
                // Over.
                _pid = null;
            }
        }

        """,
        """
        public sealed class Watch(IUtraceKernel kernel)
        {
            private PidHandle? _pid;

            public void Start(int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Stop()
            {
                Console.WriteLine(_pid?.Number);
                _pid?.Put();
                // Over.
                _pid = null;
            }
        }

        """);

    [Fact]
    public Task PrivateTypeThatIsDisposed() => Verify.Makes(
        """
        public sealed class Outer : IDisposable
        {
            private readonly Entry _entry = new(TaskStruct.Current);

            public void Dispose() => _entry.Dispose();

            private sealed class Entry(TaskStruct task) : IDisposable
            {
                private readonly PidHandle {|UTR2004:_pid|} = task.GetPid();

                public void Dispose()
                {
                }
            }
        }

        """,
        """
        public sealed class Outer : IDisposable
        {
            private readonly Entry _entry = new(TaskStruct.Current);

            public void Dispose() => _entry.Dispose();

            private sealed class Entry(TaskStruct task) : IDisposable
            {
                private readonly PidHandle _pid = task.GetPid();

                public void Dispose()
                {
                    _pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task PartsInTwoFiles() => Verify.Makes(
        [
            ("One.cs", """
                public sealed partial class Target(PidHandle pid)
                {
                    private PidHandle? {|UTR2004:_pid|} = pid.Get();
                }

                """),
            ("Two.cs", """
                public sealed partial class Target : IDisposable
                {
                    public void Renew(PidHandle other) => _pid = other.Get();

                    public void Dispose() => Console.WriteLine("gone");
                }

                """),
        ],
        [
            ("One.cs", """
                public sealed partial class Target(PidHandle pid)
                {
                    private PidHandle? _pid = pid.Get();
                }

                """),
            ("Two.cs", """
                public sealed partial class Target : IDisposable
                {
                    public void Renew(PidHandle other)
                    {
                        _pid?.Put();
                        _pid = other.Get();
                    }

                    public void Dispose()
                    {
                        Console.WriteLine("gone");
                        _pid?.Put();
                    }
                }

                """),
        ]);
}
