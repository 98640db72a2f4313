using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.EscapedPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2006, UTR3006: what a call that throws leaves unput is put by the fix; seen on the kernel.</summary>
public class EscapedPutRunTests
{
    [Fact]
    public Task PidIsPutWhereTheCallThrows() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, Action work)
            {
                var mine = {|UTR2006:pid.Get()|};
                work();
                mine.Put();
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, Action work)
            {
                using var mine = pid.Get();
                work();
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid, () => throw new NotSupportedException());
        """);

    [Fact]
    public Task EngineIsPutWhereTheCallThrows() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(UtraceEngine engine, Action work)
            {
                var mine = {|UTR3006:engine.Get()|};
                work();
                mine.Put();
                Console.WriteLine("done");
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(UtraceEngine engine, Action work)
            {
                using (var mine = engine.Get())
                {
                    work();
                }
                Console.WriteLine("done");
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run(engine, () => throw new NotSupportedException());
        """);

    [Fact]
    public Task WorkBehindThePut() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly IUtraceKernel _kernel = null!;

            public void Run(int number, Func<int, int> work)
            {
                var found = {|UTR2006:_kernel.FindGetPid(number)|};
                Console.WriteLine(work(number));
                found?.Put();
                Console.WriteLine(work(2));
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly IUtraceKernel _kernel = null!;

            public void Run(int number, Func<int, int> work)
            {
                using (var found = _kernel.FindGetPid(number))
                {
                    Console.WriteLine(work(number));
                }
                Console.WriteLine(work(2));
            }
        }

        """,
        """
        reap();
        new Module().Run(target, number => throw new NotSupportedException());
        """);

    [Fact]
    public Task ThrownInTheSecondTurnOfALoop() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly IUtraceKernel _kernel = null!;

            public void Run(int[] numbers, Action<int> work)
            {
                foreach (var number in numbers)
                {
                    var found = {|UTR2006:_kernel.FindGetPid(number)|};
                    work(number);
                    found?.Put();
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly IUtraceKernel _kernel = null!;

            public void Run(int[] numbers, Action<int> work)
            {
                foreach (var number in numbers)
                {
                    using var found = _kernel.FindGetPid(number);
                    work(number);
                }
            }
        }

        """,
        """
        var turn = 0;
        reap();
        new Module().Run([target, target], number =>
        {
            reap();
            if (++turn == 2)
                throw new NotSupportedException();
        });
        """);

    [Fact]
    public Task HandedOutByATry() => Verify.Mends(
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid, Action work)
            {
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out {|UTR3006:var engine|}, out _))
                    return;
                work();
                engine.Put();
            }
        }

        """,
        """
        public sealed class Module
        {
            private readonly UtraceEngineOps _ops = null!;

            public void Run(PidHandle pid, Action work)
            {
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var engine, out _))
                    return;
                try
                {
                    work();
                }
                finally
                {
                    engine.Put();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Run(pid, () => throw new NotSupportedException());
        """);

    [Fact]
    public Task EnginesInALoop() => Verify.Mends(
        """
        public sealed class Module
        {
            public void Run(UtraceEngine[] engines, Action work)
            {
                foreach (var engine in engines)
                {
                    var mine = {|UTR3006:engine.Get()|};
                    work();
                    mine.Put();
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(UtraceEngine[] engines, Action work)
            {
                foreach (var engine in engines)
                {
                    using var mine = engine.Get();
                    work();
                }
            }
        }

        """,
        """
        using var pid = kernel.FindGetPid(target)!;
        using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Run([engine], () => throw new NotSupportedException());
        """);
}
