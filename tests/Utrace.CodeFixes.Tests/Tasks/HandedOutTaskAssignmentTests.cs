using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on an out parameter: how often, and with what, the method assigns it.</summary>
public class HandedOutTaskAssignmentTests
{
    [Fact]
    public Task AssignedTwice() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                Find(pid, other, out var task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, PidHandle other, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    task = {|UTR1003:pid.Task()|};
                    if (other.Number > 1)
                        task = {|UTR1003:other.Task()|};
                }
            }
        }

        """);

    [Fact]
    public Task NullInFrontAndFoundInALoop() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                if (TryFirst(pids, out var task))
                    Console.WriteLine(task.Comm);
            }

            private static bool TryFirst(List<PidHandle> pids, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } found)
                        {
                            task = {|UTR1003:found|};
                            return true;
                        }
                    }
                }

                task = null;
                return false;
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                if (TryFirst(pids, out var pid))
                {
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } task)
                            {
                                Console.WriteLine(task.Comm);
                            }
                        }
                    }
                    finally
                    {
                        pid.Put();
                    }
                }
            }

            private static bool TryFirst(List<PidHandle> pids, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } found)
                        {
                            pid2 = found.GetPid();
                            return true;
                        }
                    }
                }

                pid2 = null;
                return false;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run([pid]);
        """);

    [Fact]
    public Task AssignedInALoop() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(List<PidHandle> pids)
            {
                Last(pids, out var task);
                Console.WriteLine(task?.Comm);
            }

            private static void Last(List<PidHandle> pids, out TaskStruct? task)
            {
                task = null;
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                        task = {|UTR1003:pid.Task()|};
                }
            }
        }

        """);

    [Fact]
    public Task EitherOne() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other, bool first)
            {
                Find(pid, other, first, out var task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, PidHandle other, bool first, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    if (first)
                        task = {|UTR1003:pid.Task()|};
                    else
                        task = {|UTR1003:other.Task()|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other, bool first)
            {
                Find(pid, other, first, out var pid2);
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

            private static void Find(PidHandle pid, PidHandle other, bool first, out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                {
                    if (first)
                        pid2 = pid.Task()?.GetPid();
                    else
                        pid2 = other.Task()?.GetPid();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid, pid, true);
        reap();
        module.Run(pid, pid, false);
        """);
}
