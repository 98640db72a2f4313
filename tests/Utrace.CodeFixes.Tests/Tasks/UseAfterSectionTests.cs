using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UseAfterSectionFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1002: the section ends behind the last use.</summary>
public class UseAfterSectionTests
{
    [Fact]
    public Task SectionWithoutBraces() => Verify.Mends(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            if (task is not null)
                Console.WriteLine({|UTR1002:task|}.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                if (task is not null)
                    Console.WriteLine(task.Comm);
            }
            Console.WriteLine("done");
            """),
        RunMethod);

    [Fact]
    public Task SectionWithBracesAndComments() => Verify.Mends(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                // Looked up once.
                task = pid.Task();
            }

            // Shown once.
            Console.WriteLine({|UTR1002:task|}?.Comm); // its name
            Console.WriteLine("done");
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                // Looked up once.
                task = pid.Task();

                // Shown once.
                Console.WriteLine(task?.Comm); // its name
            }
            Console.WriteLine("done");
            """),
        RunMethod);

    [Fact]
    public Task UsesInSeveralStatements() => Verify.Makes(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            if (task is null)
                return;
            Console.WriteLine({|UTR1002:task|}.Comm);
            Console.WriteLine("between");
            Console.WriteLine(task.Tgid);
            Console.WriteLine("done");
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                if (task is null)
                    return;
                Console.WriteLine(task.Comm);
                Console.WriteLine("between");
                Console.WriteLine(task.Tgid);
            }
            Console.WriteLine("done");
            """));

    [Fact]
    public Task WhatMovedStatementsDeclareGoesAlong() => Verify.Makes(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            var name = {|UTR1002:task|}?.Comm;
            Console.WriteLine("between");
            Console.WriteLine(name);
            Console.WriteLine("done");
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                var name = task?.Comm;
                Console.WriteLine("between");
                Console.WriteLine(name);
            }
            Console.WriteLine("done");
            """));

    [Fact]
    public Task UseInsideABranch() => Verify.Makes(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            if (nr > 3)
            {
                Console.WriteLine({|UTR1002:task|}?.Comm);
            }
            Console.WriteLine("done");
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                if (nr > 3)
                {
                    Console.WriteLine(task?.Comm);
                }
            }
            Console.WriteLine("done");
            """));

    [Fact]
    public Task TwoBranchesAreOneChange() => Verify.Makes(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            if (nr > 3)
                Console.WriteLine({|UTR1002:task|}?.Comm);
            else
                Console.WriteLine({|UTR1002:task|}?.Tgid);
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                if (nr > 3)
                    Console.WriteLine(task?.Comm);
                else
                    Console.WriteLine(task?.Tgid);
            }
            """));

    [Fact]
    public Task NestedSections() => Verify.Makes(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                Console.WriteLine(task?.Comm);
            }
            Console.WriteLine({|UTR1002:task|}?.Comm);
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                Console.WriteLine(task?.Comm);
                Console.WriteLine(task?.Comm);
            }
            """));

    [Fact]
    public Task BracesAtTheEndOfTheLine() => Verify.Makes(
        """
        public static class Module {
            public static string? Comm(PidHandle pid) {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                return {|UTR1002:task|}?.Comm;
            }
        }

        """,
        """
        public static class Module {
            public static string? Comm(PidHandle pid) {
                TaskStruct? task;
                using (Rcu.EnterReadScope()) {
                    task = pid.Task();
                    return task?.Comm;
                }
            }
        }

        """);

    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        using var pid = TaskStruct.Current.GetPid();
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        Console.WriteLine({|UTR1002:task|}?.Comm);

        """,
        """
        using var pid = TaskStruct.Current.GetPid();
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Console.WriteLine(task?.Comm);
        }

        """);

    [Fact]
    public Task WhatIsHeldToTheEndKeepsItsEnd() => Verify.Makes(
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
            }
            using var stream = new System.IO.MemoryStream();
            Console.WriteLine({|UTR1002:task|}?.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                using var stream = new System.IO.MemoryStream();
                Console.WriteLine(task?.Comm);
                Console.WriteLine("done");
            }
            """));
}
