using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: a type that owns a reference gets a cleanup that puts it.</summary>
public class UnputOwnerTests
{
    [Fact]
    public Task SealedClass() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

            public int Number => _pid.Number;
        }

        """,
        """
        public sealed class Target(PidHandle pid) : IDisposable
        {
            private readonly PidHandle _pid = pid.Get();

            public int Number => _pid.Number;

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task EngineThatIsAttachedAnew_IsPutThereToo() => Verify.Makes(
        """
        public sealed class Tracer(UtraceEngineOps ops)
        {
            private UtraceEngine? {|UTR3004:_engine|};

            public void Start(PidHandle pid) => _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        }

        """,
        """
        public sealed class Tracer(UtraceEngineOps ops) : IDisposable
        {
            private UtraceEngine? _engine;

            public void Start(PidHandle pid)
            {
                _engine?.Put();
                _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            }

            public void Dispose()
            {
                _engine?.Put();
            }
        }

        """);

    [Fact]
    public Task FilledAnewInTwoPlaces() => Verify.Makes(
        """
        public sealed class Watch(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_pid|};

            public void First() => _pid = kernel.FindGetPid(1);

            public void Find(int nr)
            {
                if (nr > 3)
                    _pid = kernel.FindGetPid(nr);
            }
        }

        """,
        """
        public sealed class Watch(IUtraceKernel kernel) : IDisposable
        {
            private PidHandle? _pid;

            public void First()
            {
                _pid?.Put();
                _pid = kernel.FindGetPid(1);
            }

            public void Find(int nr)
            {
                if (nr > 3)
                {
                    _pid?.Put();
                    _pid = kernel.FindGetPid(nr);
                }
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task LazilyFilled() => Verify.Makes(
        """
        public sealed class Watch(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_pid|};

            public int Number => (this._pid ??= kernel.FindGetPid(1))?.Number ?? 0;
        }

        """,
        """
        public sealed class Watch(IUtraceKernel kernel) : IDisposable
        {
            private PidHandle? _pid;

            public int Number => (this._pid ??= kernel.FindGetPid(1))?.Number ?? 0;

            public void Dispose()
            {
                this._pid?.Put();
            }
        }

        """);

    [Fact]
    public Task UnsealedClassGetsThePattern() => Verify.Makes(
        """
        public class Target
        {
            private readonly PidHandle {|UTR2004:_pid|};

            public Target(PidHandle pid)
            {
                _pid = pid.Get();
            }
        }

        """,
        """
        public class Target : IDisposable
        {
            private readonly PidHandle _pid;

            public Target(PidHandle pid)
            {
                _pid = pid.Get();
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
                    _pid.Put();
                }
            }
        }

        """);
}
