using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.UnpairedUnlockFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4002: methods that close the section of their callers, and unlocks that stay.</summary>
public class UnpairedUnlockHelperTests
{
    [Fact]
    public Task HelperThatClosesForItsCallers() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Rcu.ReadLock();
                var name = pid.Task()?.Comm;
                Exit();
                return name;
            }

            private static void Exit() => {|UTR4002:Rcu.ReadUnlock()|};
            """),
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                Rcu.ReadLock();
                var name = pid.Task()?.Comm;
                Exit();
                return name;
            }

            [ReleasesReadLock]
            private static void Exit() => Rcu.ReadUnlock();
            """));

    [Fact]
    public Task HelperThatNobodyCalls() => Verify.Makes(
        Module("""
            internal static void Exit()
            {
                Console.WriteLine();
                {|UTR4002:Rcu.ReadUnlock()|};
            }
            """),
        Module("""
            internal static void Exit()
            {
                Console.WriteLine();
            }
            """));

    [Fact]
    public Task LockUnderAConditionThatTheUnlockDoesNotShare_IsNotFixed() => Verify.OffersNothing(
        Method("""
            if (nr > 0)
                Rcu.ReadLock();
            Console.WriteLine(nr);
            {|UTR4002:Rcu.ReadUnlock()|};
            """));

    [Fact]
    public Task MethodThatUnlocksAndIsHandedSomething_IsNotFixed() => Verify.OffersNothing(
        Module("""
            [ReleasesReadLock]
            private static void Leave(string word)
            {
                Console.WriteLine(word);
                Rcu.ReadUnlock();
            }

            public void Run()
            {
                Console.WriteLine();
                {|UTR4002:Leave("done")|};
            }
            """));

    [Fact]
    public Task BodyThatIsNothingElse_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Exit() => {|UTR4002:Rcu.ReadUnlock()|};
            """));

    [Fact]
    public Task HelperThatClosesOnSomeWaysOnly_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                {|UTR4001:Rcu.ReadLock()|};
                var name = pid.Task()?.Comm;
                Exit(name);
                return name;
            }

            private static void Exit(string? name)
            {
                if (name is null)
                    return;
                {|UTR4002:Rcu.ReadUnlock()|};
            }
            """));

    [Fact]
    public Task StatementOfAConditionalPart_IsNotFixed() => Verify.OffersNothing(
        "#define A\n" + Method("""
            Console.WriteLine(nr);
            #if A
            {|UTR4002:Rcu.ReadUnlock()|};
            #endif
            """));
}
