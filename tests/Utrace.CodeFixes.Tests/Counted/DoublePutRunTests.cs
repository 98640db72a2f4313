using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.DoublePutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2002, UTR3002: one put is left; seen on the kernel.</summary>
public class DoublePutRunTests
{
    [Fact]
    public Task EngineDisposedAndPut() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(UtraceEngine engine)
            {
                using var mine = engine.Get();
                Console.WriteLine(mine.Data);
                {|UTR3002:mine.Put()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(UtraceEngine engine)
            {
                using var mine = engine.Get();
                Console.WriteLine(mine.Data);
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(engine);
        """);

    [Fact]
    public Task PidPutInAFinallyToo() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, Action work)
            {
                var mine = pid.Get();
                try
                {
                    work();
                    mine.Put();
                }
                finally
                {
                    {|UTR2002:mine.Put()|};
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, Action work)
            {
                var mine = pid.Get();
                try
                {
                    work();
                }
                finally
                {
                    mine.Put();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid, () => { });
        """);
}
