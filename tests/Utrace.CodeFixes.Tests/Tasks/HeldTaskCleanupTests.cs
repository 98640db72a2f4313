using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003: the put joins the cleanup that a type has.</summary>
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

    [Fact]
    public Task TypeThatDerivesFromAnother() => Verify.Makes(
        """
        public class SyscallOps : UtraceEngineOps
        {
            private TaskStruct? {|UTR1003:_task|};

            public override ResumeAction ReportClone(ResumeAction action, [Borrowed] UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                _task = child;
                return ResumeAction.Resume;
            }
        }

        """,
        """
        public class SyscallOps : UtraceEngineOps, IDisposable
        {
            private PidHandle? _pid;

            public override ResumeAction ReportClone(ResumeAction action, [Borrowed] UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                _pid?.Put();
                _pid = child.GetPid();
                return ResumeAction.Resume;
            }

            public void Dispose()
            {
                _pid?.Put();
            }
        }

        """);

    [Fact]
    public Task StaticFieldThatIsReset() => Verify.Makes(
        """
        public static class Module
        {
            private static TaskStruct? {|UTR1003:s_task|};

            public static void Load(TaskStruct task)
            {
                s_task = task;
            }

            public static void Unload()
            {
                s_task = null;
            }
        }

        """,
        """
        public static class Module
        {
            private static PidHandle? s_pid;

            public static void Load(TaskStruct task)
            {
                s_pid?.Put();
                s_pid = task.GetPid();
            }

            public static void Unload()
            {
                s_pid?.Put();
                s_pid = null;
            }
        }

        """);

    [Fact]
    public Task PartsOfATypeInSeveralFiles() => Verify.Makes(
        [
            ("Session.cs", """
                public sealed partial class Session
                {
                    private TaskStruct? {|UTR1003:_task|};
                }

                """),
            ("Session.Use.cs", """
                public partial class Session
                {
                    public void Set(TaskStruct task)
                    {
                        _task = task;
                    }

                    public void Print()
                    {
                        Console.WriteLine(_task?.Comm);
                    }
                }

                """),
            ("Session.Cleanup.cs", """
                public partial class Session : IDisposable
                {
                    public void Dispose()
                    {
                        Console.WriteLine("disposed");
                    }
                }

                """),
        ],
        [
            ("Session.cs", """
                public sealed partial class Session
                {
                    private PidHandle? _pid;
                }

                """),
            ("Session.Use.cs", """
                public partial class Session
                {
                    public void Set(TaskStruct task)
                    {
                        _pid?.Put();
                        _pid = task.GetPid();
                    }

                    public void Print()
                    {
                        using (Rcu.EnterReadScope())
                        {
                            Console.WriteLine(_pid?.Task()?.Comm);
                        }
                    }
                }

                """),
            ("Session.Cleanup.cs", """
                public partial class Session : IDisposable
                {
                    public void Dispose()
                    {
                        Console.WriteLine("disposed");
                        _pid?.Put();
                    }
                }

                """),
        ]);

    [Fact]
    public Task UsesFromOtherTypes() => Verify.Makes(
        [
            ("Session.cs", """
                internal sealed class Session
                {
                    internal TaskStruct? {|UTR1003:Task|};
                }

                """),
            ("Tracer.cs", """
                internal static class Tracer
                {
                    public static Session Open(TaskStruct task) => new Session { Task = task };

                    public static void Move(Session session, TaskStruct task)
                    {
                        session.Task = task;
                    }

                    public static string? NameOf(Session session)
                    {
                        return session.Task?.Comm;
                    }
                }

                """),
        ],
        [
            ("Session.cs", """
                internal sealed class Session : IDisposable
                {
                    internal PidHandle? Pid;

                    public void Dispose()
                    {
                        Pid?.Put();
                    }
                }

                """),
            ("Tracer.cs", """
                internal static class Tracer
                {
                    public static Session Open(TaskStruct task) => new Session { Pid = task.GetPid() };

                    public static void Move(Session session, TaskStruct task)
                    {
                        session.Pid?.Put();
                        session.Pid = task.GetPid();
                    }

                    public static string? NameOf(Session session)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            return session.Pid?.Task()?.Comm;
                        }
                    }
                }

                """),
        ]);

    [Fact]
    public Task AutomaticProperty() => Verify.Makes(
        """
        public sealed class Session
        {
            /// <summary>Who is traced.</summary>
            public TaskStruct? {|UTR1003:Target|} { get; private set; }

            public void Set(TaskStruct task)
            {
                Target = task;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            /// <summary>Who is traced.</summary>
            public PidHandle? Target { get; private set; }

            public void Set(TaskStruct task)
            {
                Target?.Put();
                Target = task.GetPid();
            }

            public void Dispose()
            {
                Target?.Put();
            }
        }

        """);
}
