using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.MissingPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2001, UTR3001: declared with <c>using</c>.</summary>
public class MissingPutUsingTests
{
    [Fact]
    public Task NeverPut() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            Console.WriteLine(found?.Number);
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            Console.WriteLine(found?.Number);
            """),
        RunMethod);

    [Fact]
    public Task TwoEarlyReturns() => Verify.Mends(
        Module("""
            public int Check(int nr)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (pid == null)
                    return -1;
                if (pid.Number < 2)
                    return -2;
                if (nr > 100)
                    return -3;
                pid.Put();
                return 0;
            }
            """),
        Module("""
            public int Check(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                if (pid == null)
                    return -1;
                if (pid.Number < 2)
                    return -2;
                if (nr > 100)
                    return -3;
                return 0;
            }
            """),
        """
        new Module().Check(target);
        reap();
        new Module().Check(1);
        """);

    [Fact]
    public Task EngineForgottenOnOnePath() => Verify.Mends(
        Module("""
            public bool Stop(PidHandle pid)
            {
                UtraceEngine engine = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.None, _ops)|};
                if (engine.Control(pid, ResumeAction.Stop) != Errno.None)
                    return false;

                engine.Put();
                return true;
            }
            """),
        Module("""
            public bool Stop(PidHandle pid)
            {
                using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.None, _ops);
                if (engine.Control(pid, ResumeAction.Stop) != Errno.None)
                    return false;

                return true;
            }
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, Ops);
        reap();
        new Module().Stop(pid);
        """);

    [Fact]
    public Task ThrownPast() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|};
            if (nr == 7)
                throw new ArgumentException("seven");
            found?.Put();
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            if (nr == 7)
                throw new ArgumentException("seven");
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task InALoop() => Verify.Mends(
        Module("""
            public void Print(int[] numbers)
            {
                foreach (var number in numbers)
                {
                    var pid = {|UTR2001:_kernel.FindGetPid(number)|};
                    if (pid is null)
                        continue;
                    if (pid.Number == 1)
                        continue;
                    Console.WriteLine(pid.Number);
                    pid.Put();
                }
            }
            """),
        Module("""
            public void Print(int[] numbers)
            {
                foreach (var number in numbers)
                {
                    using var pid = _kernel.FindGetPid(number);
                    if (pid is null)
                        continue;
                    if (pid.Number == 1)
                        continue;
                    Console.WriteLine(pid.Number);
                }
            }
            """),
        """
        new Module().Print([1, target]);
        """);

    [Fact]
    public Task Fallback() => Verify.Mends(
        Method("""
            var found = {|UTR2001:_kernel.FindGetPid(nr)|} ?? throw new ArgumentException("none");
            Console.WriteLine(found.Number);
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr) ?? throw new ArgumentException("none");
            Console.WriteLine(found.Number);
            """),
        RunMethod);

    [Fact]
    public Task ArmsOfASwitchExpression() => Verify.Mends(
        Method("""
            var found = nr switch
            {
                0 => null,
                1 => {|UTR2001:pid.Get()|},
                _ => {|UTR2001:_kernel.FindGetPid(nr)|},
            };
            Console.WriteLine(found?.Number);
            """),
        Method("""
            using var found = nr switch
            {
                0 => null,
                1 => pid.Get(),
                _ => _kernel.FindGetPid(nr),
            };
            Console.WriteLine(found?.Number);
            """),
        RunMethod);

    [Fact]
    public Task LentToAMethodOfTheModule() => Verify.Makes(
        Module("""
            public void Run(int nr)
            {
                var pid = {|UTR2001:_kernel.FindGetPid(nr)|};
                if (pid is null)
                    return;
                Print(pid);
            }

            private static void Print(PidHandle pid) => Console.WriteLine(pid.Number);
            """),
        Module("""
            public void Run(int nr)
            {
                using var pid = _kernel.FindGetPid(nr);
                if (pid is null)
                    return;
                Print(pid);
            }

            private static void Print(PidHandle pid) => Console.WriteLine(pid.Number);
            """));

    [Fact]
    public Task SeveralInOneMethod() => Verify.Mends(
        Method("""
            var one = {|UTR2001:_kernel.FindGetPid(nr)|};
            var two = {|UTR2001:_kernel.FindGetPid(nr + 1)|};
            var attached = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops)|};
            if (one?.Number == two?.Number)
                return;
            attached.Put();
            one?.Put();
            two?.Put();
            """),
        Method("""
            using var one = _kernel.FindGetPid(nr);
            using var two = _kernel.FindGetPid(nr + 1);
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            if (one?.Number == two?.Number)
                return;
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task TwoDocuments() => Verify.Makes(
        [
            ("One.cs", "class One { void Run(IUtraceKernel kernel) { var pid = {|UTR2001:kernel.FindGetPid(1)|}; } }"),
            ("Two.cs", "class Two { void Run(IUtraceKernel kernel) { var pid = {|UTR2001:kernel.FindGetPid(2)|}; } }"),
        ],
        [
            ("One.cs", "class One { void Run(IUtraceKernel kernel) { using var pid = kernel.FindGetPid(1); } }"),
            ("Two.cs", "class Two { void Run(IUtraceKernel kernel) { using var pid = kernel.FindGetPid(2); } }"),
        ]);

    [Fact]
    public Task LentToAMethodInAnotherFile() => Verify.Makes(
        [
            ("One.cs", "class One { void Run(IUtraceKernel kernel) { var pid = {|UTR2001:kernel.FindGetPid(1)|}; Names.Print(pid); } }"),
            ("Names.cs", "static class Names { internal static void Print(PidHandle? pid) => Console.WriteLine(pid?.Number); }"),
        ],
        [
            ("One.cs", "class One { void Run(IUtraceKernel kernel) { using var pid = kernel.FindGetPid(1); Names.Print(pid); } }"),
            ("Names.cs", "static class Names { internal static void Print(PidHandle? pid) => Console.WriteLine(pid?.Number); }"),
        ]);
}
