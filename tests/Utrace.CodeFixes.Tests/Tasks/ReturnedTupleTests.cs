using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a tuple with a task that a private method returns.</summary>
public class ReturnedTupleTests
{
    [Fact]
    public Task TakenApart() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var (task, count) = FindTask(pid);
                if (task is null)
                    return;
                Console.WriteLine(task.Comm);
                Console.WriteLine(count);
            }

            private static (TaskStruct? Task, int Count) FindTask(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return ({|UTR1003:pid.Task()|}, 1);
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var (pid2, count) = FindTask(pid);
                using var held = pid2;
                using (Rcu.EnterReadScope())
                {
                    var task = pid2?.Task();
                    if (task is null)
                        return;
                    Console.WriteLine(task.Comm);
                }
                Console.WriteLine(count);
            }

            private static (PidHandle? Pid, int Count) FindTask(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return (pid.Task()?.GetPid(), 1);
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);

    [Fact]
    public Task KeptInALocal() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var seen = Find(pid);
                Console.WriteLine(seen.Parent?.Comm);
                Console.WriteLine(seen.Count);
                var other = Find(pid);
                Console.WriteLine(other.Parent?.Pid);
            }

            private (TaskStruct? Parent, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is not { } task)
                        return default;
                    return (Parent: {|UTR1003:task.RealParent|}, Count: 1);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var seen = Find(pid);
                using var held = seen.Parent;
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(seen.Parent?.Task()?.Comm);
                }
                Console.WriteLine(seen.Count);
                var other = Find(pid);
                using var held2 = other.Parent;
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(other.Parent?.Task()?.Pid);
                }
            }

            private (PidHandle? Parent, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is not { } task)
                        return default;
                    return (Parent: task.RealParent?.GetPid(), Count: 1);
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);

    [Fact]
    public Task ElementWithoutAName() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public int Count(PidHandle pid)
            {
                var (task, count) = Find(pid);
                return task?.Tgid ?? count;
            }

            private static (TaskStruct?, int) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Number == 0 ? default((TaskStruct?, int)) : (pid.Task(), 1)|};
            }
        }

        """);

    [Fact]
    public Task Discarded() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var (_, count) = Find(pid);
                Console.WriteLine(count);
            }

            private static (TaskStruct? Task, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return ({|UTR1003:pid.Task()|}, 1);
            }
        }

        """);

    [Fact]
    public Task HandedOnWhole() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var seen = Find(pid);
                Console.WriteLine(seen);
            }

            private static (TaskStruct? Task, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return ({|UTR1003:pid.Task()|}, 1);
            }
        }

        """);

    [Fact]
    public Task ReadAtOnce() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public int? Run(PidHandle pid) => Find(pid).Count;

            private static (TaskStruct? Task, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return ({|UTR1003:pid.Task()|}, 1);
            }
        }

        """);

    [Fact]
    public Task OtherElementIsCalledFor() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var (task, count) = Find(pid);
                Console.WriteLine(task?.Comm);
                Console.WriteLine(count);
            }

            private static (TaskStruct? Task, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return ({|UTR1003:pid.Task()|}, int.Parse("1"));
            }
        }

        """);

    [Fact]
    public Task ReturnedWhenTheSectionIsOver() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var (task, count) = Find(pid);
                Console.WriteLine(task is null);
            }

            private static (TaskStruct? Task, int Count) Find(PidHandle pid)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                Rcu.ReadUnlock();
                return ({|UTR1002:task|}, 1);
            }
        }

        """);

    [Fact]
    public Task Public() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public (TaskStruct? Task, int Count) Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return ({|UTR1003:pid.Task()|}, 1);
            }
        }

        """);
}
