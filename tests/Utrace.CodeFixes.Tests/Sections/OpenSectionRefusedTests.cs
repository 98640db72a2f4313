using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.OpenSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4001: where no using and no finally is right.</summary>
public class OpenSectionRefusedTests
{
    [Fact]
    public Task LockUnderACondition() => Verify.OffersNothing(
        Method("""
            if (nr > 0)
                {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task NothingBehindTheLock() => Verify.OffersNothing(
        Method("""
            Console.WriteLine(nr);
            {|UTR4001:Rcu.ReadLock()|};
            """));

    // No block, in which nothing would be left.
    [Fact]
    public Task NothingButAnUnlockUnderAConditionBehindTheLock() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (nr > 0)
                Rcu.ReadUnlock();
            """),
        Method("""
            using var scope = Rcu.EnterReadScope();
            """));

    [Fact]
    public Task NothingButAnUnlockUnderAConditionOnTheLineOfTheLock() => Verify.Makes(
        Method("""
            if (nr > 3) { {|UTR4001:Rcu.ReadLock()|}; if (nr > 0) Rcu.ReadUnlock(); } else Console.WriteLine(nr);
            """),
        Method("""
            if (nr > 3) { using var scope = Rcu.EnterReadScope(); } else Console.WriteLine(nr);
            """));

    [Fact]
    public Task NothingButAReturnBehindTheLock() => Verify.OffersNothing(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            return;
            """));

    [Fact]
    public Task SleepBehindAnEarlyUnlock() => Verify.OffersNothing(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task() is not { } task)
            {
                Rcu.ReadUnlock();
                Thread.Sleep(10);
                return;
            }
            if (task.IsExiting)
                return;
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task AwaitInTheSection() => Verify.OffersNothing(
        Module("""
            public async Task RunAsync(PidHandle pid, Task work)
            {
                {|UTR4001:Rcu.ReadLock()|};
                Console.WriteLine(pid.Task()?.Comm);
                if (work.IsCompleted)
                    return;
                {|UTR4003:await work|};
                Rcu.ReadUnlock();
            }
            """));

    [Fact]
    public Task SectionsThatNest() => Verify.OffersNothing(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Pid);
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task UnlockBehindTheTryThatLocks() => Verify.OffersNothing(
        Method("""
            try
            {
                {|UTR4001:Rcu.ReadLock()|};
                Console.WriteLine(nr);
            }
            catch (InvalidOperationException)
            {
                return;
            }
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task SectionThatBeginsInAConditionalPart() => Verify.OffersNothing(
        "#define A\n" + Module("""
            public void Run(PidHandle pid)
            {
                {|UTR4001:Rcu.ReadLock()|};
            #if A
                Console.WriteLine(pid.Task()?.Comm);
            #else
                Console.WriteLine();
            #endif
            }
            """));

    [Fact]
    public Task LambdaThatIsNothingElse() => Verify.OffersNothing(
        Method("""
            ThreadPool.QueueUserWorkItem(_ => {|UTR4001:Rcu.ReadLock()|});
            """));

    [Fact]
    public Task JumpIntoTheSection() => Verify.OffersNothing(
        Method("""
            if (nr > 3)
                goto inside;
            {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(pid.Task()?.Comm);
            inside:
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task ScopeThatIsAssigned() => Verify.OffersNothing(
        Method("""
            Rcu.ReadScope scope;
            scope = {|UTR4001:Rcu.EnterReadScope()|};
            Console.WriteLine(pid.Task()?.Comm);
            """));
}
