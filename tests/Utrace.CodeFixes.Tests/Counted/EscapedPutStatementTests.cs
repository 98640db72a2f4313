using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.EscapedPutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2006, UTR3006: a <c>using</c> statement, or a <c>finally</c>; and what is left alone.</summary>
public class EscapedPutStatementTests
{
    [Fact]
    public Task OutVariable_IsPutInAFinally() => Verify.Makes(
        Method("""
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out {|UTR3006:var found|}, out _))
                return;
            Console.WriteLine(int.Parse("1"));
            found.Put();
            """),
        Method("""
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var found, out _))
                return;
            try
            {
                Console.WriteLine(int.Parse("1"));
            }
            finally
            {
                found.Put();
            }
            """));

    [Fact]
    public Task WorkBehindThePut_StatementIsOfferedFirst() => Verify.Makes(
        Method("""
            var found = {|UTR2006:pid.Get()|};
            Console.WriteLine(int.Parse("1"));
            found.Put();
            Thread.Sleep(100);
            """),
        Method("""
            using (var found = pid.Get())
            {
                Console.WriteLine(int.Parse("1"));
            }
            Thread.Sleep(100);
            """));

    [Fact]
    public Task StatementWithWhatIsReadInIt() => Verify.Makes(
        Method("""
            // Mine.
            var mine = {|UTR3006:engine.Get()|};

            // Look.
            var number = int.Parse("1");
            if (mine != null)
            {
                mine.Put();
            }

            Thread.Sleep(number);
            """),
        Method("""
            // Mine.
            int number;
            using (var mine = engine.Get())
            {
                // Look.
                number = int.Parse("1");
            }

            Thread.Sleep(number);
            """));

    [Fact]
    public Task SecondOffered_IsAStatement() => Verify.Makes(
        1,
        Method("""
            var found = {|UTR2006:_kernel.FindGetPid(nr)|};
            if (found is null)
                return;
            if (nr > 3)
            {
                Console.WriteLine(int.Parse("1"));
                found.Put();
                return;
            }

            found.Put();
            """),
        Method("""
            using (var found = _kernel.FindGetPid(nr))
            {
                if (found is null)
                    return;
                if (nr > 3)
                {
                    Console.WriteLine(int.Parse("1"));
                    return;
                }
            }
            """));

    [Fact]
    public Task SectionOfASwitch() => Verify.Makes(
        Method("""
            switch (nr)
            {
                case 1:
                    var found = {|UTR2006:pid.Get()|};
                    Console.WriteLine(int.Parse("1"));
                    found.Put();
                    break;
            }
            """),
        Method("""
            switch (nr)
            {
                case 1:
                    using (var found = pid.Get())
                    {
                        Console.WriteLine(int.Parse("1"));
                    }
                    break;
            }
            """));

    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        var found = {|UTR2006:TaskStruct.Current.GetPid()|};
        Console.WriteLine(int.Parse("1"));
        found.Put();
        """,
        """
        using var found = TaskStruct.Current.GetPid();
        Console.WriteLine(int.Parse("1"));
        """);

    [Theory]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Console.WriteLine(int.Parse(\"1\")); Drop(found);")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; var alias = found; Console.WriteLine(int.Parse(\"1\")); alias.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Console.WriteLine(int.Parse(\"1\")); found.Put(); found = pid.Get(); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Console.WriteLine(int.Parse(\"1\")); Action drop = () => found.Put(); drop();")]
    public Task PutUnderAnotherNameOrFilledAnew_OffersNothing(string statements) => Verify.OffersNothing(Module($$"""
        private static void Drop(PidHandle pid) => pid.Put();

        public void Run(PidHandle pid)
        {
            {{statements}}
        }
        """));
}
