using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on an out parameter: how often the caller fills the local that takes the pid.</summary>
public class HandedOutTaskLocalTests
{
    [Fact]
    public Task IntoALocalThatIsThereBefore() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                TaskStruct? task;
                Find(pid, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                PidHandle? pid2;
                Find(pid, out pid2);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
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
    public Task LocalThatIsFilledTwice() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                TaskStruct? task;
                Find(pid, out task);
                Console.WriteLine(task?.Comm);
                Find(other, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task LocalThatIsFilledUnderACondition() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, bool really)
            {
                TaskStruct? task = null;
                if (really)
                    Find(pid, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, bool really)
            {
                PidHandle? pid2 = null;
                try
                {
                    if (really)
                        Find(pid, out pid2);
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        module.Run(pid, false);
        reap();
        module.Run(pid, true);
        """);

    [Fact]
    public Task LocalThatIsFilledInALoop() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                TaskStruct? task = null;
                foreach (var pid in pids)
                    Find(pid, out task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task CalledInALoopCondition() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                while (TryFind(pid, out var task))
                {
                    Console.WriteLine(task.Comm);
                    Thread.Sleep(1);
                }
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
                return task is not null;
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                while (TryFind(pid, out var pid2))
                {
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid2.Task() is { } task)
                            {
                                Console.WriteLine(task.Comm);
                            }
                        }
                        Thread.Sleep(1);
                    }
                    finally
                    {
                        pid2.Put();
                    }
                }
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
                return pid2 is not null;
            }
        }

        """);
}
