using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.OpenSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4001: in the style of the file; and a declaration as the second choice.</summary>
public class OpenSectionLayoutTests
{
    [Fact]
    public Task BracesAtTheEndOfTheLine() => Verify.Makes(
        """
        static class Module {
            public static string? Name(PidHandle pid) {
                {|UTR4001:Rcu.ReadLock()|};
                if (pid.Task() is not { } task) {
                    return null;
                }
                var name = task.Comm;
                Rcu.ReadUnlock();
                return name;
            }
        }
        """,
        """
        static class Module {
            public static string? Name(PidHandle pid) {
                string name;
                using (Rcu.EnterReadScope()) {
                    if (pid.Task() is not { } task) {
                        return null;
                    }
                    name = task.Comm;
                }
                return name;
            }
        }
        """);

    [Fact]
    public Task DeclarationAsTheSecondChoice() => Verify.Makes(
        1,
        Method("""
            // The name of it.
            {|UTR4001:Rcu.ReadLock()|}; // From here on.
            var task = pid.Task();
            if (task is null)
            {
                Rcu.ReadUnlock();
                return;
            }
            Console.WriteLine(task.Comm);
            """),
        Method("""
            // The name of it.
            using var scope = Rcu.EnterReadScope(); // From here on.
            var task = pid.Task();
            if (task is null)
            {
                return;
            }
            Console.WriteLine(task.Comm);
            """));

    [Fact]
    public Task DeclarationInTheStyleOfTheFile() => Verify.Makes(
        1,
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            TaskStruct? scope = pid.Task();
            Console.WriteLine(scope?.Comm);
            """),
        Method("""
            using Rcu.ReadScope scope2 = Rcu.EnterReadScope();
            TaskStruct? scope = pid.Task();
            Console.WriteLine(scope?.Comm);
            """));

    [Fact]
    public Task CommentBehindTheLockStays() => Verify.Mends(
        Method("""
            // First.
            {|UTR4001:Rcu.ReadLock()|}; // Held for the name.

            // Second.
            if (pid.Task() is not { } task)
                return; // gone
            Console.WriteLine(task.Comm); // here
            Rcu.ReadUnlock();

            // Third.
            Console.WriteLine();
            """),
        Method("""
            // First.
            // Held for the name.

            using (Rcu.EnterReadScope())
            {
                // Second.
                if (pid.Task() is not { } task)
                    return; // gone
                Console.WriteLine(task.Comm); // here
            }

            // Third.
            Console.WriteLine();
            """),
        RunMethod);

    [Fact]
    public Task LinesThatEndAsInWindows() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task() is null)
                return;
            Rcu.ReadUnlock();
            """).ReplaceLineEndings("\r\n"),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is null)
                    return;
            }
            """).ReplaceLineEndings("\r\n"));
}
