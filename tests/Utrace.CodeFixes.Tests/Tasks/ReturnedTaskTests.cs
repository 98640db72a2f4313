using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on what a private method returns: it returns the pid, and its callers put it.</summary>
public class ReturnedTaskTests
{
    [Fact]
    public Task ReturnedOutOfASection() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var task = FindTask(pid);
                if (task is null)
                    return;
                Console.WriteLine(task.Comm);
            }

            private static TaskStruct? FindTask(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using var pid2 = FindPid(pid);
                using (Rcu.EnterReadScope())
                {
                    var task = pid2?.Task();
                    if (task is null)
                        return;
                    Console.WriteLine(task.Comm);
                }
            }

            private static PidHandle? FindPid(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task()?.GetPid();
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
    public Task ReturnedInABlock() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle target)
            {
                var parent = Parent(target);
                Console.WriteLine(parent?.Comm);
            }

            private TaskStruct? Parent(PidHandle target)
            {
                using (Rcu.EnterReadScope())
                {
                    if (target.Task() is not { } task)
                        return null;
                    return {|UTR1003:task.RealParent|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle target)
            {
                using var parent = Parent(target);
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(parent?.Task()?.Comm);
                }
            }

            private PidHandle? Parent(PidHandle target)
            {
                using (Rcu.EnterReadScope())
                {
                    if (target.Task() is not { } task)
                        return null;
                    return task.RealParent?.GetPid();
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
    public Task CallInAnExpression() => Verify.Mends(
        """
        public sealed class Module
        {
            public string? NameOf(PidHandle pid) => Find(pid)?.Comm;

            public void Print(PidHandle pid)
            {
                Console.WriteLine(Find(pid)?.Pid);
            }

            private TaskStruct? Find(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                return {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public string? NameOf(PidHandle pid)
            {
                using var pid2 = Find(pid);
                using (Rcu.EnterReadScope())
                {
                    return pid2?.Task()?.Comm;
                }
            }

            public void Print(PidHandle pid)
            {
                using var pid2 = Find(pid);
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid2?.Task()?.Pid);
                }
            }

            private PidHandle? Find(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                return pid.Task()?.GetPid();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.NameOf(pid);
        reap();
        module.Print(pid);
        """);

    [Fact]
    public Task CallInACondition() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                if (this.Find(pid) is { } task)
                    Console.WriteLine(task.Comm);
            }

            public bool Exists(PidHandle pid)
            {
                if (Find(pid) == null)
                    return false;
                return true;
            }

            private TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    return {|UTR1003:pid.Task()|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using var pid2 = this.Find(pid);
                using (Rcu.EnterReadScope())
                {
                    if (pid2?.Task() is { } task)
                        Console.WriteLine(task.Comm);
                }
            }

            public bool Exists(PidHandle pid)
            {
                using var pid2 = Find(pid);
                if (pid2 == null)
                    return false;
                return true;
            }

            private PidHandle? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.GetPid();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        module.Print(pid);
        reap();
        module.Exists(pid);
        """);

    [Fact]
    public Task CallerThatAsksThePidOnly() => Verify.Makes(
        """
        public sealed class Module(UtraceEngine engine)
        {
            public Errno Stop(PidHandle pid)
            {
                var task = Find(pid);
                if (task is null)
                    return Errno.ESRCH;
                return engine.Control(task, ResumeAction.Stop);
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module(UtraceEngine engine)
        {
            public Errno Stop(PidHandle pid)
            {
                using var pid2 = Find(pid);
                if (pid2 is null)
                    return Errno.ESRCH;
                return engine.Control(pid2, ResumeAction.Stop);
            }

            private static PidHandle? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task()?.GetPid();
            }
        }

        """);
}
