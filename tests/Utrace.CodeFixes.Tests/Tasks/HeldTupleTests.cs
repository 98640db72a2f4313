using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a tuple with a task in it: the element becomes a pid.</summary>
public class HeldTupleTests
{
    [Fact]
    public Task AssignedAsAWhole() => Verify.Mends(
        """
        public sealed class Module
        {
            private (TaskStruct? Task, int Count) {|UTR1003:_seen|};

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    _seen = (pid.Task(), _seen.Count + 1);
            }

            public int? Get() => _seen.Task?.Pid;

            public int Count() => _seen.Count;
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private (PidHandle? Pid, int Count) _seen;

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    _seen.Pid?.Put();
                    _seen = (pid.Get(), _seen.Count + 1);
                }
            }

            public int? Get()
            {
                using (Rcu.EnterReadScope())
                {
                    return _seen.Pid?.Task()?.Pid;
                }
            }

            public int Count() => _seen.Count;

            public void Dispose()
            {
                _seen.Pid?.Put();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        module.Watch(pid);
        reap();
        module.Get();
        module.Watch(pid);
        reap();
        module.Get();
        ((object)module as IDisposable)?.Dispose();
        """);

    [Fact]
    public Task AssignedByItsElementAndReset() => Verify.Mends(
        """
        public sealed class Module : IDisposable
        {
            private (int Count, TaskStruct? LastTask) {|UTR1003:seen|};

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                    {
                        this.seen.LastTask = task.RealParent;
                        this.seen.Count++;
                    }
                }
            }

            public void Print()
            {
                if (this.seen.LastTask is not null)
                    Console.WriteLine(this.seen.LastTask.Comm);
            }

            public void Dispose() => this.seen = default;
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private (int Count, PidHandle? LastPid) seen;

            public void Watch(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                    {
                        this.seen.LastPid?.Put();
                        this.seen.LastPid = task.RealParent?.GetPid();
                        this.seen.Count++;
                    }
                }
            }

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    var task = this.seen.LastPid?.Task();
                    if (task is not null)
                        Console.WriteLine(task.Comm);
                }
            }

            public void Dispose()
            {
                this.seen.LastPid?.Put();
                this.seen = default;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var module = new Module();
        module.Watch(pid);
        reap();
        module.Print();
        module.Watch(pid);
        reap();
        module.Print();
        """);

    [Fact]
    public Task NamedLiteral() => Verify.Makes(
        """
        public class Module
        {
            public (TaskStruct? Task, string? Name) {|UTR1003:Last|} { get; private set; } = (null, null);

            public void Watch(TaskStruct task) => Last = (Task: task, Name: task.Comm);

            public bool IsAlive(UtraceEngine engine) => engine.SetEvents(Last.Task, UtraceEvents.Quiesce) == Errno.None;
        }

        """,
        """
        public class Module : IDisposable
        {
            public (PidHandle? Pid, string? Name) Last { get; private set; } = (null, null);

            public void Watch(TaskStruct task)
            {
                Last.Pid?.Put();
                Last = (Pid: task.GetPid(), Name: task.Comm);
            }

            public bool IsAlive(UtraceEngine engine) => engine.SetEvents(Last.Pid?.Task(), UtraceEvents.Quiesce) == Errno.None;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing)
                {
                    Last.Pid?.Put();
                }
            }
        }

        """);

    [Fact]
    public Task Unnamed() => Verify.Makes(
        """
        public sealed class Module
        {
            private (TaskStruct, int) {|UTR1003:_seen|};

            public void Watch(TaskStruct task)
            {
                _seen = (task, 1);
            }

            public void Print()
            {
                Console.WriteLine(_seen.Item1.Comm);
            }
        }

        """,
        """
        public sealed class Module : IDisposable
        {
            private (PidHandle, int) _seen;

            public void Watch(TaskStruct task)
            {
                _seen.Item1?.Put();
                _seen = (task.GetPid(), 1);
            }

            public void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    if (_seen.Item1.Task() is { } task)
                    {
                        Console.WriteLine(task.Comm);
                    }
                }
            }

            public void Dispose()
            {
                _seen.Item1?.Put();
            }
        }

        """);

    [Fact]
    public Task Copied() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private (TaskStruct? Task, int Count) {|UTR1003:_seen|};

            public int? Get()
            {
                var seen = _seen;
                return seen.Task?.Pid;
            }
        }

        """);

    [Fact]
    public Task Deconstructed() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private (TaskStruct? Task, int Count) {|UTR1003:_seen|};

            public int? Get()
            {
                var (task, _) = _seen;
                return task?.Pid;
            }
        }

        """);

    [Fact]
    public Task TwoTasks() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private (TaskStruct? Parent, TaskStruct? Child) {|UTR1003:_seen|};
        }

        """);

    [Fact]
    public Task OtherElementThatMayFail() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private (TaskStruct? Task, int Count) {|UTR1003:_seen|};

            public void Watch(TaskStruct task, string number) => _seen = (task, int.Parse(number));
        }

        """);

    [Fact]
    public Task OfAStruct() => Verify.OffersNothing(
        """
        public struct Module
        {
            private (TaskStruct? Task, int Count) {|UTR1003:_seen|};
        }

        """);

    [Fact]
    public Task ListOfTuples() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private readonly List<(TaskStruct Task, int Count)> {|UTR1003:_seen|} = [];
        }

        """);

    [Fact]
    public Task StaticThatIsReset() => Verify.Mends(
        """
        public static class Module
        {
            private static (TaskStruct? Task, int Count) {|UTR1003:s_seen|};

            public static void Load(TaskStruct task) => s_seen = (task, 1);

            public static void Unload() => s_seen = default;

            public static void Print()
            {
                if (s_seen.Task is { } task)
                    Console.WriteLine(task.Comm);
            }
        }

        """,
        """
        public static class Module
        {
            private static (PidHandle? Pid, int Count) s_seen;

            public static void Load(TaskStruct task)
            {
                s_seen.Pid?.Put();
                s_seen = (task.GetPid(), 1);
            }

            public static void Unload()
            {
                s_seen.Pid?.Put();
                s_seen = default;
            }

            public static void Print()
            {
                using (Rcu.EnterReadScope())
                {
                    if (s_seen.Pid?.Task() is { } task)
                        Console.WriteLine(task.Comm);
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using (Rcu.EnterReadScope())
            if (pid.Task() is { } task)
                Module.Load(task);
        reap();
        Module.Print();
        Module.Unload();
        """);

    [Fact]
    public Task FilledFromElsewhere() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private (TaskStruct? Task, int Count) {|UTR1003:_seen|};

            public void Watch((TaskStruct Task, int Count) given) => _seen = given;
        }

        """);
}
