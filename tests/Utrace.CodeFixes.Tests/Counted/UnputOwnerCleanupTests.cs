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
}
