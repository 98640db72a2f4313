using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UseAfterSectionFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1002 where the section can not last until the use: the task is looked up again.</summary>
public class LookedUpAgainTests
{
    [Fact]
    public Task BehindAnAwait() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        var work = module.Run(pid);
        reap();
        work.GetAwaiter().GetResult();
        """);

    [Fact]
    public Task TestedAndUsedBehindAnAwait() => Verify.Mends(
        """
        public sealed class Module
        {
            public async Task<int> Run(PidHandle pid)
            {
                TaskStruct? task = null;
                using (Rcu.EnterReadScope())
                {
                    task = pid.Task();
                    Console.WriteLine(task?.Comm);
                }

                if (task is null)
                    return 0;
                await Task.Delay(1);
                Console.WriteLine({|UTR1002:task|}.Comm);
                return task.Tgid;
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task<int> Run(PidHandle pid)
            {
                TaskStruct? task = null;
                using (Rcu.EnterReadScope())
                {
                    task = pid.Task();
                    Console.WriteLine(task?.Comm);
                }

                if (task is null)
                    return 0;
                await Task.Delay(1);
                using (Rcu.EnterReadScope())
                {
                    TaskStruct again = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    Console.WriteLine(again.Comm);
                    return again.Tgid;
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        var work = module.Run(pid);
        reap();
        work.GetAwaiter().GetResult();
        """);

    [Fact]
    public Task BehindAYield() => Verify.Mends(
        """
        public sealed class Module
        {
            public IEnumerable<string> Names(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                yield return "first";
                yield return {|UTR1002:task|}?.Comm ?? "none";
            }
        }

        """,
        """
        public sealed class Module
        {
            public IEnumerable<string> Names(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                yield return "first";
                string comm;
                using (Rcu.EnterReadScope())
                {
                    comm = pid.Task()?.Comm ?? "none";
                }
                yield return comm;
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        var module = new Module();
        reap();
        foreach (var name in module.Names(pid))
            reap();
        """);

    [Fact]
    public Task BehindASleep() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                Thread.Sleep(1);
                if (engine.Control(task, ResumeAction.Stop) == Errno.None)
                    Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                Thread.Sleep(1);
                if (engine.Control(pid, ResumeAction.Stop) == Errno.None)
                {
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid.Task()?.Comm);
                    }
                }
            }
        }

        """);

    [Fact]
    public Task PidIsPutBefore() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public async Task Run(IUtraceKernel kernel)
            {
                TaskStruct? task;
                var pid = kernel.FindGetPid(1);
                using (Rcu.EnterReadScope())
                    task = pid?.Task();
                pid?.Put();
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """);

    [Fact]
    public Task FoundByTwoLookups() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid, PidHandle other)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                {
                    task = pid.Task();
                    if (task is null)
                        task = other.Task();
                }

                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """);

    [Fact]
    public Task FoundByAnotherTask() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task()?.RealParent;
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """);

    [Fact]
    public Task PidInAField() => Verify.OffersNothing(
        """
        public sealed class Module(PidHandle pid)
        {
            private PidHandle _pid = pid;

            public async Task Run()
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = _pid.Task();
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """);

    [Fact]
    public Task BehindACallThatMayBlock() => Verify.Makes(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
        }

        """);

    [Fact]
    public Task ReturnedBehindAnAwait() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task<string?> Comm(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                return {|UTR1002:task|}?.Comm;
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task<string?> Comm(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.Comm;
                }
            }
        }

        """);

    [Fact]
    public Task LookedUpSometimes() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid, bool really)
            {
                TaskStruct? task = null;
                if (really)
                {
                    using (Rcu.EnterReadScope())
                        task = pid.Task();
                }

                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
        }

        """);

    [Fact]
    public Task LookedUpInATest() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid, bool really)
            {
                Rcu.ReadLock();
                if (pid.Task() is not { } task)
                {
                    Rcu.ReadUnlock();
                    return;
                }

                Rcu.ReadUnlock();
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}.Comm);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid, bool really)
            {
                Rcu.ReadLock();
                if (pid.Task() is not { } task)
                {
                    Rcu.ReadUnlock();
                    return;
                }

                Rcu.ReadUnlock();
                await Task.Yield();
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } again)
                    {
                        Console.WriteLine(again.Comm);
                    }
                }
            }
        }

        """);
}
