using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.DoublePutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2002, UTR3002: what is given away, and put besides; and what is left alone.</summary>
public class DoublePutGivenTests
{
    [Fact]
    public Task PutAfterItWasGivenAway() => Verify.Makes(
        Taking("""
            var found = pid.Get();
            Take(found);
            {|UTR2002:found.Put()|};
            """),
        Taking("""
            var found = pid.Get();
            Take(found);
            """));

    [Fact]
    public Task GivenAwayWhereAUsingHoldsIt() => Verify.Makes(
        Taking("""
            using var found = pid.Get();
            {|UTR2002:Take(found)|};
            """),
        Taking("""
            var found = pid.Get();
            Take(found);
            """));

    [Fact]
    public Task GivenAwayLater_IsGivenAnother() => Verify.Makes(
        Taking("""
            using var found = pid.Get();
            Console.WriteLine(int.Parse("3"));
            {|UTR2002:Take(found)|};
            """),
        Taking("""
            using var found = pid.Get();
            Console.WriteLine(int.Parse("3"));
            Take(found.Get());
            """));

    [Fact]
    public Task EngineGivenAwayOnOnePath_IsGivenAnother() => Verify.Makes(
        Taking("""
            using var mine = engine.Get();
            if (nr > 3)
                {|UTR3002:TakeEngine(mine)|};
            """),
        Taking("""
            using var mine = engine.Get();
            if (nr > 3)
                TakeEngine(mine.Get());
            """));

    [Fact]
    public Task GivenAwayTwice() => Verify.Makes(
        Taking("""
            var found = pid.Get();
            Take(found);
            {|UTR2002:Take(found)|};
            """),
        Taking("""
            var found = pid.Get();
            Take(found.Get());
            Take(found);
            """));

    [Theory]
    [InlineData("var found = pid.Get(); do { {|UTR2002:found.Put()|}; } while (nr > 3);")]
    [InlineData("var found = {|UTR2001:pid.Get()|}; if (nr > 3) found.Put(); if (nr < 7) {|UTR2002:found.Put()|}; Console.WriteLine(nr);")]
    [InlineData("var found = pid.Get(); void Drop() => found.Put(); Drop(); {|UTR2002:found.Put()|};")]
    [InlineData("var found = pid.Get(); Action drop = () => found.Put(); drop(); {|UTR2002:found.Put()|};")]
    [InlineData("var found = pid.Get(); found.Put(); foreach (var i in new[] { 1, 2 }) { {|UTR2002:found.Put()|}; found = pid.Get(); } {|UTR2002:found.Put()|};")]
    [InlineData("PidHandle? found = pid.Get(); found.Put(); if (nr > 3) found = pid.Get(); {|UTR2002:found.Put()|};")]
    [InlineData("var found = pid.Get(); if (nr > 3) { found.Put(); if (nr > 5) return; } {|UTR2002:found.Put()|};")]
    public Task OneOfThemIsNeededSomewhere_OffersNothing(string statements) => Verify.OffersNothing(Method(statements));

    [Fact]
    public Task PutByAnExpressionBody_OffersNothing() => Verify.OffersNothing(Module("""
        public void Run(PidHandle pid)
        {
            var mine = pid.Get();
            Drop(mine);
            Drop({|UTR2002:mine|});
        }

        private static void Drop(PidHandle pid) => pid.Put();
        """));

    private static string Taking(string statements) => Module($$"""
        public static void Take([Owned] PidHandle taken) => taken.Put();
        public static void TakeEngine([Owned] UtraceEngine taken) => taken.Put();

        public void Run(PidHandle pid, UtraceEngine engine, int nr)
        {
        {{string.Join("\n", statements.Split('\n').Select(line => "    " + line))}}
        }
        """);
}
