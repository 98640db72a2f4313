using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a dictionary of tasks.</summary>
public class HeldMapTests
{
    [Fact]
    public Task DictionaryByNumber() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_byNumber|} = [];

            public void Watch(TaskStruct task)
            {
                _byNumber[task.Pid] = task;
            }

            public void WatchNew(int number, TaskStruct task)
            {
                _byNumber.Add(number, task);
            }

            public string? NameOf(int number)
            {
                if (!_byNumber.TryGetValue(number, out var task))
                    return null;
                return task.Comm;
            }

            public void Forget(int number) => _byNumber.Remove(number);

            public bool TryForget(int number) => _byNumber.Remove(number);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, PidHandle> _byNumber = [];

            public void Watch(TaskStruct task)
            {
                if (_byNumber.Remove(task.Pid, out var pid))
                {
                    pid.Put();
                }
                _byNumber[task.Pid] = task.GetPid();
            }

            public void WatchNew(int number, TaskStruct task)
            {
                _byNumber.Add(number, task.GetPid());
            }

            public string? NameOf(int number)
            {
                if (!_byNumber.TryGetValue(number, out var pid))
                    return null;
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return task.Comm;
                }
            }

            public void Forget(int number)
            {
                if (_byNumber.Remove(number, out var pid))
                {
                    pid.Put();
                }
            }

            public bool TryForget(int number)
            {
                if (!_byNumber.Remove(number, out var pid))
                {
                    return false;
                }
                pid.Put();
                return true;
            }

            public void Dispose()
            {
                foreach (var pid in _byNumber.Values)
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
                session.Watch(task);
        }
        reap();
        session.NameOf(target);
        reap();
        session.Forget(target);
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                session.WatchNew(target, task);
        }
        session.TryForget(target);
        session.TryForget(target);
        """);

    [Fact]
    public Task RemovalAsCondition() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];

            public void Watch(int number, TaskStruct task) => _tasks[number] = task;

            public void Forget(int number)
            {
                if (_tasks.Remove(number))
                    Console.WriteLine("gone");
            }

            public void MustForget(int number)
            {
                if (!_tasks.Remove(number))
                    throw new InvalidOperationException();
                Console.WriteLine("gone");
            }

            public void Drop(int number)
            {
                if (_tasks.Remove(number, out _))
                {
                    Console.WriteLine("gone");
                }
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, PidHandle> _pids = [];

            public void Watch(int number, TaskStruct task)
            {
                if (_pids.Remove(number, out var pid))
                {
                    pid.Put();
                }
                _pids[number] = task.GetPid();
            }

            public void Forget(int number)
            {
                if (_pids.Remove(number, out var pid))
                {
                    pid.Put();
                    Console.WriteLine("gone");
                }
            }

            public void MustForget(int number)
            {
                if (!_pids.Remove(number, out var pid))
                    throw new InvalidOperationException();
                pid.Put();
                Console.WriteLine("gone");
            }

            public void Drop(int number)
            {
                if (_pids.Remove(number, out var pid))
                {
                    pid.Put();
                    Console.WriteLine("gone");
                }
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
    public Task SortedByNumber() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly SortedDictionary<int, TaskStruct> {|UTR1003:_tasks|} = new();

            public void Watch(int number, TaskStruct task) => _tasks[number] = task;

            public void Forget(int number)
            {
                _tasks.Remove(number);
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly SortedDictionary<int, PidHandle> _pids = new();

            public void Watch(int number, TaskStruct task)
            {
                if (_pids.TryGetValue(number, out var pid))
                {
                    _pids.Remove(number);
                    pid.Put();
                }
                _pids[number] = task.GetPid();
            }

            public void Forget(int number)
            {
                if (_pids.TryGetValue(number, out var pid))
                {
                    _pids.Remove(number);
                    pid.Put();
                }
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
}
