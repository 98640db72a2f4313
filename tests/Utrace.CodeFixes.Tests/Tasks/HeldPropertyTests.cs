using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on properties that are set once, and on static members.</summary>
public class HeldPropertyTests
{
    [Fact]
    public Task InitProperty() => Verify.Mends(
        """
        public sealed class Session
        {
            public TaskStruct? {|UTR1003:Target|} { get; init; }

            public int? Number => Target?.Pid;
        }

        public static class Sessions
        {
            public static Session Open(TaskStruct task) => new() { Target = task };
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            public PidHandle? Target { get; init; }

            public int? Number
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        return Target?.Task()?.Pid;
                    }
                }
            }

            public void Dispose()
            {
                Target?.Put();
            }
        }

        public static class Sessions
        {
            public static Session Open(TaskStruct task) => new() { Target = task.GetPid() };
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        Session? session = null;
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                session = Sessions.Open(task);
        }
        reap();
        _ = session?.Number;
        using ((object?)session as IDisposable) { }
        """);

    [Fact]
    public Task RequiredInitProperty() => Verify.Makes(
        """
        public sealed class Session
        {
            public required TaskStruct {|UTR1003:Target|} { get; init; }

            public Errno Stop(UtraceEngine engine) => engine.Control(Target, ResumeAction.Stop);
        }

        public static class Sessions
        {
            public static Session Open(TaskStruct task)
            {
                return new Session { Target = task };
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            public required PidHandle Target { get; init; }

            public Errno Stop(UtraceEngine engine) => engine.Control(Target, ResumeAction.Stop);

            public void Dispose()
            {
                Target.Put();
            }
        }

        public static class Sessions
        {
            public static Session Open(TaskStruct task)
            {
                return new Session { Target = task.GetPid() };
            }
        }

        """);

    [Fact]
    public Task StaticProperty() => Verify.Mends(
        """
        public static class Current
        {
            public static TaskStruct? {|UTR1003:Traced|} { get; private set; }

            public static void Begin(TaskStruct task) => Traced = task;

            public static void End() => Traced = null;

            public static string? Name => Traced?.Comm;
        }

        """,
        """
        public static class Current
        {
            public static PidHandle? Traced { get; private set; }

            public static void Begin(TaskStruct task)
            {
                Traced?.Put();
                Traced = task.GetPid();
            }

            public static void End()
            {
                Traced?.Put();
                Traced = null;
            }

            public static string? Name
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        return Traced?.Task()?.Comm;
                    }
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                Current.Begin(task);
        }
        reap();
        _ = Current.Name;
        reap();
        Current.End();
        """);

    [Fact]
    public Task StaticPropertyThatIsNeverReset() => Verify.OffersNothing("""
        public static class Current
        {
            public static TaskStruct? {|UTR1003:Traced|} { get; private set; }

            public static void Begin(TaskStruct task) => Traced = task;
        }
        """);

    [Fact]
    public Task ThreadStaticField() => Verify.Makes(
        """
        public static class Current
        {
            [ThreadStatic] private static TaskStruct? {|UTR1003:t_task|};

            public static void Begin(TaskStruct task) => t_task = task;

            public static void End() => t_task = null;
        }

        """,
        """
        public static class Current
        {
            [ThreadStatic] private static PidHandle? t_pid;

            public static void Begin(TaskStruct task)
            {
                t_pid?.Put();
                t_pid = task.GetPid();
            }

            public static void End()
            {
                t_pid?.Put();
                t_pid = null;
            }
        }

        """);

    [Fact]
    public Task InitPropertyOfARecord() => Verify.OffersNothing("""
        public sealed record Session
        {
            public TaskStruct? {|UTR1003:Target|} { get; init; }
        }
        """);

    [Fact]
    public Task PositionalRecord() => Verify.OffersNothing("""
        public sealed record Session(TaskStruct {|UTR1003:Target|});
        """);

    [Fact]
    public Task SemiAuto() => Verify.OffersNothing("""
        public sealed class Session
        {
            public TaskStruct? {|UTR1003:Target|} { get => field; set => field = value; }
        }
        """);

    [Fact]
    public Task WithOfARecordClass() => Verify.Makes(
        """
        public class Session
        {
            public TaskStruct? {|UTR1003:Target|} { get; init; }

            public static Session Open(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return new Session { Target = pid.Task() };
            }
        }

        """,
        """
        public class Session : IDisposable
        {
            public PidHandle? Target { get; init; }

            public static Session Open(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return new Session { Target = pid.Get() };
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
                    Target?.Put();
                }
            }
        }

        """);
}
