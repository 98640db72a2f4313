using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.BlockingInSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4003: the section ends before what may sleep, begins behind it, or is left for it.</summary>
public class BlockingInSectionTests
{
    [Fact]
    public Task SleepAtTheEnd() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);

                // A rest.
                {|UTR4003:Thread.Sleep(100)|};
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }

            // A rest.
            Thread.Sleep(100);
            """));

    [Fact]
    public Task SleepBeforeTheUnlock() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            {|UTR4003:Thread.Sleep(100)|};
            Rcu.ReadUnlock();
            """),
        Method("""
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            Thread.Sleep(100);
            """));

    [Fact]
    public Task SleepInAScopeToTheEndOfTheBlock() => Verify.Makes(
        Method("""
            using var scope = Rcu.EnterReadScope();
            var name = pid.Task()?.Comm;
            {|UTR4003:Thread.Sleep(100)|};
            Console.WriteLine(name);
            """),
        Method("""
            string? name;
            using (Rcu.EnterReadScope())
            {
                name = pid.Task()?.Comm;
            }
            Thread.Sleep(100);
            Console.WriteLine(name);
            """));

    [Fact]
    public Task AwaitBeforeTheUnlock() => Verify.Makes(
        Module("""
            public async Task PrintAsync(PidHandle pid, SemaphoreSlim slots)
            {
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Comm);
                {|UTR4003:await slots.WaitAsync()|};
                Rcu.ReadUnlock();
            }
            """),
        Module("""
            public async Task PrintAsync(PidHandle pid, SemaphoreSlim slots)
            {
                Rcu.ReadLock();
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
                await slots.WaitAsync();
            }
            """));

    [Fact]
    public Task SleepUnderACondition() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
                if (nr > 0)
                    {|UTR4003:Thread.Sleep(nr)|};
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            if (nr > 0)
                Thread.Sleep(nr);
            """));

    [Fact]
    public Task PrivateMethodThatSleeps() => Verify.Makes(
        Module("""
            public void Print(PidHandle pid, SemaphoreSlim slots)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                    {|UTR4003:Enter(slots)|};
                }
            }

            private static void Enter(SemaphoreSlim slots) => slots.Wait();
            """),
        Module("""
            public void Print(PidHandle pid, SemaphoreSlim slots)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
                Enter(slots);
            }

            private static void Enter(SemaphoreSlim slots) => slots.Wait();
            """));

    [Fact]
    public Task TwoOfThem() => Verify.Mends(
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
                {|UTR4003:Thread.Sleep(1)|};
                _ = {|UTR4003:engine.Barrier(pid)|};
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            Thread.Sleep(1);
            _ = engine.Barrier(pid);
            """),
        RunMethod);

    [Fact]
    public Task SleepAtTheBeginning() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                // A rest first.
                {|UTR4003:Thread.Sleep(100)|};
                Console.WriteLine(pid.Task()?.Comm);
            }
            """),
        Method("""
            // A rest first.
            Thread.Sleep(100);
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));

    [Fact]
    public Task SleepBehindTheLock() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            {|UTR4003:Thread.Sleep(100)|};
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            """),
        Method("""
            Thread.Sleep(100);
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task SleepBehindADeclaredScope() => Verify.Mends(
        Method("""
            using var scope = Rcu.EnterReadScope();
            var error = {|UTR4003:engine.Barrier(pid)|};
            Console.WriteLine(error);
            Console.WriteLine(pid.Task()?.Comm);
            """),
        Method("""
            var error = engine.Barrier(pid);
            using var scope = Rcu.EnterReadScope();
            Console.WriteLine(error);
            Console.WriteLine(pid.Task()?.Comm);
            """),
        RunMethod);

    [Fact]
    public Task SleepBetweenTwoLookups() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
                {|UTR4003:Thread.Sleep(100)|};
                Console.WriteLine(pid.Task()?.Pid);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            Thread.Sleep(100);
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Pid);
            }
            """));

    [Fact]
    public Task SleepBetweenLockAndUnlock() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            {|UTR4003:Thread.Sleep(100)|}; // a rest
            Console.WriteLine(pid.Task()?.Pid);
            Rcu.ReadUnlock();
            """),
        Method("""
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            Thread.Sleep(100); // a rest
            Rcu.ReadLock();
            Console.WriteLine(pid.Task()?.Pid);
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task YieldBetweenLockAndUnlock() => Verify.Makes(
        Module("""
            public IEnumerable<string?> Names(PidHandle pid, PidHandle other)
            {
                Rcu.ReadLock();
                var name = pid.Task()?.Comm;
                {|UTR4003:yield return name;|}
                name = other.Task()?.Comm;
                Rcu.ReadUnlock();
                yield return name;
            }
            """),
        Module("""
            public IEnumerable<string?> Names(PidHandle pid, PidHandle other)
            {
                Rcu.ReadLock();
                var name = pid.Task()?.Comm;
                Rcu.ReadUnlock();
                yield return name;
                Rcu.ReadLock();
                name = other.Task()?.Comm;
                Rcu.ReadUnlock();
                yield return name;
            }
            """));

    [Fact]
    public Task SectionOfNothingElseGoes() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            {|UTR4003:Thread.Sleep(100)|};
            Rcu.ReadUnlock();
            """),
        Method("""
            Thread.Sleep(100);
            """));
}
