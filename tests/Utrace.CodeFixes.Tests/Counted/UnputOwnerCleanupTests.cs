using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: the put joins the cleanup that a type has; and what is left alone.</summary>
public class UnputOwnerCleanupTests
{
    [Fact]
    public Task Dispose() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid, UtraceEngine engine) : IDisposable
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
            private readonly UtraceEngine _engine = engine.Get();

            public void Dispose()
            {
                _engine.Put();
                GC.SuppressFinalize(this);
            }
        }

        """,
        """
        public sealed class Target(PidHandle pid, UtraceEngine engine) : IDisposable
        {
            private readonly PidHandle _pid = pid.Get();
            private readonly UtraceEngine _engine = engine.Get();

            public void Dispose()
            {
                _engine.Put();
                _pid.Put();
                GC.SuppressFinalize(this);
            }
        }

        """);

    [Fact]
    public Task DisposeOfThePattern() => Verify.Makes(
        """
        public class Target(UtraceEngine engine) : IDisposable
        {
            private readonly UtraceEngine {|UTR3004:_engine|} = engine.Get();
            private bool _disposed;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (_disposed)
                    return;
                _disposed = true;
            }
        }

        """,
        """
        public class Target(UtraceEngine engine) : IDisposable
        {
            private readonly UtraceEngine _engine = engine.Get();
            private bool _disposed;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (_disposed)
                    return;
                _disposed = true;
                if (disposing)
                {
                    _engine.Put();
                }
            }
        }

        """);

    [Fact]
    public Task DisposeAsync() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid) : IAsyncDisposable
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

            public async ValueTask DisposeAsync()
            {
                await Task.Yield();
            }
        }

        """,
        """
        public sealed class Target(PidHandle pid) : IAsyncDisposable
        {
            private readonly PidHandle _pid = pid.Get();

            public async ValueTask DisposeAsync()
            {
                await Task.Yield();
                _pid.Put();
            }
        }

        """);

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

    [Fact]
    public Task PrivateTypeThatNobodyDisposesOf_OffersNothing() => Verify.OffersNothing("""
        public sealed class Outer(PidHandle pid)
        {
            private readonly Entry _entry = new(pid);

            public int Number => _entry.Number;

            private sealed class Entry(PidHandle pid)
            {
                private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

                public int Number => _pid.Number;
            }
        }

        """);

    [Fact]
    public Task HeirWithADisposeOfItsOwn_OffersNothing() => Verify.OffersNothing("""
        public class Target(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
        }

        public sealed class Heir(PidHandle pid) : Target(pid), IDisposable
        {
            public void Dispose() => Console.WriteLine("gone");
        }

        """);

    [Fact]
    public Task BaseThatCanNotBeOverridden_OffersNothing() => Verify.OffersNothing("""
        public class Base : IDisposable
        {
            public void Dispose() => Console.WriteLine("gone");
        }

        public sealed class Target(PidHandle pid) : Base
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
        }

        """);

    [Fact]
    public Task FilledAnewWhereNothingCanBePut_OffersNothing() => Verify.OffersNothing("""
        public sealed class Watch(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Next(int nr)
            {
                while ((_pid = kernel.FindGetPid(nr++)) is null)
                    Console.WriteLine(nr);
            }
        }

        """);

    [Fact]
    public Task DisposeThatUsesWhatItForgets_OffersNothing() => Verify.OffersNothing("""
        public sealed class Watch(IUtraceKernel kernel) : IDisposable
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Start(int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Dispose()
            {
                if (_pid is not null)
                    _pid = null;
            }
        }

        """);
}
