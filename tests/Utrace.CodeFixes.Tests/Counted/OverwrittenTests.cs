using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.LostReferenceFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2005, UTR3005: what a variable holds is put before it is overwritten.</summary>
public class OverwrittenTests
{
    [Fact]
    public Task LocalThatMayBeNull() => Verify.Mends(
        Method("""
            var found = _kernel.FindGetPid(1);
            {|UTR2005:found|} = _kernel.FindGetPid(2);
            found?.Put();
            """),
        Method("""
            var found = _kernel.FindGetPid(1);
            found?.Put();
            found = _kernel.FindGetPid(2);
            found?.Put();
            """),
        RunMethod);

    [Fact]
    public Task LocalThatIsNeverNull() => Verify.Mends(
        Method("""
            var found = pid.Get();
            // The next one.
            {|UTR2005:found|} = pid.Get();
            found.Put();
            """),
        Method("""
            var found = pid.Get();
            found.Put();
            // The next one.
            found = pid.Get();
            found.Put();
            """),
        RunMethod);

    [Fact]
    public Task EngineSetToNull() => Verify.Mends(
        Method("""
            UtraceEngine? mine = engine.Get();
            {|UTR3005:mine|} = null;
            Console.WriteLine(mine is null);
            """),
        Method("""
            UtraceEngine? mine = engine.Get();
            mine.Put();
            mine = null;
            Console.WriteLine(mine is null);
            """),
        RunMethod);

    [Fact]
    public Task InALoopWithoutBraces() => Verify.Mends(
        Method("""
            PidHandle? found = null;
            for (var i = 0; i < nr; i++)
                {|UTR2005:found|} = _kernel.FindGetPid(i);
            found?.Put();
            """),
        Method("""
            PidHandle? found = null;
            for (var i = 0; i < nr; i++)
            {
                found?.Put();
                found = _kernel.FindGetPid(i);
            }
            found?.Put();
            """),
        RunMethod);

    [Fact]
    public Task NotYetFilledOnTheFirstWay() => Verify.Mends(
        Method("""
            PidHandle? found;
            do
            {
                {|UTR2005:found|} = _kernel.FindGetPid(nr++);
            }
            while (nr < 9);
            found?.Put();
            """),
        Method("""
            PidHandle? found = null;
            do
            {
                found?.Put();
                found = _kernel.FindGetPid(nr++);
            }
            while (nr < 9);
            found?.Put();
            """),
        RunMethod);

    [Fact]
    public Task HandedOutByAnOutArgument() => Verify.Makes(
        Module("""
            public static bool TryFind(int nr, out PidHandle? pid) => throw new NotSupportedException();

            public void Run(int nr)
            {
                var found = _kernel.FindGetPid(1);
                if (TryFind(nr, out {|UTR2005:found|}))
                    Console.WriteLine(found?.Number);
                found?.Put();
            }
            """),
        Module("""
            public static bool TryFind(int nr, out PidHandle? pid) => throw new NotSupportedException();

            public void Run(int nr)
            {
                var found = _kernel.FindGetPid(1);
                found?.Put();
                if (TryFind(nr, out found))
                    Console.WriteLine(found?.Number);
                found?.Put();
            }
            """));

    [Fact]
    public Task InADeconstruction() => Verify.Mends(
        Method("""
            PidHandle? found = _kernel.FindGetPid(1);
            ({|UTR2005:found|}, var number) = (_kernel.FindGetPid(2), 3);
            Console.WriteLine(number);
            found?.Put();
            """),
        Method("""
            PidHandle? found = _kernel.FindGetPid(1);
            found?.Put();
            (found, var number) = (_kernel.FindGetPid(2), 3);
            Console.WriteLine(number);
            found?.Put();
            """),
        RunMethod);

    [Fact]
    public Task ReadByWhatIsAssigned_IsPutWhenTheValueIsThere() => Verify.Mends(
        Method("""
            var found = pid.Get();
            {|UTR2005:found|} = found.Get();
            found.Put();
            """),
        Method("""
            var found = pid.Get();
            var next = found.Get();
            found.Put();
            found = next;
            found.Put();
            """),
        RunMethod);

    [Fact]
    public Task SecondOffered_PutsWhenTheValueIsThere() => Verify.Makes(
        1,
        Method("""
            var found = _kernel.FindGetPid(1);
            {|UTR2005:found|} = _kernel.FindGetPid(2);
            found?.Put();
            """),
        Method("""
            var found = {|UTR2006:_kernel.FindGetPid(1)|};
            var next = _kernel.FindGetPid(2);
            found?.Put();
            found = next;
            found?.Put();
            """));

    [Fact]
    public Task PutInAFinallyToo_IsNotPutTwiceIfTheCallThrows() => Verify.Mends(
        Method("""
            var found = _kernel.FindGetPid(1);
            try
            {
                {|UTR2005:found|} = _kernel.FindGetPid(int.Parse("2"));
            }
            finally
            {
                found?.Put();
            }
            """),
        Method("""
            var found = _kernel.FindGetPid(1);
            try
            {
                var next = _kernel.FindGetPid(int.Parse("2"));
                found?.Put();
                found = next;
            }
            finally
            {
                found?.Put();
            }
            """),
        RunMethod);

    [Fact]
    public Task OwnedParameter() => Verify.Makes(
        Module("""
            public void Take([Owned] PidHandle? pid)
            {
                {|UTR2005:pid|} = _kernel.FindGetPid(1);
                pid?.Put();
            }
            """),
        Module("""
            public void Take([Owned] PidHandle? pid)
            {
                pid?.Put();
                pid = _kernel.FindGetPid(1);
                pid?.Put();
            }
            """));

    [Fact]
    public Task TwoInOneMethod() => Verify.Mends(
        Method("""
            var found = _kernel.FindGetPid(1);
            {|UTR2005:found|} = _kernel.FindGetPid(2);
            {|UTR2005:found|} = _kernel.FindGetPid(3);
            found?.Put();
            """),
        Method("""
            var found = _kernel.FindGetPid(1);
            found?.Put();
            found = _kernel.FindGetPid(2);
            found?.Put();
            found = _kernel.FindGetPid(3);
            found?.Put();
            """),
        RunMethod);

    [Theory]
    [InlineData("PidHandle? found = _kernel.FindGetPid(1); Clear(ref {|UTR2005:found|}); Console.WriteLine(found is null);")]
    [InlineData("PidHandle? found = null; while (({|UTR2005:found|} = _kernel.FindGetPid(nr++)) is null || nr < 9) Console.WriteLine(nr); found?.Put();")]
    [InlineData("var found = _kernel.FindGetPid(1); if (nr > 3 && ({|UTR2005:found|} = _kernel.FindGetPid(2)) is null) Console.WriteLine(nr); found?.Put();")]
    public Task NoStatementCanComeBefore_OffersNothing(string statements) => Verify.OffersNothing(Module($$"""
        private static void Clear(ref PidHandle? pid) => pid = null;

        public void Run(int nr)
        {
            {{statements}}
        }
        """));
}
