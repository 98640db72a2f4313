using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a parameter that is used behind an await.</summary>
public class AwaitedTaskTests
{
    [Fact]
    public Task UsedBehindAnAwait() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                await Task.Delay(10);
                Console.WriteLine({|UTR1003:task|}.Comm);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                using var pid = task.GetPid();
                await Task.Delay(10);
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } found)
                    {
                        Console.WriteLine(found.Comm);
                    }
                }
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
    public Task UsedInFrontAndBehind() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task<int> Run(TaskStruct task)
            {
                ArgumentNullException.ThrowIfNull(task);
                Console.WriteLine(task.Comm);
                await Task.Delay(10);
                return {|UTR1003:task|}.Tgid;
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task<int> Run(TaskStruct task)
            {
                ArgumentNullException.ThrowIfNull(task);
                Console.WriteLine(task.Comm);
                using var pid = task.GetPid();
                await Task.Delay(10);
                using (Rcu.EnterReadScope())
                {
                    var found = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return found.Tgid;
                }
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
    public Task UsedInALoop() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct child)
            {
                for (var i = 0; i < 10; i++)
                {
                    Console.WriteLine({|UTR1003:child|}.Comm);
                    await Task.Delay(10);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct child)
            {
                using var childPid = child.GetPid();
                for (var i = 0; i < 10; i++)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (childPid.Task() is { } found)
                        {
                            Console.WriteLine(found.Comm);
                        }
                    }
                    await Task.Delay(10);
                }
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
    public Task MayBeNull() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct? task)
            {
                await Task.Yield();
                if (task is null)
                    return;
                Console.WriteLine({|UTR1003:task|}.Comm);
                Console.WriteLine(task.Pid);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct? task)
            {
                using var pid = task?.GetPid();
                await Task.Yield();
                using (Rcu.EnterReadScope())
                {
                    var found = pid?.Task();
                    if (found is null)
                        return;
                    Console.WriteLine(found.Comm);
                    Console.WriteLine(found.Pid);
                }
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
    public Task PassedToWhatIsAwaited() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                await Log(task.Comm);
                await Log({|UTR1003:task|}.Comm);
            }

            private static Task Log(string text) => Task.CompletedTask;
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                using var pid = task.GetPid();
                await Log(task.Comm);
                string comm;
                using (Rcu.EnterReadScope())
                {
                    comm = (pid.Task() ?? throw new InvalidOperationException("The task is gone.")).Comm;
                }
                await Log(comm);
            }

            private static Task Log(string text) => Task.CompletedTask;
        }

        """);
}
