using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a parameter of a private iterator: its callers lend the pid.</summary>
public class WalkedTaskTests
{
    [Fact]
    public Task GoneThroughInTheSection() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                    {
                        foreach (var number in Numbers(task))
                            Console.WriteLine(number);
                    }
                }
            }

            private static IEnumerable<int> Numbers(TaskStruct task)
            {
                yield return task.Pid;
                yield return {|UTR1003:task|}.Tgid;
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                    {
                        foreach (var number in Numbers(pid))
                            Console.WriteLine(number);
                    }
                }
            }

            private static IEnumerable<int> Numbers(PidHandle pid)
            {
                int pid2;
                using (Rcu.EnterReadScope())
                {
                    pid2 = (pid.Task() ?? throw new InvalidOperationException("The task is gone.")).Pid;
                }
                yield return pid2;
                int tgid;
                using (Rcu.EnterReadScope())
                {
                    tgid = (pid.Task() ?? throw new InvalidOperationException("The task is gone.")).Tgid;
                }
                yield return tgid;
            }
        }

        """);

    [Fact]
    public Task GoneThroughBehindTheSection() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid, Action next)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                if (task is null)
                {
                    Rcu.ReadUnlock();
                    return;
                }

                foreach (var number in Numbers(task))
                {
                    Console.WriteLine(number);
                    if (number == 0)
                        break;
                }

                Rcu.ReadUnlock();
            }

            private IEnumerable<int> Numbers(TaskStruct task)
            {
                for (var i = 0; i < 2; i++)
                {
                    Console.WriteLine({|UTR1003:task|}.Comm);
                    yield return i;
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Print(PidHandle pid, Action next)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                if (task is null)
                {
                    Rcu.ReadUnlock();
                    return;
                }

                foreach (var number in Numbers(pid))
                {
                    Console.WriteLine(number);
                    if (number == 0)
                        break;
                }

                Rcu.ReadUnlock();
            }

            private IEnumerable<int> Numbers(PidHandle pid)
            {
                for (var i = 0; i < 2; i++)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
                    yield return i;
                }
            }
        }

        """);

    [Fact]
    public Task LookedUpInTheCall() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                foreach (var text in Texts(pid.Task(), 2))
                    Console.WriteLine(text);
            }

            private static IEnumerable<string> Texts(TaskStruct? task, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    yield return {|UTR1003:task|}?.Comm ?? "none";
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                foreach (var text in Texts(pid, 2))
                    Console.WriteLine(text);
            }

            private static IEnumerable<string> Texts(PidHandle pid, int count)
            {
                for (var i = 0; i < count; i++)
                {
                    string comm;
                    using (Rcu.EnterReadScope())
                    {
                        comm = pid.Task()?.Comm ?? "none";
                    }
                    yield return comm;
                }
            }
        }

        """);

    [Fact]
    public Task KeptAndGoneThroughLater() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public IEnumerable<int>? Of(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is not { } task)
                        return null;
                    return Numbers(task);
                }
            }

            private static IEnumerable<int> Numbers(TaskStruct task)
            {
                yield return task.Pid;
                yield return {|UTR1003:task|}.Tgid;
            }
        }

        """);

    [Fact]
    public Task PidIsPutInTheLoop() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Print([Owned] PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } task)
                    {
                        foreach (var number in Numbers(task))
                        {
                            pid.Put();
                            return;
                        }
                    }
                }

                pid.Put();
            }

            private static IEnumerable<int> Numbers(TaskStruct task)
            {
                yield return task.Pid;
                yield return {|UTR1003:task|}.Tgid;
            }
        }

        """);

    [Fact]
    public Task NoPidAtHand() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Print(TaskStruct task)
            {
                foreach (var number in Numbers(task))
                    Console.WriteLine(number);
            }

            private static IEnumerable<int> Numbers(TaskStruct task)
            {
                yield return task.Pid;
                yield return {|UTR1003:task|}.Tgid;
            }
        }

        """);

    [Fact]
    public Task TestedForNull() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    foreach (var number in Numbers(pid.Task()))
                        Console.WriteLine(number);
                }
            }

            private static IEnumerable<int> Numbers(TaskStruct? task)
            {
                yield return 1;
                if (task is not null)
                    yield return {|UTR1003:task|}.Tgid;
            }
        }

        """);

    [Fact]
    public Task Public() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public static IEnumerable<int> Numbers(TaskStruct task)
            {
                yield return task.Pid;
                yield return {|UTR1003:task|}.Tgid;
            }
        }

        """);
}
