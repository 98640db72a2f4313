using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on collections of tasks: loops, locks and queries around each other.</summary>
public class HeldElementLoopTests
{
    [Fact]
    public Task LoopByIndex() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
            public void Add(TaskStruct task) => _tasks.Add(task);
            public void Print()
            {
                for (int i = 0; i < _tasks.Count; i++)
                {
                    Console.WriteLine(_tasks[i].Comm);
                    Console.WriteLine(_tasks[i].Pid);
                }
                for (int i = _tasks.Count - 1; i >= 0; i--)
                {
                    if (_tasks[i].IsExiting)
                        _tasks.RemoveAt(i);
                }
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = [];
            public void Add(TaskStruct task) => _pids.Add(task.GetPid());
            public void Print()
            {
                for (int i = 0; i < _pids.Count; i++)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (_pids[i].Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                            Console.WriteLine(task.Pid);
                        }
                    }
                }
                for (int i = _pids.Count - 1; i >= 0; i--)
                {
                    bool isExiting;
                    using (Rcu.EnterReadScope())
                    {
                        isExiting = (_pids[i].Task() ?? throw new InvalidOperationException("The task is gone.")).IsExiting;
                    }
                    if (isExiting)
                    {
                        _pids[i].Put();
                        _pids.RemoveAt(i);
                    }
                }
            }

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
    public Task ContinueInALoop() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];
            public void Add(TaskStruct task) => _tasks[task.Pid] = task;
            public int Sum()
            {
                var sum = 0;
                foreach (var (number, task) in _tasks)
                {
                    if (task.IsExiting)
                        continue;
                    sum += task.Tgid;
                    if (sum > 100)
                        break;
                }
                return sum;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, PidHandle> _pids = [];
            public void Add(TaskStruct task)
            {
                if (_pids.Remove(task.Pid, out var pid))
                {
                    pid.Put();
                }
                _pids[task.Pid] = task.GetPid();
            }
            public int Sum()
            {
                var sum = 0;
                foreach (var (number, pid) in _pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                        if (task.IsExiting)
                            continue;
                        sum += task.Tgid;
                    }
                    if (sum > 100)
                        break;
                }
                return sum;
            }

            public void Dispose()
            {
                foreach (var pid in _pids.Values)
                {
                    pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task InsideALock() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly object _lock = new();
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];
            public void Add(TaskStruct task) { lock (_lock) _tasks[task.Pid] = task; }
            public void Stop(UtraceEngine engine, int n)
            {
                lock (_lock)
                {
                    if (!_tasks.TryGetValue(n, out var task))
                        return;
                    _ = engine.Control(task, ResumeAction.Stop);
                }
            }
            public string[] Names() { lock (_lock) return _tasks.Values.OrderBy(t => t.Pid).Select(t => t.Comm).ToArray(); }
            public bool Any() => _tasks.Values.Any();
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly object _lock = new();
            private readonly Dictionary<int, PidHandle> _pids = [];
            public void Add(TaskStruct task)
            {
                lock (_lock)
                {
                    if (_pids.Remove(task.Pid, out var pid))
                    {
                        pid.Put();
                    }
                    _pids[task.Pid] = task.GetPid();
                }
            }
            public void Stop(UtraceEngine engine, int n)
            {
                lock (_lock)
                {
                    if (!_pids.TryGetValue(n, out var pid))
                        return;
                    _ = engine.Control(pid, ResumeAction.Stop);
                }
            }
            public string[] Names()
            {
                lock (_lock)
                {
                    using (Rcu.EnterReadScope())
                    {
                        return _pids.Values.Select(pid => pid.Task()).OfType<TaskStruct>().OrderBy(t => t.Pid).Select(t => t.Comm).ToArray();
                    }
                }
            }
            public bool Any() => _pids.Values.Any();

            public void Dispose()
            {
                foreach (var pid in _pids.Values)
                {
                    pid.Put();
                }
            }
        }

        """);

    [Fact]
    public Task QueriesAroundALoop() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
            public int Sum()
            {
                var max = _tasks.Max(t => t.Pid);
                foreach (var task in _tasks)
                    if (task.Pid == max)
                        return task.Tgid;
                return _tasks.Where(t => t.Pid == max).Select(t => t.Tgid).FirstOrDefault();
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = [];
            public int Sum()
            {
                int max;
                using (Rcu.EnterReadScope())
                {
                    max = _pids.Select(pid => pid.Task()).OfType<TaskStruct>().Max(t => t.Pid);
                }
                foreach (var pid3 in _pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid3.Task() ?? throw new InvalidOperationException("The task is gone.");
                        if (task.Pid == max)
                            return task.Tgid;
                    }
                }
                using (Rcu.EnterReadScope())
                {
                    return _pids.Select(pid2 => pid2.Task()).OfType<TaskStruct>().Where(t => t.Pid == max).Select(t => t.Tgid).FirstOrDefault();
                }
            }

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
    public Task LoopThatYields() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = new();

            public IEnumerable<int> Pids()
            {
                foreach (var task in _tasks)
                    yield return task.Pid;
            }

            public void Add(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    if (pid.Task() is { } task)
                        _tasks.Add(task);
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = new();

            public IEnumerable<int> Pids()
            {
                foreach (var pid in _pids)
                {
                    int pid2;
                    using (Rcu.EnterReadScope())
                    {
                        pid2 = (pid.Task() ?? throw new InvalidOperationException("The task is gone.")).Pid;
                    }
                    yield return pid2;
                }
            }

            public void Add(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    if (pid.Task() is { } task)
                        _pids.Add(task.GetPid());
            }

            public void Dispose()
            {
                foreach (var pid in _pids)
                {
                    pid.Put();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var session = new Session();
        session.Add(pid);
        reap();
        try
        {
            foreach (var number in session.Pids())
                reap();
        }
        finally
        {
            ((object)session as IDisposable)?.Dispose();
        }
        """);
}
