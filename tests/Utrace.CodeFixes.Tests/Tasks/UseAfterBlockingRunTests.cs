using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UseAfterBlockingFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1004: the task is looked up again; seen on the kernel.</summary>
public class UseAfterBlockingRunTests
{
    [Fact]
    public Task LookedUpAgainByThePidThatIsHeld() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is not { } task)
                        return;
                    Console.WriteLine(task.Tgid);
                    Console.WriteLine({|UTR4003:engine.Barrier(pid)|});
                    Console.WriteLine({|UTR1004:task|}.Comm);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is not { } task)
                        return;
                    Console.WriteLine(task.Tgid);
                    Console.WriteLine({|UTR4003:engine.Barrier(pid)|});
                    if (pid.Task() is { } again)
                    {
                        Console.WriteLine(again.Comm);
                    }
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(pid, engine);
        """);

    [Fact]
    public Task LookedUpAgainByAPidThatIsTaken() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task()?.RealParent is not { } parent)
                        return;
                    Console.WriteLine({|UTR4003:engine.Barrier(pid)|});
                    Console.WriteLine({|UTR1004:parent|}.Comm);
                    Console.WriteLine(parent.Pid);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task()?.RealParent is not { } parent)
                        return;
                    using var pid2 = parent.GetPid();
                    Console.WriteLine({|UTR4003:engine.Barrier(pid)|});
                    if (pid2.Task() is { } again)
                    {
                        Console.WriteLine(again.Comm);
                        Console.WriteLine(again.Pid);
                    }
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(pid, engine);
        """);

    [Fact]
    public Task BehindAnAttach() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                if (task is not null)
                {
                    var engine = {|UTR4003:UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops)|};
                    Console.WriteLine({|UTR1004:task|}.Comm);
                    engine.Put();
                }

                Rcu.ReadUnlock();
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                if (task is not null)
                {
                    var engine = {|UTR4003:UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops)|};
                    if (pid.Task() is { } again)
                    {
                        Console.WriteLine(again.Comm);
                    }
                    engine.Put();
                }

                Rcu.ReadUnlock();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid);
        """);
}
