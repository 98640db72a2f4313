using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on arrays, queues, stacks, sets and static lists of tasks.</summary>
public class HeldSequenceTests
{
    [Fact]
    public Task ArrayOfSlots() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly TaskStruct?[] {|UTR1003:_slots|} = new TaskStruct?[4];

            public void Set(int slot, TaskStruct task) => _slots[slot] = task;

            public void Free(int slot)
            {
                _slots[slot] = null;
            }

            public bool IsFree(int slot) => _slots[slot] is null;

            public int? PidOf(int slot) => _slots[slot]?.Pid;

            public Errno Stop(UtraceEngine engine, int slot) => engine.Control(_slots[slot], ResumeAction.Stop);
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly PidHandle?[] _slots = new PidHandle?[4];

            public void Set(int slot, TaskStruct task)
            {
                _slots[slot]?.Put();
                _slots[slot] = task.GetPid();
            }

            public void Free(int slot)
            {
                _slots[slot]?.Put();
                _slots[slot] = null;
            }

            public bool IsFree(int slot) => _slots[slot] is null;

            public int? PidOf(int slot)
            {
                using (Rcu.EnterReadScope())
                {
                    return _slots[slot]?.Task()?.Pid;
                }
            }

            public Errno Stop(UtraceEngine engine, int slot) => engine.Control(_slots[slot]?.Task(), ResumeAction.Stop);

            public void Dispose()
            {
                foreach (var pid in _slots)
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
        reap();
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                session.Set(1, task);
        }
        reap();
        session.PidOf(1);
        reap();
        session.Free(1);
        reap();
        session.PidOf(1);
        """);

    [Fact]
    public Task QueueOfTasks() => Verify.Mends(
        """
        public sealed class Session
        {
            private readonly Queue<TaskStruct> {|UTR1003:_waiting|} = new();

            public void Enqueue(TaskStruct task) => _waiting.Enqueue(task);

            public void Print()
            {
                var task = _waiting.Dequeue();
                Console.WriteLine(task.Comm);
                Console.WriteLine(task.Pid);
            }

            public void Skip()
            {
                _waiting.Dequeue();
            }

            public int Next()
            {
                if (!_waiting.TryPeek(out var next))
                    return 0;
                return next.Pid;
            }
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly Queue<PidHandle> _waiting = new();

            public void Enqueue(TaskStruct task) => _waiting.Enqueue(task.GetPid());

            public void Print()
            {
                using var pid = _waiting.Dequeue();
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                    {
                        Console.WriteLine(task.Comm);
                        Console.WriteLine(task.Pid);
                    }
                }
            }

            public void Skip()
            {
                _waiting.Dequeue().Put();
            }

            public int Next()
            {
                if (!_waiting.TryPeek(out var next))
                    return 0;
                using (Rcu.EnterReadScope())
                {
                    var task = next.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return task.Pid;
                }
            }

            public void Dispose()
            {
                foreach (var pid in _waiting)
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
                { session.Enqueue(task); session.Enqueue(task); session.Enqueue(task); }
        }
        reap();
        session.Next();
        reap();
        session.Print();
        reap();
        session.Skip();
        """);

    [Fact]
    public Task SetOfTasks() => Verify.Makes(
        """
        public sealed class Session
        {
            private readonly HashSet<TaskStruct> {|UTR1003:_seen|} = [];

            public void See(TaskStruct task)
            {
                _seen.Add(task);
            }

            public void Forget(TaskStruct task) => _seen.Remove(task);

            public int Count() => _seen.Count();
        }

        """,
        """
        public sealed class Session : IDisposable
        {
            private readonly HashSet<PidHandle> _seen = [];

            public void See(TaskStruct task)
            {
                var pid = task.GetPid();
                if (!_seen.Add(pid))
                {
                    pid.Put();
                }
            }

            public void Forget(TaskStruct task)
            {
                using (var pid = task.GetPid())
                {
                    if (_seen.TryGetValue(pid, out var held))
                    {
                        _seen.Remove(held);
                        held.Put();
                    }
                }
            }

            public int Count() => _seen.Count();

            public void Dispose()
            {
                foreach (var pid in _seen)
                {
                    pid.Put();
                }
            }
        }

        """);
}
