using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on an out parameter of a private method: it hands the pid out, and its callers put it.</summary>
public class HandedOutTaskTests
{
    [Fact]
    public Task TriedAndTested() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                if (!TryFind(pid, out var task))
                    return;
                Console.WriteLine(task.Comm);
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
                if (!TryFind(pid, out var pid2))
                    return;
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid2.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
                }
                finally
                {
                    pid2.Put();
                }
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                    pid2 = pid.Task()?.GetPid();
                return pid2 is not null;
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
    public Task HandedOutInABlockWithItsType() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindTask(pid, out TaskStruct? task);
                Console.WriteLine(task?.Comm);
            }

            private void FindTask(PidHandle pid, out TaskStruct? task)
            {
                task = null;
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } found)
                        task = {|UTR1003:found.RealParent|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindPid(pid, out PidHandle? pid2);
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

            private void FindPid(PidHandle pid, out PidHandle? pid2)
            {
                pid2 = null;
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } found)
                        pid2 = found.RealParent?.GetPid();
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
    public Task TwoCallersInOneMethodAndAName() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                Find(pid, out var task);
                Find(other, task: out var second);
                Console.WriteLine(task?.Comm);
                Console.WriteLine(second?.Comm);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using var scope = Rcu.EnterReadScope();
                task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                Find(pid, out var pid2);
                try
                {
                    Find(other, pid2: out var second);
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            Console.WriteLine(pid2?.Task()?.Comm);
                        }
                        using (Rcu.EnterReadScope())
                        {
                            Console.WriteLine(second?.Task()?.Comm);
                        }
                    }
                    finally
                    {
                        second?.Put();
                    }
                }
                finally
                {
                    pid2?.Put();
                }
            }

            private static void Find(PidHandle pid, out PidHandle? pid2)
            {
                using var scope = Rcu.EnterReadScope();
                pid2 = pid.Task()?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid, pid);
        """);

    [Fact]
    public Task PassedToAnEngine() => Verify.Makes(
        """
        public sealed class Module(UtraceEngine engine)
        {
            public Errno Stop(PidHandle pid)
            {
                Find(pid, out var task);
                return engine.Control(task, ResumeAction.Stop);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module(UtraceEngine engine)
        {
            public Errno Stop(PidHandle pid)
            {
                Find(pid, out var pid2);
                try
                {
                    return engine.Control(pid2?.Task(), ResumeAction.Stop);
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

        """);
}
