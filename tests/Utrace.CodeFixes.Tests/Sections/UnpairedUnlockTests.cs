using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.UnpairedUnlockFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4002: the unlock that is too many goes.</summary>
public class UnpairedUnlockTests
{
    [Fact]
    public Task SecondUnlock() => Verify.Mends(
        Method("""
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            {|UTR4002:Rcu.ReadUnlock()|};
            """),
        Method("""
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            """),
        RunMethod);

    [Fact]
    public Task UnlockWithoutAnyLock() => Verify.Mends(
        Method("""
            Console.WriteLine(nr);
            {|UTR4002:Rcu.ReadUnlock()|};
            Console.WriteLine(pid.Number);
            """),
        Method("""
            Console.WriteLine(nr);
            Console.WriteLine(pid.Number);
            """),
        RunMethod);

    [Fact]
    public Task UnlockBehindAUsing() => Verify.Mends(
        Method("""
            using (Rcu.EnterReadScope())
                Console.WriteLine(pid.Task()?.Comm);

            {|UTR4002:Rcu.ReadUnlock()|};
            """),
        Method("""
            using (Rcu.EnterReadScope())
                Console.WriteLine(pid.Task()?.Comm);
            """),
        RunMethod);

    [Fact]
    public Task UnlockUnderACondition() => Verify.Mends(
        Method("""
            Console.WriteLine(nr);
            if (nr > 0)
                {|UTR4002:Rcu.ReadUnlock()|};
            Console.WriteLine(pid.Number);
            """),
        Method("""
            Console.WriteLine(nr);
            Console.WriteLine(pid.Number);
            """),
        RunMethod);

    [Fact]
    public Task UnlockUnderAConditionThatDoesSomething() => Verify.Mends(
        Method("""
            if (Next() > 0)
                {|UTR4002:Rcu.ReadUnlock()|};

            static int Next() => Environment.TickCount;
            """),
        Method("""
            if (Next() > 0)
                { }

            static int Next() => Environment.TickCount;
            """),
        RunMethod);

    [Fact]
    public Task UnlockInAnElse() => Verify.Mends(
        Method("""
            if (nr > 0)
            {
                Console.WriteLine(nr);
            }
            else
            {
                {|UTR4002:Rcu.ReadUnlock()|};
            }
            """),
        Method("""
            if (nr > 0)
            {
                Console.WriteLine(nr);
            }
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task UnlockAsTheBodyOfALoop() => Verify.Mends(
        Method("""
            for (var i = 0; i < nr; i++)
                {|UTR4002:Rcu.ReadUnlock()|};
            """),
        Method("""
            for (var i = 0; i < nr; i++)
                { }
            """),
        RunMethod);

    [Fact]
    public Task UnlockAboveThatLeavesNothingToClose() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Rcu.ReadLock();
                var name = pid.Task()?.Comm;
                if (name is null)
                    Rcu.ReadUnlock();
                {|UTR4002:Rcu.ReadUnlock()|};
                return name;
            }
            """),
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Rcu.ReadLock();
                var name = pid.Task()?.Comm;
                Rcu.ReadUnlock();
                return name;
            }
            """));

    [Fact]
    public Task FinallyKeepsItsUnlock() => Verify.Mends(
        Method("""
            Rcu.ReadLock();
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
            }
            finally
            {
                {|UTR4002:Rcu.ReadUnlock()|};
            }
            """),
        Method("""
            Rcu.ReadLock();
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            """),
        RunMethod);

    [Fact]
    public Task UnlockBehindAFinally() => Verify.Mends(
        Method("""
            Rcu.ReadLock();
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            // And done.
            {|UTR4002:Rcu.ReadUnlock()|};
            Console.WriteLine();
            """),
        Method("""
            Rcu.ReadLock();
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            // And done.
            Console.WriteLine();
            """),
        RunMethod);

    [Fact]
    public Task UnlockInALambdaThatRunsLater() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            ThreadPool.QueueUserWorkItem(_ => {|UTR4002:Rcu.ReadUnlock()|});
            Rcu.ReadUnlock();
            """),
        Method("""
            Rcu.ReadLock();
            ThreadPool.QueueUserWorkItem(_ => { });
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task TwoInOneMethod() => Verify.Mends(
        Method("""
            {|UTR4002:Rcu.ReadUnlock()|};
            Console.WriteLine(nr);
            {|UTR4002:Rcu.ReadUnlock()|};
            """),
        Method("""
            Console.WriteLine(nr);
            """),
        RunMethod);
}
