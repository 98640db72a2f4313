using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on collections of tasks: what is put when it is taken out, and at the end.</summary>
public class HeldCollectionCleanupTests
{
    [Fact]
    public Task CleanupThatClears() => Verify.Makes(
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];

            public void Watch(int number, TaskStruct task) => _tasks.TryAdd(number, task);

            public void Dispose()
            {
                _tasks.Clear();
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, PidHandle> _pids = [];

            public void Watch(int number, TaskStruct task)
            {
                var pid = task.GetPid();
                if (!_pids.TryAdd(number, pid))
                {
                    pid.Put();
                }
            }

            public void Dispose()
            {
                foreach (var pid in _pids.Values)
                {
                    pid.Put();
                }
                _pids.Clear();
            }
        }

        """);

    [Fact]
    public Task CleanupThatIsThere() => Verify.Makes(
        """
        public sealed class Session : IDisposable
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
            private bool _isDisposed;

            public void Watch(TaskStruct task) => _tasks.Add(task);

            public void Dispose()
            {
                if (_isDisposed)
                    return;
                _isDisposed = true;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = [];
            private bool _isDisposed;

            public void Watch(TaskStruct task) => _pids.Add(task.GetPid());

            public void Dispose()
            {
                if (_isDisposed)
                    return;
                _isDisposed = true;
                foreach (var pid in _pids)
                {
                    pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task FilledByTheConstructor() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:tasks|};

            public Session(int size)
            {
                this.tasks = new List<TaskStruct>(size);
            }

            public void Watch(TaskStruct task) => this.tasks.Add(task);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> pids;

            public Session(int size)
            {
                this.pids = new List<PidHandle>(size);
            }

            public void Watch(TaskStruct task) => this.pids.Add(task.GetPid());

            public void Dispose()
            {
                foreach (var pid in this.pids)
                {
                    pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task StaticListThatIsCleared() => Verify.Makes(
        """
        public static class Registry
        {
            private static readonly List<TaskStruct> {|UTR1003:s_tasks|} = [];

            public static void Watch(TaskStruct task) => s_tasks.Add(task);

            public static void Unload() => s_tasks.Clear();
        }

        """,
        """
        public static class Registry
        {
            private static readonly List<PidHandle> s_pids = [];

            public static void Watch(TaskStruct task) => s_pids.Add(task.GetPid());

            public static void Unload()
            {
                foreach (var pid in s_pids)
                {
                    pid.Put();
                }
                s_pids.Clear();
            }
        }

        """);

    [Fact]
    public Task StackOfTasks() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly Stack<TaskStruct> {|UTR1003:_tasks|} = new();

            public void Push(TaskStruct task) => _tasks.Push(task);

            public int Top()
            {
                TaskStruct task = _tasks.Peek();
                return task.Pid;
            }

            public int Pop()
            {
                TaskStruct task = _tasks.Pop();
                return task.Pid;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Stack<PidHandle> _pids = new();

            public void Push(TaskStruct task) => _pids.Push(task.GetPid());

            public int Top()
            {
                PidHandle pid = _pids.Peek();
                using (Rcu.EnterReadScope())
                {
                    TaskStruct task = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return task.Pid;
                }
            }

            public int Pop()
            {
                using PidHandle pid = _pids.Pop();
                using (Rcu.EnterReadScope())
                {
                    TaskStruct task = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return task.Pid;
                }
            }

            public void Dispose()
            {
                foreach (PidHandle pid in _pids)
                {
                    pid.Put();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var session = new Session();
        using var cleanup = (object)session as IDisposable;
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                { session.Push(task); session.Push(task); }
        }
        reap();
        session.Top();
        reap();
        session.Pop();
        """);

    [Fact]
    public Task ElementGoesOnToAnotherCollection() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];
            private readonly Queue<TaskStruct> {|UTR1003:_queue|} = new();
            public void Move(int n)
            {
                if (_tasks.TryGetValue(n, out var task))
                    _queue.Enqueue(task);
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, PidHandle> _pids = [];
            private readonly Queue<PidHandle> _queue = new();
            public void Move(int n)
            {
                if (_pids.TryGetValue(n, out var pid))
                    _queue.Enqueue(pid.Get());
            }

            public void Dispose()
            {
                foreach (var pid in _queue)
                {
                    pid.Put();
                }
                foreach (var pid in _pids.Values)
                {
                    pid.Put();
                }
            }
        }

        """);
}
