using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.DoublePutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2002, UTR3002: which of the two puts goes, and where they stand.</summary>
public class DoublePutOrderTests
{
    [Fact]
    public Task UnderAnotherName() => Verify.Mends(
        Method("""
            var found = pid.Get();
            var alias = found;
            alias.Put();
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            var alias = found;
            alias.Put();
            """),
        RunMethod);

    [Fact]
    public Task UsedInBetweenIsPutBehindTheUse() => Verify.Mends(
        Method("""
            var found = pid.Get();
            found.Put();
            Console.WriteLine({|UTR2003:found|}.Number);
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            Console.WriteLine(found.Number);
            found.Put();
            """),
        RunMethod);

    [Fact]
    public Task SecondOffered_FirstIsTakenOut() => Verify.Makes(
        1,
        Method("""
            var found = pid.Get();
            found.Put();
            Console.WriteLine(nr);
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            Console.WriteLine(nr);
            found.Put();
            """));

    [Fact]
    public Task FieldPutTwice() => Verify.Makes(
        """
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle _pid = pid.Get();

            public void Close(bool force)
            {
                _pid.Put();
                if (force)
                {
                    {|UTR2002:this._pid.Put()|};
                    Console.WriteLine("closed");
                }
            }
        }

        """,
        """
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle _pid = pid.Get();

            public void Close(bool force)
            {
                _pid.Put();
                if (force)
                {
                    Console.WriteLine("closed");
                }
            }
        }

        """);

    [Fact]
    public Task ParameterOfAPrivateMethod() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid) => Drop(pid.Get());

            private static void Drop(PidHandle pid)
            {
                pid.Put();
                {|UTR2002:pid.Put()|};
            }
            """),
        Module("""
            public void Run(PidHandle pid) => Drop(pid.Get());

            private static void Drop(PidHandle pid)
            {
                pid.Put();
            }
            """));

    [Fact]
    public Task PutAfterAMethodThatPuts() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid)
            {
                var found = pid.Get();
                Drop(found);
                {|UTR2002:found.Put()|};
            }

            private static void Drop(PidHandle pid) => pid.Put();
            """),
        Module("""
            public void Run(PidHandle pid)
            {
                var found = pid.Get();
                Drop(found);
            }

            private static void Drop(PidHandle pid) => pid.Put();
            """));

    [Fact]
    public Task ThreeTimesInARow() => Verify.Mends(
        Method("""
            var found = pid.Get();
            found.Put();
            {|UTR2002:found.Put()|};
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            found.Put();
            """),
        RunMethod);

    [Fact]
    public Task InALambdaAndInALoop() => Verify.Mends(
        Method("""
            Action later = () =>
            {
                foreach (var each in new[] { 1, 2 })
                {
                    var found = pid.Get();
                    found.Put();
                    {|UTR2002:found.Put()|};
                }
            };
            later();
            """),
        Method("""
            Action later = () =>
            {
                foreach (var each in new[] { 1, 2 })
                {
                    var found = pid.Get();
                    found.Put();
                }
            };
            later();
            """),
        RunMethod);

    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        var found = TaskStruct.Current.GetPid();
        found.Put();
        {|UTR2002:found.Put()|};
        Console.WriteLine("done");
        """,
        """
        var found = TaskStruct.Current.GetPid();
        found.Put();
        Console.WriteLine("done");
        """);
}
