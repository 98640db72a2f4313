using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.BlockingInSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4003: what may block is no longer inside the section; seen on the kernel.</summary>
public class BlockingInSectionRunTests
{
    [Fact]
    public Task BarrierAtTheEnd() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                    Console.WriteLine({|UTR4003:engine.Barrier(pid)|});
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
                    Console.WriteLine(pid.Task()?.Comm);
                }
                Console.WriteLine(engine.Barrier(pid));
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
    public Task BarrierAtTheBeginning() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                Rcu.ReadLock();
                var answer = {|UTR4003:engine.Barrier(pid)|};
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
                Console.WriteLine(answer);
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                var answer = engine.Barrier(pid);
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
                Console.WriteLine(answer);
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
    public Task BarrierBetweenTwoLookups() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Comm);
                Console.WriteLine({|UTR4003:engine.Barrier(pid)|});
                Console.WriteLine(pid.Task()?.Tgid);
                Rcu.ReadUnlock();
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, UtraceEngine engine)
            {
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
                Console.WriteLine(engine.Barrier(pid));
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Tgid);
                Rcu.ReadUnlock();
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
    public Task ScopeToTheEndOfTheBlock() => Verify.Mends(
        """
        public sealed class Module
        {
            public Errno Run(PidHandle pid, UtraceEngine engine)
            {
                using var scope = Rcu.EnterReadScope();
                var name = pid.Task()?.Comm;
                Console.WriteLine(name);
                return {|UTR4003:engine.Barrier(pid)|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public Errno Run(PidHandle pid, UtraceEngine engine)
            {
                using (Rcu.EnterReadScope())
                {
                    var name = pid.Task()?.Comm;
                    Console.WriteLine(name);
                }
                return engine.Barrier(pid);
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(pid, engine);
        """);
}
