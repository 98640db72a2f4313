using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.ReadSide.OpenSectionFix>;

namespace Utrace.CodeFixes.Tests.Sections;

/// <summary>UTR4001: sections in loops, switches, functions and around a try.</summary>
public class OpenSectionPlaceTests
{
    [Fact]
    public Task ContinueInALoop() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task ReturnBeforeATryWhoseFinallyCloses() => Verify.Mends(
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
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task FinallyThatDoesMoreKeepsTheRest() => Verify.Mends(
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
            """),
        RunMethodWithNumbers);

    [Fact]
    public Task LambdaWithABody() => Verify.Mends(
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
            """),
        RunMethod);

    [Fact]
    public Task SectionOfASwitch() => Verify.Mends(
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
            """),
        RunMethodWithNumbers);

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
