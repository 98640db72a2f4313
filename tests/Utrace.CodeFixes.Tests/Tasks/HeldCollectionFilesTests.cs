using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on collections of tasks that several files, or projects, use.</summary>
public class HeldCollectionFilesTests
{
    [Fact]
    public Task TypeInTwoFiles() => Verify.Makes(
        [
            ("Session.cs", """
                public sealed partial class Session
                {
                    private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
                }

                """),
            ("Session.Watching.cs", """
                public sealed partial class Session : IDisposable
                {
                    public void Watch(TaskStruct task) => _tasks.Add(task);

                    public void Dispose() => Console.WriteLine("done");
                }

                """),
        ],
        [
            ("Session.cs", """
                public sealed partial class Session
                {
                    private readonly List<PidHandle> _pids = [];
                }

                """),
            ("Session.Watching.cs", """
                public sealed partial class Session : IDisposable
                {
                    public void Watch(TaskStruct task) => _pids.Add(task.GetPid());

                    public void Dispose()
                    {
                        Console.WriteLine("done");
                        foreach (var pid in _pids)
                        {
                            pid.Put();
                        }
                    }
                }

                """),
        ]);

    [Fact]
    public Task LibraryAndItsUser() => Verify.MakesAcrossProjects(
        """
        public sealed class Session
        {
            public Dictionary<int, TaskStruct> {|UTR1003:Tasks|} { get; } = [];
        }

        """,
        """
        public static class Watcher
        {
            public static void Watch(Session session, TaskStruct task) => session.Tasks[task.Pid] = task;
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            public Dictionary<int, PidHandle> Pids { get; } = [];

            public void Dispose()
            {
                foreach (var pid in Pids.Values)
                {
                    pid.Put();
                }
            }
        }

        """,
        """
        public static class Watcher
        {
            public static void Watch(Session session, TaskStruct task)
            {
                if (session.Pids.Remove(task.Pid, out var pid))
                {
                    pid.Put();
                }
                session.Pids[task.Pid] = task.GetPid();
            }
        }

        """);

    [Fact]
    public Task TwoCollectionsAndAFieldOfOneType() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
            private readonly Queue<TaskStruct> {|UTR1003:_waiting|} = new();
            private TaskStruct? {|UTR1003:_leader|};

            public void Watch(TaskStruct task)
            {
                _tasks.Add(task);
                _waiting.Enqueue(task);
                _leader = task;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = [];
            private readonly Queue<PidHandle> _waiting = new();
            private PidHandle? _leader;

            public void Watch(TaskStruct task)
            {
                _pids.Add(task.GetPid());
                _waiting.Enqueue(task.GetPid());
                _leader?.Put();
                _leader = task.GetPid();
            }

            public void Dispose()
            {
                foreach (var pid in _pids)
                {
                    pid.Put();
                }
                foreach (var pid in _waiting)
                {
                    pid.Put();
                }
                _leader?.Put();
            }
        }

        """);

    [Fact]
    public Task BracesThatHangAndSpelledTypes() => Verify.Makes(
        """
        public sealed class Session {
          private readonly List<TaskStruct> {|UTR1003:tasks|} = new List<TaskStruct>();

          public void Watch(TaskStruct task) {
            this.tasks.Add(task);
          }

          public void Print() {
            foreach (TaskStruct task in this.tasks) {
              string name = task.Comm;
              Console.WriteLine(name);
            }
            TaskStruct first = this.tasks[0];
            Console.WriteLine(first.Pid);
          }
        }

        """,
        """
        public sealed class Session : IDisposable {
          private readonly List<PidHandle> pids = new List<PidHandle>();

          public void Watch(TaskStruct task) {
            this.pids.Add(task.GetPid());
          }

          public void Print() {
            foreach (PidHandle pid in this.pids) {
              string name;
              using (Rcu.EnterReadScope()) {
                TaskStruct task = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                name = task.Comm;
              }
              Console.WriteLine(name);
            }
            using (Rcu.EnterReadScope()) {
              TaskStruct task2 = this.pids[0].Task() ?? throw new InvalidOperationException("The task is gone.");
              TaskStruct first = task2;
              Console.WriteLine(first.Pid);
            }
          }

          public void Dispose() {
            foreach (PidHandle pid in this.pids) {
              pid.Put();
            }
          }
        }

        """);
}
