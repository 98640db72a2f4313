using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003: the put joins a cleanup that has a pattern, a base, or waits.</summary>
public class HeldTaskInheritedCleanupTests
{
    [Fact]
    public Task DisposePattern() => Verify.Makes(
        """
        public class Session(TaskStruct task) : IDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    Console.WriteLine("disposed");
                }
            }
        }

        """,
        """
        public class Session(TaskStruct task) : IDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    Console.WriteLine("disposed");
                    _pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task DisposePatternOfTheBase() => Verify.Makes(
        """
        public class Tracer : IDisposable
        {
            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing) { }
        }

        public sealed class Session(TaskStruct task) : Tracer
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;
        }

        """,
        """
        public class Tracer : IDisposable
        {
            public void Dispose() => Dispose(true);

            protected virtual void Dispose(bool disposing) { }
        }

        public sealed class Session(TaskStruct task) : Tracer
        {
            private readonly PidHandle _pid = task.GetPid();

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
    public Task VirtualDisposeOfTheBase() => Verify.Makes(
        """
        public class Tracer : IDisposable
        {
            public virtual void Dispose() { }
        }

        public sealed class Session(TaskStruct task) : Tracer
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;
        }

        """,
        """
        public class Tracer : IDisposable
        {
            public virtual void Dispose() { }
        }

        public sealed class Session(TaskStruct task) : Tracer
        {
            private readonly PidHandle _pid = task.GetPid();

            public override void Dispose()
            {
                _pid.Put();
                base.Dispose();
            }
        }

        """);

    [Fact]
    public Task AsyncDisposable() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task, System.IO.Stream log) : IAsyncDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public async ValueTask DisposeAsync()
            {
                await log.DisposeAsync();
            }
        }

        public sealed class Other(TaskStruct task) : IAsyncDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public ValueTask DisposeAsync() => default;
        }

        """,
        """
        public sealed class Session(TaskStruct task, System.IO.Stream log) : IAsyncDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public async ValueTask DisposeAsync()
            {
                await log.DisposeAsync();
                _pid.Put();
            }
        }

        public sealed class Other(TaskStruct task) : IAsyncDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public ValueTask DisposeAsync()
            {
                _pid.Put();
                return default;
            }
        }

        """);

    [Fact]
    public Task BothWaysToDispose() => Verify.Makes(
        """
        public sealed class Session(TaskStruct task) : IDisposable, IAsyncDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose() => Console.WriteLine("disposed");

            public async ValueTask DisposeAsync()
            {
                await Task.Yield();
            }
        }

        public sealed class Other(TaskStruct task) : IDisposable, IAsyncDisposable
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;

            public void Dispose() => Console.WriteLine("disposed");

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }

        """,
        """
        public sealed class Session(TaskStruct task) : IDisposable, IAsyncDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                Console.WriteLine("disposed");
                _pid.Put();
            }

            public async ValueTask DisposeAsync()
            {
                await Task.Yield();
                _pid.Put();
            }
        }

        public sealed class Other(TaskStruct task) : IDisposable, IAsyncDisposable
        {
            private readonly PidHandle _pid = task.GetPid();

            public void Dispose()
            {
                Console.WriteLine("disposed");
                _pid.Put();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return default;
            }
        }

        """);

    [Fact]
    public Task ResetThatDoesNotAlwaysRunIsNotEnough() => Verify.Makes(
        """
        public sealed class Session(bool keep) : IDisposable
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Dispose()
            {
                if (!keep)
                    _task = null;
            }
        }

        """,
        """
        public sealed class Session(bool keep) : IDisposable
        {
            private PidHandle? _pid;

            public void Dispose()
            {
                if (!keep)
                {
                    _pid?.Put();
                    _pid = null;
                }
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task HeirThatDisposesWithItsBase() => Verify.Makes(
        """
        public class Tracer : IDisposable
        {
            public virtual void Dispose() { }
        }

        public class Session(TaskStruct task) : Tracer
        {
            private readonly TaskStruct {|UTR1003:_task|} = task;
        }

        public sealed class Child(TaskStruct task) : Session(task)
        {
            public override void Dispose() => base.Dispose();
        }

        """,
        """
        public class Tracer : IDisposable
        {
            public virtual void Dispose() { }
        }

        public class Session(TaskStruct task) : Tracer
        {
            private readonly PidHandle _pid = task.GetPid();

            public override void Dispose()
            {
                _pid.Put();
                base.Dispose();
            }
        }

        public sealed class Child(TaskStruct task) : Session(task)
        {
            public override void Dispose() => base.Dispose();
        }

        """);
}
