using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.LostReferenceFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2005, UTR3005: what a call hands out by <c>out _</c> is put behind the call.</summary>
public class DiscardedOutputTests
{
    [Fact]
    public Task AnswerIsDroppedToo() => Verify.Makes(
        Finding("""
            TryFind(1, out {|UTR2005:_|});
            _ = TryFind(2, out {|UTR2005:var _|});
            """),
        Finding("""
            TryFind(1, out var pid);
            pid?.Put();
            _ = TryFind(2, out var ownPid);
            ownPid?.Put();
            """));

    [Fact]
    public Task AnswerIsKept() => Verify.Makes(
        Finding("""
            var isFound = TryFind(1, out {|UTR2005:PidHandle? _|});
            Console.WriteLine(isFound);
            """),
        Finding("""
            var isFound = TryFind(1, out var pid);
            pid?.Put();
            Console.WriteLine(isFound);
            """));

    [Fact]
    public Task AnswerIsACondition() => Verify.Makes(
        Finding("""
            if (!TryFind(1, out {|UTR2005:_|}))
                return;
            Console.WriteLine("there");
            """),
        Finding("""
            var result = TryFind(1, out var pid);
            pid?.Put();
            if (!result)
                return;
            Console.WriteLine("there");
            """));

    [Fact]
    public Task AnswerIsReturned() => Verify.Makes(
        Module("""
            public bool IsTraced(PidHandle pid) => UtraceEngine.TryAttachPid(pid, AttachFlags.MatchOps, _ops, null, out {|UTR3005:_|}, out _);
            """),
        Module("""
            public bool IsTraced(PidHandle pid)
            {
                var result = UtraceEngine.TryAttachPid(pid, AttachFlags.MatchOps, _ops, null, out var engine, out _);
                engine?.Put();
                return result;
            }
            """));

    [Fact]
    public Task WithoutBraces() => Verify.Makes(
        Finding("""
            foreach (var nr in new[] { 1, 2 })
                TryFind(nr, out {|UTR2005:_|});
            """),
        Finding("""
            foreach (var nr in new[] { 1, 2 })
            {
                TryFind(nr, out var pid);
                pid?.Put();
            }
            """));

    [Theory]
    [InlineData("while (TryFind(1, out {|UTR2005:_|})) Console.WriteLine();")]
    [InlineData("Console.WriteLine(_ops is null || TryFind(1, out {|UTR2005:_|}));")]
    [InlineData("Console.WriteLine(\"{0} {1}\", Console.ReadLine(), TryFind(1, out {|UTR2005:_|}));")]
    public Task ItCanNotBeCalledFirst_OffersNothing(string statements) => Verify.OffersNothing(Finding(statements));

    private static string Finding(string statements) => Module($$"""
        public static bool TryFind(int nr, out PidHandle? pid) => throw new NotSupportedException();

        public void Run()
        {
        {{string.Join("\n", statements.Split('\n').Select(line => "    " + line))}}
        }
        """);
}
