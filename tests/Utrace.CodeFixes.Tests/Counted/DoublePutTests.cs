using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.DoublePutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2002, UTR3002: one of two puts goes.</summary>
public class DoublePutTests
{
    [Fact]
    public Task SecondOfTwoStatements() => Verify.Makes(
        Method("""
            var found = pid.Get();
            found.Put();
            // Once more.
            {|UTR2002:found.Put()|};
            Console.WriteLine(nr);
            """),
        Method("""
            var found = pid.Get();
            found.Put();
            // Once more.
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task EngineDisposedAfterItsPut() => Verify.Makes(
        Method("""
            var mine = engine.Get();
            mine.Put();

            {|UTR3002:mine.Dispose()|};
            """),
        Method("""
            var mine = engine.Get();
            mine.Put();
            """));

    [Fact]
    public Task SecondUnderACondition() => Verify.Makes(
        Method("""
            var found = _kernel.FindGetPid(nr);
            found?.Put();
            if (nr > 3)
                {|UTR2002:found?.Put()|};
            """),
        Method("""
            var found = _kernel.FindGetPid(nr);
            found?.Put();
            """));

    [Fact]
    public Task FirstUnderACondition() => Verify.Makes(
        Method("""
            var found = pid.Get();
            if (nr > 3)
                found.Put();
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            found.Put();
            """));

    [Fact]
    public Task PutOnBothBranchesAndBehindThem() => Verify.Makes(
        Method("""
            var found = pid.Get();
            if (nr > 3)
            {
                found.Put();
            }
            else
            {
                Console.WriteLine(nr);
                found.Put();
            }

            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            if (nr > 3)
            {
                found.Put();
            }
            else
            {
                Console.WriteLine(nr);
                found.Put();
            }
            """));

    [Fact]
    public Task BehindATryThatPutsInItsFinally() => Verify.Makes(
        Method("""
            var mine = engine.Get();
            try
            {
                Console.WriteLine(mine.Data);
            }
            finally
            {
                mine.Put();
            }

            {|UTR3002:mine.Put()|};
            """),
        Method("""
            var mine = engine.Get();
            try
            {
                Console.WriteLine(mine.Data);
            }
            finally
            {
                mine.Put();
            }
            """));

    [Fact]
    public Task InATryAndInItsFinally() => Verify.Makes(
        Method("""
            var found = pid.Get();
            try
            {
                Console.WriteLine(int.Parse("1"));
                found.Put();
            }
            finally
            {
                {|UTR2002:found.Put()|};
            }
            """),
        Method("""
            var found = pid.Get();
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
    public Task PutInTheScopeOfAUsingDeclaration() => Verify.Makes(
        Method("""
            using var found = _kernel.FindGetPid(nr);
            Console.WriteLine(found?.Number);
            {|UTR2002:found?.Put()|};
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            Console.WriteLine(found?.Number);
            """));

    [Fact]
    public Task EnginePutInTheScopeOfAUsingDeclaration() => Verify.Makes(
        Module("""
            public Errno Resume(PidHandle pid)
            {
                using var engine = UtraceEngine.AttachPid(pid, AttachFlags.MatchOps, _ops);
                var answer = engine.Control(pid, ResumeAction.Resume);
                {|UTR3002:engine.Put()|};
                return answer;
            }
            """),
        Module("""
            public Errno Resume(PidHandle pid)
            {
                using var engine = UtraceEngine.AttachPid(pid, AttachFlags.MatchOps, _ops);
                var answer = engine.Control(pid, ResumeAction.Resume);
                return answer;
            }
            """));

    [Fact]
    public Task PutInAUsingStatement() => Verify.Makes(
        Method("""
            using (var found = pid.Get())
            {
                Console.WriteLine(found.Number);
                {|UTR2002:found.Put()|};
            }
            """),
        Method("""
            using (var found = pid.Get())
            {
                Console.WriteLine(found.Number);
            }
            """));

    [Fact]
    public Task PutBehindAUsingStatement() => Verify.Makes(
        Method("""
            var found = pid.Get();
            using (found)
                Console.WriteLine(found.Number);
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            using (found)
                Console.WriteLine(found.Number);
            """));

    [Fact]
    public Task UnderAnotherName() => Verify.Makes(
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
            """));

    [Fact]
    public Task UsedInBetweenIsPutBehindTheUse() => Verify.Makes(
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
            """));

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
    public Task ThreeTimesInARow() => Verify.Makes(
        Method("""
            var found = pid.Get();
            found.Put();
            {|UTR2002:found.Put()|};
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            found.Put();
            """));

    [Fact]
    public Task InALambdaAndInALoop() => Verify.Makes(
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
            """));

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
