using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.BlockingInSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4003: what depends on the section, or the section on it, stays.</summary>
public class BlockingInSectionRefusedTests
{
    [Fact]
    public Task TaskThatIsUsedBehindIt_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;
                {|UTR4003:Thread.Sleep(100)|};
                Console.WriteLine({|UTR1004:task|}.Comm);
            }
            """));

    [Fact]
    public Task CallThatNeedsATask_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;
                {|UTR4003:Thread.Sleep(task.Pid)|};
            }
            """));

    [Fact]
    public Task SectionOfTheCaller_IsNotFixed() => Verify.OffersNothing(
        Module("""
            [RequiresReadLock]
            public void Rest(PidHandle pid)
            {
                Console.WriteLine(pid.Task()?.Comm);
                {|UTR4003:Thread.Sleep(100)|};
            }
            """));

    [Fact]
    public Task LocalThatIsWantedOnBothSides_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var name = pid.Task()?.Comm;
                {|UTR4003:Thread.Sleep(100)|};
                Console.WriteLine(pid.Task()?.Comm == name);
            }
            """));

    [Fact]
    public Task NestedSections_AreNotFixed() => Verify.OffersNothing(
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Pid);
                    {|UTR4003:Thread.Sleep(1)|};
                }
            }
            """));

    [Fact]
    public Task DelegateThatMayNeedTheSection_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Run(PidHandle pid, Func<int> time)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                    {|UTR4003:Thread.Sleep(time())|};
                }
            }
            """));

    [Fact]
    public Task NothingButUnlocksBehindIt_IsNotFixed() => Verify.OffersNothing(
        Method("""
            for (var i = 0; i < nr; i++)
            {
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Comm);
                {|UTR4003:Thread.Sleep(1)|};
                if (i == 4)
                {
                    Rcu.ReadUnlock();
                    break;
                }
                Rcu.ReadUnlock();
            }
            """));

    [Fact]
    public Task SleepInATryWhoseFinallyUnlocks_IsNotFixed() => Verify.OffersNothing(
        Method("""
            Rcu.ReadLock();
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
                {|UTR4003:Thread.Sleep(1)|};
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            """));
}
