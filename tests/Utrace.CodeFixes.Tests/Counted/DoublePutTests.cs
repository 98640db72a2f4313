using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.DoublePutFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2002, UTR3002: one of two puts goes.</summary>
public class DoublePutTests
{
    [Fact]
    public Task SecondOfTwoStatements() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task EngineDisposedAfterItsPut() => Verify.Mends(
        Method("""
            var mine = engine.Get();
            mine.Put();

            {|UTR3002:mine.Dispose()|};
            """),
        Method("""
            var mine = engine.Get();
            mine.Put();
            """),
        RunMethod);

    [Fact]
    public Task SecondUnderACondition() => Verify.Mends(
        Method("""
            var found = _kernel.FindGetPid(nr);
            found?.Put();
            if (nr > 3)
                {|UTR2002:found?.Put()|};
            """),
        Method("""
            var found = _kernel.FindGetPid(nr);
            found?.Put();
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task FirstUnderACondition() => Verify.Mends(
        Method("""
            var found = pid.Get();
            if (nr > 3)
                found.Put();
            {|UTR2002:found.Put()|};
            """),
        Method("""
            var found = pid.Get();
            found.Put();
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task PutOnBothBranchesAndBehindThem() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task BehindATryThatPutsInItsFinally() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task InATryAndInItsFinally() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task PutInTheScopeOfAUsingDeclaration() => Verify.Mends(
        Method("""
            using var found = _kernel.FindGetPid(nr);
            Console.WriteLine(found?.Number);
            {|UTR2002:found?.Put()|};
            """),
        Method("""
            using var found = _kernel.FindGetPid(nr);
            Console.WriteLine(found?.Number);
            """),
        RunMethod);

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
    public Task PutInAUsingStatement() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task PutBehindAUsingStatement() => Verify.Mends(
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
            """),
        RunMethod);
}
