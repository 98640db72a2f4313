using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003: the put joins the Dispose that a type has.</summary>
public class HeldTaskCleanupTests
{
    [Fact]
    public Task DisposeIsExtendedAtItsEnd() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task, [Owned] UtraceEngine engine) : IDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose()
            {
                // Let it go first.
                _ = engine.Control(_task, ResumeAction.Detach);
                engine.Put();
                GC.SuppressFinalize(this);
            }
        }

        """,
        """
        public sealed class Session(TaskStruct task, [Owned] UtraceEngine engine) : IDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                // Let it go first.
                _ = engine.Control(_pid, ResumeAction.Detach);
                engine.Put();
                _pid.Put();
                GC.SuppressFinalize(this);
            }
        }

        """);

    [Fact]
    public Task DisposeOnOneLine() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task, [Owned] UtraceEngine engine) : IDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose() => engine.Put();
        }

        public sealed class Empty(TaskStruct task) : IDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose() { }
        }

        """,
        """
        public sealed class Session(TaskStruct task, [Owned] UtraceEngine engine) : IDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                engine.Put();
                _pid.Put();
            }
        }

        public sealed class Empty(TaskStruct task) : IDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task DisposeWithADisposedTest() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task) : IDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;
            private bool _disposed;

            public void Dispose()
            {
                if (_disposed)
                    return;
                _disposed = true;
            }
        }

        """,
        """
        public sealed class Session(TaskStruct task) : IDisposable
        {
            private readonly PidHandle _pid = task.GetPid();
            private bool _disposed;

            public void Dispose()
            {
                if (_disposed)
                    return;
                _disposed = true;
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task DisposeThatLeavesEarly() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task, [Owned] UtraceEngine engine) : IDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose()
            {
                engine.Put();
                if (engine.Ops is null)
                    return;
                Console.WriteLine("detached");
            }
        }

        """,
        """
        public sealed class Session(TaskStruct task, [Owned] UtraceEngine engine) : IDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                try
                {
                    engine.Put();
                    if (engine.Ops is null)
                        return;
                    Console.WriteLine("detached");
                }
                finally
                {
                    _pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task DisposeThatResetsTheField() => Verify.Makes(
        """
        public sealed class Session : IDisposable
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Set(TaskStruct task)
            {
                _task = task;
            }

            public void Dispose()
            {
                _task = null;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private PidHandle? _pid;

            public void Set(TaskStruct task)
            {
                _pid?.Put();
                _pid = task.GetPid();
            }

            public void Dispose()
            {
                _pid?.Put();
                _pid = null;
            }
        }

        """);
}
