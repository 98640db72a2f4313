using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a task that a lambda captures which runs once, later.</summary>
public class CapturedTaskTests
{
    [Fact]
    public Task ExpressionOfATask() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                _ = Task.Run(() => Console.WriteLine({|UTR1003:task|}.Comm));
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                var pid = task.GetPid();
                _ = Task.Run(() =>
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } found)
                            {
                                Console.WriteLine(found.Comm);
                            }
                        }
                    }
                });
            }
        }

        """);

    [Fact]
    public Task BlockOfATask() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return;
                    _ = Task.Run(() =>
                    {
                        Console.WriteLine("begin");
                        // Who it is.
                        Console.WriteLine({|UTR1003:task|}.Comm);
                        Console.WriteLine("end");
                    });
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return;
                    var held = task.GetPid();
                    _ = Task.Run(() =>
                    {
                        using (held)
                        {
                            Console.WriteLine("begin");
                            using (Rcu.EnterReadScope())
                            {
                                if (held.Task() is { } found)
                                {
                                    // Who it is.
                                    Console.WriteLine(found.Comm);
                                }
                            }
                            Console.WriteLine("end");
                        }
                    });
                }
            }
        }

        """);

    [Fact]
    public Task ValueOfTheLambda() => Verify.Mends(
        """
        public sealed class Module
        {
            public Task<int> GroupOf(TaskStruct task)
            {
                return Task.Run(() => {|UTR1003:task|}.Tgid);
            }
        }

        """,
        """
        public sealed class Module
        {
            public Task<int> GroupOf(TaskStruct task)
            {
                var pid = task.GetPid();
                return Task.Run(() =>
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            var found = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                            return found.Tgid;
                        }
                    }
                });
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        Task? work = null;
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                work = module.GroupOf(task);
        }
        reap();
        work?.GetAwaiter().GetResult();
        """);

    [Fact]
    public Task ThreadThatIsStarted() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct child)
            {
                new Thread(() =>
                {
                    Console.WriteLine({|UTR1003:child|}.Comm);
                    Console.WriteLine(child.Pid);
                }).Start();
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct child)
            {
                var childPid = child.GetPid();
                new Thread(() =>
                {
                    using (childPid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (childPid.Task() is { } found)
                            {
                                Console.WriteLine(found.Comm);
                                Console.WriteLine(found.Pid);
                            }
                        }
                    }
                }).Start();
            }
        }

        """);

    [Fact]
    public Task AsynchronousLambda() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                await Task.Run(async () =>
                {
                    await Task.Delay(10);
                    Console.WriteLine({|UTR1003:task|}.Comm);
                });
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                var pid = task.GetPid();
                await Task.Run(async () =>
                {
                    using (pid)
                    {
                        await Task.Delay(10);
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } found)
                            {
                                Console.WriteLine(found.Comm);
                            }
                        }
                    }
                });
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        Task? work = null;
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                work = module.Run(task);
        }
        reap();
        work?.GetAwaiter().GetResult();
        """);

    [Fact]
    public Task CallThatTakesThePid() => Verify.Makes(
        """
        public sealed class Module(UtraceEngine engine)
        {
            public void Run(TaskStruct task)
            {
                Task.Factory.StartNew(() => engine.Control({|UTR1003:task|}, ResumeAction.Stop));
            }
        }

        """,
        """
        public sealed class Module(UtraceEngine engine)
        {
            public void Run(TaskStruct task)
            {
                var pid = task.GetPid();
                Task.Factory.StartNew(() =>
                {
                    using (pid)
                    {
                        return engine.Control(pid, ResumeAction.Stop);
                    }
                });
            }
        }

        """);
}
