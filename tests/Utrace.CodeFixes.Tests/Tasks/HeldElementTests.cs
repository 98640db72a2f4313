using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on collections of tasks: elements that are walked over, searched and handed out.</summary>
public class HeldElementTests
{
    [Fact]
    public Task DictionaryIsWalkedOver() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_byNumber|} = new Dictionary<int, TaskStruct>();

            public void Watch(int number, TaskStruct task) => _byNumber.Add(number, task);

            public void Print()
            {
                foreach (var (number, task) in _byNumber)
                    Console.WriteLine($"{number}: {task.Comm}");
                foreach (var entry in _byNumber)
                {
                    Console.WriteLine(entry.Key);
                    Console.WriteLine(entry.Value.Comm);
                }
                foreach (TaskStruct task in _byNumber.Values)
                    Console.WriteLine(task.Tgid);
            }

            public int Exiting() => _byNumber.Values.Count(task => task.IsExiting);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Dictionary<int, PidHandle> _byNumber = new Dictionary<int, PidHandle>();

            public void Watch(int number, TaskStruct task) => _byNumber.Add(number, task.GetPid());

            public void Print()
            {
                foreach (var (number, pid) in _byNumber)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } task)
                        {
                            Console.WriteLine($"{number}: {task.Comm}");
                        }
                    }
                }
                foreach (var entry in _byNumber)
                {
                    Console.WriteLine(entry.Key);
                    using (Rcu.EnterReadScope())
                    {
                        if (entry.Value.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
                }
                foreach (PidHandle pid in _byNumber.Values)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } task)
                        {
                            Console.WriteLine(task.Tgid);
                        }
                    }
                }
            }

            public int Exiting()
            {
                using (Rcu.EnterReadScope())
                {
                    return _byNumber.Values.Select(pid => pid.Task()).OfType<TaskStruct>().Count(task => task.IsExiting);
                }
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
                session.Watch(target, task);
        }
        reap();
        session.Print();
        reap();
        session.Exiting();
        """);

    [Fact]
    public Task ListThatIsSearched() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = new();

            public void Add(TaskStruct task) => _tasks.Add(task);

            public bool Knows(int number) => _tasks.Any(task => task.Pid == number);

            public bool KnowsGroup(int number) => _tasks.Exists(task => task.Tgid == number);

            public List<string> Names()
            {
                return _tasks.Where(task => !task.IsExiting).Select(task => task.Comm).ToList();
            }

            public bool Contains(TaskStruct task) => _tasks.Contains(task);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = new();

            public void Add(TaskStruct task) => _pids.Add(task.GetPid());

            public bool Knows(int number)
            {
                using (Rcu.EnterReadScope())
                {
                    return _pids.Select(pid => pid.Task()).OfType<TaskStruct>().Any(task => task.Pid == number);
                }
            }

            public bool KnowsGroup(int number)
            {
                using (Rcu.EnterReadScope())
                {
                    return _pids.Select(pid => pid.Task()).OfType<TaskStruct>().Any(task => task.Tgid == number);
                }
            }

            public List<string> Names()
            {
                using (Rcu.EnterReadScope())
                {
                    return _pids.Select(pid => pid.Task()).OfType<TaskStruct>().Where(task => !task.IsExiting).Select(task => task.Comm).ToList();
                }
            }

            public bool Contains(TaskStruct task)
            {
                using (Rcu.EnterReadScope())
                {
                    return _pids.Select(pid => pid.Task()).OfType<TaskStruct>().Contains(task);
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

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var session = new Session();
        using var cleanup = (object)session as IDisposable;
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                session.Add(task);
        }
        reap();
        session.Knows(target);
        reap();
        session.KnowsGroup(target);
        reap();
        session.Names();
        """);

    [Fact]
    public Task ValueOfAConditionThatHandsOut() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];

            public void Watch(int number, TaskStruct task) => _tasks[number] = task;

            public int TgidOf(int number) => _tasks.TryGetValue(number, out var task) ? task.Tgid : 0;

            public void Print(int number)
            {
                if (_tasks.TryGetValue(number, out var task))
                {
                    Console.WriteLine(task.Tgid);
                    Console.WriteLine(task.Comm);
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

            public int TgidOf(int number)
            {
                using (Rcu.EnterReadScope())
                {
                    return _pids.TryGetValue(number, out var pid) ? (pid.Task() ?? throw new InvalidOperationException("The task is gone.")).Tgid : 0;
                }
            }

            public void Print(int number)
            {
                if (_pids.TryGetValue(number, out var pid))
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } task)
                        {
                            Console.WriteLine(task.Tgid);
                            Console.WriteLine(task.Comm);
                        }
                    }
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

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var session = new Session();
        using var cleanup = (object)session as IDisposable;
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                { session.Watch(target, task); session.Watch(target, task); }
        }
        reap();
        session.TgidOf(target);
        reap();
        session.Print(target);
        """);
}
