using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 beyond a field of one class in one file.</summary>
public class HeldTaskPartsTests
{
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
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    _pid?.Put();
                }
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

    [Fact]
    public Task UsesFromAnotherProject() => Verify.MakesAcrossProjects(
        """
        public sealed class Session
        {
            public TaskStruct? {|UTR1003:Target|} { get; set; }
        }

        """,
        """
        public static class Printer
        {
            public static void Print(Session session)
            {
                Console.WriteLine(session.Target?.Comm);
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            public PidHandle? Target { get; set; }

            public void Dispose()
            {
                Target?.Put();
            }
        }

        """,
        """
        public static class Printer
        {
            public static void Print(Session session)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(session.Target?.Task()?.Comm);
                }
            }
        }

        """);
}
