using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a list of tasks: it becomes one of pids, and what goes is put.</summary>
public class HeldListTests
{
    [Fact]
    public Task ListThatIsFilledAndWalkedOver() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];

            public int Count => _tasks.Count;

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                        _tasks.Add(task);
                }
            }

            public void Print()
            {
                foreach (var task in _tasks)
                    Console.WriteLine(task.Comm);
            }

            public void Forget()
            {
                _tasks.Clear();
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = [];

            public int Count => _pids.Count;

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                        _pids.Add(task.GetPid());
                }
            }

            public void Print()
            {
                foreach (var pid in _pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
                }
            }

            public void Forget()
            {
                foreach (var pid in _pids)
                {
                    pid.Put();
                }
                _pids.Clear();
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
        session.Watch(pid);
        reap();
        session.Print();
        reap();
        session.Forget();
        reap();
        session.Watch(pid);
        """);

    [Fact]
    public Task ListWithElementsByIndex() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = new List<TaskStruct>(8);

            public void Set(int index, TaskStruct task)
            {
                _tasks[index] = task;
            }

            public int PidOf(int index) => _tasks[index].Pid;

            public void RemoveAt(int index) => _tasks.RemoveAt(index);

            public void Remove(TaskStruct task)
            {
                // It is over.
                _tasks.Remove(task);
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle> _pids = new List<PidHandle>(8);

            public void Set(int index, TaskStruct task)
            {
                _pids[index].Put();
                _pids[index] = task.GetPid();
            }

            public int PidOf(int index)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = _pids[index].Task() ?? throw new InvalidOperationException("The task is gone.");
                    return task.Pid;
                }
            }

            public void RemoveAt(int index)
            {
                _pids[index].Put();
                _pids.RemoveAt(index);
            }

            public void Remove(TaskStruct task)
            {
                using (var pid = task.GetPid())
                {
                    var index = _pids.IndexOf(pid);
                    if (index >= 0)
                    {
                        _pids[index].Put();
                        // It is over.
                        _pids.RemoveAt(index);
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
    public Task LookupIsAdded() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly List<TaskStruct?> {|UTR1003:_tasks|} = [];

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    _tasks.Add(pid.Task());
                    _tasks.Insert(0, pid.Task()?.RealParent);
                }
            }

            public void Print()
            {
                foreach (var task in _tasks)
                {
                    if (task is null)
                        continue;
                    Console.WriteLine(task.Pid);
                }
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly List<PidHandle?> _pids = [];

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    _pids.Add(pid.Get());
                    _pids.Insert(0, pid.Task()?.RealParent?.GetPid());
                }
            }

            public void Print()
            {
                foreach (var pid in _pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid?.Task();
                        if (task is null)
                            continue;
                        Console.WriteLine(task.Pid);
                    }
                }
            }

            public void Dispose()
            {
                foreach (var pid in _pids)
                {
                    pid?.Put();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var session = new Session();
        using var cleanup = (object)session as IDisposable;
        session.Watch(pid);
        reap();
        session.Print();
        """);

    [Fact]
    public Task PropertyWithoutSetter() => Verify.Makes(
        """
        public sealed class Session
        {
            /// <summary>Ends with the <see cref="Tasks"/>.</summary>
            public List<TaskStruct> {|UTR1003:Tasks|} { get; } = [];
        }

        public sealed class User(Session session)
        {
            public void Watch(TaskStruct task) => session.Tasks.Add(task);

            public string Name => nameof(Session.Tasks);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            /// <summary>Ends with the <see cref="Pids"/>.</summary>
            public List<PidHandle> Pids { get; } = [];

            public void Dispose()
            {
                foreach (var pid in Pids)
                {
                    pid.Put();
                }
            }
        }

        public sealed class User(Session session)
        {
            public void Watch(TaskStruct task) => session.Pids.Add(task.GetPid());

            public string Name => nameof(Session.Pids);
        }

        """);
}
