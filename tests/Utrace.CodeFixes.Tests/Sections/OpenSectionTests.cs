using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.OpenSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4001: a using statement in the place of the lock and its unlocks.</summary>
public class OpenSectionTests
{
    [Fact]
    public Task ReturnThatLeavesItOpen() => Verify.Makes(
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                {|UTR4001:Rcu.ReadLock()|};
                var task = pid.Task();
                if (task is null)
                    return null;

                var name = task.Comm;
                Rcu.ReadUnlock();
                return name;
            }
            """),
        Module("""
            public string? CommandOf(PidHandle pid)
            {
                string name;
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return null;

                    name = task.Comm;
                }
                return name;
            }
            """));

    [Fact]
    public Task UnlockOnOneOfTwoWaysOut() => Verify.Makes(
        Method("""
            // The name of it.
            {|UTR4001:Rcu.ReadLock()|};
            var task = pid.Task();
            if (task is null)
            {
                Rcu.ReadUnlock();
                return;
            }
            if (task.IsExiting)
                return;
            Console.WriteLine(task.Comm);
            Rcu.ReadUnlock();
            """),
        Method("""
            // The name of it.
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null)
                {
                    return;
                }
                if (task.IsExiting)
                    return;
                Console.WriteLine(task.Comm);
            }
            """));

    [Fact]
    public Task NeverClosed() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(pid.Task()?.Comm);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));

    [Fact]
    public Task ContinueInALoop() => Verify.Makes(
        Method("""
            for (var i = 0; i < nr; i++)
            {
                {|UTR4001:Rcu.ReadLock()|};
                if (pid.Task() is not { } task)
                    continue;
                Console.WriteLine(task.Comm);
                Rcu.ReadUnlock();
            }
            """),
        Method("""
            for (var i = 0; i < nr; i++)
            {
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is not { } task)
                        continue;
                    Console.WriteLine(task.Comm);
                }
            }
            """));

    [Fact]
    public Task UnlockUnderACondition() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            Console.WriteLine(pid.Task()?.Comm);
            if (nr > 0)
                Rcu.ReadUnlock();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));

    [Fact]
    public Task UnlockInOneBranchOfTwo() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (nr > 0)
            {
                Console.WriteLine(pid.Task()?.Comm);
                Rcu.ReadUnlock();
            }
            else
            {
                Console.WriteLine(pid.Task()?.Pid);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (nr > 0)
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
                else
                {
                    Console.WriteLine(pid.Task()?.Pid);
                }
            }
            """));

    [Fact]
    public Task ReturnBeforeATryWhoseFinallyCloses() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (nr < 0)
                return;
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            Console.WriteLine();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (nr < 0)
                    return;
                Console.WriteLine(pid.Task()?.Comm);
            }
            Console.WriteLine();
            """));

    [Fact]
    public Task FinallyThatDoesMoreKeepsTheRest() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (nr < 0)
                return;
            try
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            finally
            {
                Console.WriteLine("done");
                Rcu.ReadUnlock();
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (nr < 0)
                    return;
                try
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
                finally
                {
                    Console.WriteLine("done");
                }
            }
            """));

    [Fact]
    public Task TwoSectionsOfOneMethod() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task() is null)
                return;
            Rcu.ReadUnlock();

            Console.WriteLine("between");

            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task()?.IsExiting != false)
                return;
            Rcu.ReadUnlock();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is null)
                    return;
            }

            Console.WriteLine("between");

            using (Rcu.EnterReadScope())
            {
                if (pid.Task()?.IsExiting != false)
                    return;
            }
            """));

    [Fact]
    public Task ThrowThatLeavesItOpen() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            if (pid.Task() is not { } task)
                throw new InvalidOperationException();
            var number = task.Tgid;
            Rcu.ReadUnlock();
            Console.WriteLine(number);
            """),
        Method("""
            int number;
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    throw new InvalidOperationException();
                number = task.Tgid;
            }
            Console.WriteLine(number);
            """));

    [Fact]
    public Task LambdaWithABody() => Verify.Makes(
        Method("""
            Func<string?> name = () =>
            {
                {|UTR4001:Rcu.ReadLock()|};
                return pid.Task()?.Comm;
            };
            Console.WriteLine(name());
            """),
        Method("""
            Func<string?> name = () =>
            {
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.Comm;
                }
            };
            Console.WriteLine(name());
            """));

    [Fact]
    public Task SectionOfASwitch() => Verify.Makes(
        Method("""
            switch (nr)
            {
                case 1:
                    {|UTR4001:Rcu.ReadLock()|};
                    Console.WriteLine(pid.Task()?.Comm);
                    break;
            }
            """),
        Method("""
            switch (nr)
            {
                case 1:
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid.Task()?.Comm);
                        break;
                    }
            }
            """));

    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        using var kernel = new Utrace.Simulation.SimulatedKernel();
        using var pid = kernel.FindGetPid(1);
        {|UTR4001:Rcu.ReadLock()|};
        if (pid?.Task() is not { } task)
            return;
        Console.WriteLine(task.Comm);
        Rcu.ReadUnlock();

        """,
        """
        using var kernel = new Utrace.Simulation.SimulatedKernel();
        using var pid = kernel.FindGetPid(1);
        using (Rcu.EnterReadScope())
        {
            if (pid?.Task() is not { } task)
                return;
            Console.WriteLine(task.Comm);
        }

        """);

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
    public Task CommentBehindTheLockStays() => Verify.Makes(
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
            """));

    [Fact]
    public Task LocalThatIsWantedBehindTheSection() => Verify.Makes(
        Method("""
            {|UTR4001:Rcu.ReadLock()|};
            var held = pid.Task()?.GetPid();
            if (held is null)
                return;
            Rcu.ReadUnlock();
            using (held)
                Console.WriteLine(held.Number);
            """),
        Method("""
            PidHandle? held;
            using (Rcu.EnterReadScope())
            {
                held = pid.Task()?.GetPid();
                if (held is null)
                    return;
            }
            using (held)
                Console.WriteLine(held.Number);
            """));

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

    [Fact]
    public Task GetterAndLocalFunction() => Verify.Makes(
        Module("""
            private PidHandle _pid = null!;

            public Module(PidHandle pid) => _pid = pid;

            public string? Name
            {
                get
                {
                    {|UTR4001:Rcu.ReadLock()|};
                    return Of(_pid);

                    static string? Of(PidHandle pid)
                    {
                        {|UTR4001:Rcu.ReadLock()|};
                        if (pid.Number < 0)
                            return null;
                        var name = pid.Task()?.Comm;
                        Rcu.ReadUnlock();
                        return name;
                    }
                }
            }
            """),
        Module("""
            private PidHandle _pid = null!;

            public Module(PidHandle pid) => _pid = pid;

            public string? Name
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        return Of(_pid);
                    }

                    static string? Of(PidHandle pid)
                    {
                        string? name;
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Number < 0)
                                return null;
                            name = pid.Task()?.Comm;
                        }
                        return name;
                    }
                }
            }
            """));
}
