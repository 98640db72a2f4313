using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on an out parameter whose task has other uses or another name: in the method itself, at a caller that drops it.</summary>
public class HandedOutTaskNameTests
{
    [Fact]
    public Task DroppedByACaller() => Verify.Mends(
        """
        public sealed class Module
        {
            public bool Exists(PidHandle pid) => TryFind(pid, out _);

            public string? Name(PidHandle pid)
            {
                if (TryFind(pid, out var task))
                    return task.Comm;
                return null;
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    task = {|UTR1003:pid.Task()|};
                    return task != null;
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public bool Exists(PidHandle pid)
            {
                var result = TryFind(pid, out var ownPid);
                ownPid?.Put();
                return result;
            }

            public string? Name(PidHandle pid)
            {
                if (TryFind(pid, out var pid2))
                {
                    try
                    {
                        using (Rcu.EnterReadScope())
                        {
                            var task = pid2.Task() ?? throw new InvalidOperationException("The task is gone.");
                            return task.Comm;
                        }
                    }
                    finally
                    {
                        pid2.Put();
                    }
                }
                return null;
            }

            private static bool TryFind(PidHandle pid, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PidHandle? pid2)
            {
                using (Rcu.EnterReadScope())
                {
                    pid2 = pid.Task()?.GetPid();
                    return pid2 != null;
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Exists(pid);
        reap();
        module.Name(pid);
        """);

    [Fact]
    public Task UsedInTheMethodItself() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                Find(pid, out var task);
                if (task is null)
                    return;
                Console.WriteLine(task.Tgid);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                {
                    task = {|UTR1003:pid.Task()|};
                    if (task is not null)
                        Console.WriteLine(task.Comm);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                Find(pid, out var pid2);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid2?.Task();
                        if (task is null)
                            return;
                        Console.WriteLine(task.Tgid);
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
                {
                    pid2 = pid.Task()?.GetPid();
                    if (pid2 is not null)
                    {
                        if (pid2.Task() is { } task)
                        {
                            Console.WriteLine(task.Comm);
                        }
                    }
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
    public Task NameThatSpeaksOfNoTask() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindParent(pid, parent: out var parent);
                Console.WriteLine(parent?.Comm);
            }

            private static void FindParent(PidHandle pid, out TaskStruct? parent)
            {
                using (Rcu.EnterReadScope())
                    parent = {|UTR1003:pid.Task()?.RealParent|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                FindParent(pid, parent: out var parent);
                try
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(parent?.Task()?.Comm);
                    }
                }
                finally
                {
                    parent?.Put();
                }
            }

            private static void FindParent(PidHandle pid, out PidHandle? parent)
            {
                using (Rcu.EnterReadScope())
                    parent = pid.Task()?.RealParent?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Run(pid);
        """);
}
