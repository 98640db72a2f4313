using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Refactorings.Refactor<Utrace.CodeFixes.Refactorings.ConvertToPid>;

namespace Utrace.CodeFixes.Tests.Refactorings;

/// <summary>"Convert to pid handle".</summary>
public class ConvertToPidTests
{
    [Fact]
    public Task Field() => Verify.Makes(
        "Convert '_task' to a pid handle",
        """
        public sealed class Session
        {
            private readonly Task$$Struct _task;

            public Session(TaskStruct task) => _task = task;

            public Errno Stop(UtraceEngine engine) => engine.Control(_task, ResumeAction.Stop);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly PidHandle _pid;

            public Session(TaskStruct task) => _pid = task.GetPid();

            public Errno Stop(UtraceEngine engine) => engine.Control(_pid, ResumeAction.Stop);

            public void Dispose()
            {
                _pid.Put();
            }
        }

        """);

    [Fact]
    public Task Property() => Verify.Makes(
        "Convert 'Target' to a pid handle",
        """
        public sealed class Session
        {
            public TaskStruct? Tar$$get { get; init; }

            public int? Number => Target?.Pid;
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

        """);

    [Fact]
    public Task Collection() => Verify.Makes(
        "Convert '_tasks' to a pid handle",
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> _ta$$sks = [];

            public void Watch(TaskStruct task) => _tasks.Add(task);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = [];

            public void Watch(TaskStruct task) => _pids.Add(task.GetPid());

            public void Dispose()
            {
                foreach (var pid in _pids)
                {
                    pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task LocalInASection() => Verify.Makes(
        "Convert 'parent' to a pid handle",
        Method("""
            using (Rcu.EnterReadScope())
            {
                var par$$ent = pid.Task()?.RealParent;
                if (parent is null)
                    return;
                Console.WriteLine(engine.Control(parent, ResumeAction.Stop));
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                using var parent = pid.Task()?.RealParent?.GetPid();
                if (parent is null)
                    return;
                Console.WriteLine(engine.Control(parent, ResumeAction.Stop));
            }
            """));

    [Fact]
    public Task LocalThatIsLookedUpWithoutASection() => Verify.Makes(
        "Convert 'task' to a pid handle",
        Method("""
            TaskStruct? ta$$sk = pid.Task();
            Console.WriteLine(task?.Comm);
            Console.WriteLine(engine.Control(task, ResumeAction.Stop));
            """),
        Method("""
            using PidHandle? pid2 = pid.Get();
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid2?.Task()?.Comm);
            }
            Console.WriteLine(engine.Control(pid2?.Task(), ResumeAction.Stop));
            """));

    [Theory]
    [InlineData("var ta$$sk = pid.Task(); if (task is null) return; Console.WriteLine(task.Comm);")]
    [InlineData("var curr$$ent = TaskStruct.Current; Console.WriteLine(current.Comm);")]
    [InlineData("TaskStruct? ta$$sk = null; using (Rcu.EnterReadScope()) Console.WriteLine(task?.Comm);")]
    [InlineData("using (Rcu.EnterReadScope()) { var ta$$sk = pid.Task(); task = task?.RealParent; Console.WriteLine(task?.Comm); }")]
    [InlineData("using (Rcu.EnterReadScope()) { var ta$$sk = pid.Task(); Func<int?> read = () => task?.Pid; Console.WriteLine(read()); }")]
    [InlineData("var num$$ber = pid.Number; Console.WriteLine(number);")]
    [InlineData("using (Rcu.EnterReadScope()) { var task = pid.Task(); Console.WriteLine(ta$$sk?.Comm); }")]
    public Task LocalThatCanNotBeConverted(string statements) => Verify.OffersNothing(Method(statements));

    [Theory]
    [InlineData("public struct Session { public TaskStruct? Ta$$sk; }")]
    [InlineData("public static class Session { public static TaskStruct? Ta$$sk; }")]
    [InlineData("public sealed class Session { private TaskStruct? _ta$$sk; public TaskStruct? Get() => _task; }")]
    [InlineData("public sealed class Session { private PidHandle? _p$$id; public void Dispose() => _pid?.Put(); }")]
    [InlineData("public abstract class Session { public abstract TaskStruct? Ta$$sk { get; } }")]
    public Task MemberThatCanNotBeConverted(string source) => Verify.OffersNothing(source);
}
