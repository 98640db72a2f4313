using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.LostReferenceFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR3005: an engine that would be lost is put; seen on the kernel.</summary>
public class LostReferenceRunTests
{
    [Fact]
    public Task EngineOverwritten() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine(engine.SetEvents(pid, UtraceEvents.None));
                {|UTR3005:engine|} = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                engine.Put();
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid)
            {
                var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine(engine.SetEvents(pid, UtraceEvents.None));
                engine.Put();
                engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                engine.Put();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid);
        """);

    [Fact]
    public Task EngineDropped() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(UtraceEngine engine)
            {
                {|UTR3005:engine.Get()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(UtraceEngine engine)
            {
                using var ownEngine = engine.Get();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(engine);
        """);
}
