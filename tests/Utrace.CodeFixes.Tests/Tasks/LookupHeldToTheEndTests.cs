using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001: what a using holds to the end of a block is not closed by the section around a lookup.</summary>
public class LookupHeldToTheEndTests
{
    [Fact]
    public Task SectionThatBeginsBelowTheLookupKeepsItsEnd() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            using var scope = Rcu.EnterReadScope();
            Console.WriteLine(task?.Comm);
            Console.WriteLine(pid.Task()?.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                using var scope = Rcu.EnterReadScope();
                Console.WriteLine(task?.Comm);
                Console.WriteLine(pid.Task()?.Comm);
                Console.WriteLine("done");
            }
            """));

    [Fact]
    public Task WhatIsHeldToTheEndKeepsItsEnd() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            using var stream = new System.IO.MemoryStream();
            Console.WriteLine(task?.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                using var stream = new System.IO.MemoryStream();
                Console.WriteLine(task?.Comm);
                Console.WriteLine("done");
            }
            """));

    [Fact]
    public Task ReferenceIsHeldForItsMentions() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            using var copy = pid.Get();
            Console.WriteLine(task?.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                using var copy = pid.Get();
                Console.WriteLine(task?.Comm);
            }
            Console.WriteLine("done");
            """));
}
