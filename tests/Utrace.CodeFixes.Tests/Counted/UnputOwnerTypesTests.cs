using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: members and types of all kinds.</summary>
public class UnputOwnerTypesTests
{
    [Fact]
    public Task Property() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid)
        {
            internal PidHandle {|UTR2004:Pid|} { get; } = pid.Get();
        }

        """,
        """
        public sealed class Target(PidHandle pid) : IDisposable
        {
            internal PidHandle Pid { get; } = pid.Get();

            public void Dispose()
            {
                Pid.Put();
            }
        }

        """);

    [Fact]
    public Task ParameterOfAPrimaryConstructor() => Verify.Makes(
        """
        public sealed class Session([Owned] PidHandle {|UTR2004:taken|})
        {
            public int Number => taken.Number;
        }

        """,
        """
        public sealed class Session([Owned] PidHandle taken) : IDisposable
        {
            public int Number => taken.Number;

            public void Dispose()
            {
                taken.Put();
            }
        }

        """);

    [Fact]
    public Task RecordWithAndWithoutABody() => Verify.Makes(
        """
        public sealed record Watch(string Name)
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);
        }

        public sealed record Taken([Owned] UtraceEngine {|UTR3004:Engine|});

        """,
        """
        public sealed record Watch(string Name) : IDisposable
        {
            private PidHandle? _pid;

            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        public sealed record Taken([Owned] UtraceEngine Engine) : IDisposable
        {
            public void Dispose()
            {
                Engine.Put();
            }
        }

        """);

    [Fact]
    public Task StructAndRefStruct() => Verify.Makes(
        """
        public struct Slot
        {
            private PidHandle? {|UTR2004:_pid|};

            public void Fill(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);
        }

        public ref struct Section
        {
            private readonly PidHandle {|UTR2004:_pid|};

            public Section(PidHandle pid) => _pid = pid.Get();
        }

        """,
        """
        public struct Slot : IDisposable
        {
            private PidHandle? _pid;

            public void Fill(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        public ref struct Section
        {
            private readonly PidHandle _pid;

            public Section(PidHandle pid) => _pid = pid.Get();

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task BaseWithThePattern() => Verify.Makes(
        """
        public class Base : IDisposable
        {
            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing)
            {
            }
        }

        public sealed class Target(PidHandle pid) : Base
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
        }

        """,
        """
        public class Base : IDisposable
        {
            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing)
            {
            }
        }

        public sealed class Target(PidHandle pid) : Base
        {
            private readonly PidHandle _pid = pid.Get();

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _pid.Put();
                }

                base.Dispose(disposing);
            }
        }

        """);

    [Fact]
    public Task TwoMembersOfOneType() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid, UtraceEngine engine)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
            private readonly UtraceEngine {|UTR3004:_engine|} = engine.Get();
        }

        """,
        """
        public sealed class Target(PidHandle pid, UtraceEngine engine) : IDisposable
        {
            private readonly PidHandle _pid = pid.Get();
            private readonly UtraceEngine _engine = engine.Get();

            public void Dispose()
            {
                _pid.Put();
                _engine.Put();
            }
        }

        """);

    [Fact]
    public Task WithoutUsings() => Verify.MakesWithoutUsings(
        """
        using Utrace;

        namespace Mine;

        public class Target(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();
        }

        """,
        """
        using System;
        using Utrace;

        namespace Mine;

        public class Target(PidHandle pid) : IDisposable
        {
            private readonly PidHandle _pid = pid.Get();

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

    [Fact]
    public Task BracesAtTheEndOfTheLine() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid) {
            private readonly PidHandle {|UTR2004:_pid|} = pid.Get();

            public void Show() {
                Console.WriteLine(_pid.Number);
            }
        }

        """,
        """
        public sealed class Target(PidHandle pid) : IDisposable {
            private readonly PidHandle _pid = pid.Get();

            public void Show() {
                Console.WriteLine(_pid.Number);
            }

            public void Dispose() {
                _pid.Put();
            }
        }

        """);
}
