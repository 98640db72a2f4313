using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001: a section in every kind of body.</summary>
public class LookupInBodyTests
{
    [Fact]
    public Task Return() => Verify.Mends(
        Module("""
            public int TgidOf(PidHandle pid)
            {
                return {|UTR1001:pid.Task()|}?.Tgid ?? -1;
            }
            """),
        Module("""
            public int TgidOf(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.Tgid ?? -1;
                }
            }
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().TgidOf(pid);
        reap();
        """);

    [Fact]
    public Task ExpressionBodiedMethod() => Verify.Mends(
        Module("""
            public int TgidOf(PidHandle pid) => {|UTR1001:pid.Task()|}?.Tgid ?? -1;

            public void Other() { }
            """),
        Module("""
            public int TgidOf(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    return pid.Task()?.Tgid ?? -1;
                }
            }

            public void Other() { }
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().TgidOf(pid);
        reap();
        """);

    [Fact]
    public Task ExpressionBodiedVoidMethod() => Verify.Mends(
        Module("""
            public void Print(PidHandle pid) =>
                Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            """),
        Module("""
            public void Print(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Print(pid);
        reap();
        """);

    [Fact]
    public Task ExpressionBodiedProperty() => Verify.Makes(
        Module("""
            private readonly PidHandle _pid = null!;

            public bool IsExiting => {|UTR1001:_pid.Task()|}?.IsExiting ?? true;
            """),
        Module("""
            private readonly PidHandle _pid = null!;

            public bool IsExiting
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        return _pid.Task()?.IsExiting ?? true;
                    }
                }
            }
            """));

    [Fact]
    public Task ExpressionBodiedGetter() => Verify.Makes(
        Module("""
            private readonly PidHandle _pid = null!;

            public string? Name
            {
                get => {|UTR1001:_pid.Task()|}?.Comm;
            }
            """),
        Module("""
            private readonly PidHandle _pid = null!;

            public string? Name
            {
                get
                {
                    using (Rcu.EnterReadScope())
                    {
                        return _pid.Task()?.Comm;
                    }
                }
            }
            """));

    [Fact]
    public Task ExpressionBodiedLambda() => Verify.Mends(
        Module("""
            public List<int> Tgids(List<PidHandle> pids)
            {
                return pids.Select(p => {|UTR1001:p.Task()|}?.Tgid ?? 0).ToList();
            }
            """),
        Module("""
            public List<int> Tgids(List<PidHandle> pids)
            {
                return pids.Select(p =>
                {
                    using (Rcu.EnterReadScope())
                    {
                        return p.Task()?.Tgid ?? 0;
                    }
                }).ToList();
            }
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().Tgids([pid]);
        reap();
        """);

    [Fact]
    public Task EmbeddedStatement() => Verify.Makes(
        Method("""
            if (nr > 0)
                Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            else
                Console.WriteLine("none");
            """),
        Method("""
            if (nr > 0)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
            else
                Console.WriteLine("none");
            """));

    [Fact]
    public Task EmbeddedStatementOnTheSameLine() => Verify.Makes(
        Method("""
            if (nr > 0) Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            """),
        Method("""
            if (nr > 0)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
            """));

    [Fact]
    public Task InsideALoop() => Verify.Makes(
        Module("""
            public void Print(List<PidHandle> pids)
            {
                foreach (var pid in pids)
                {
                    var task = {|UTR1001:pid.Task()|};
                    if (task is null)
                        continue;
                    Console.WriteLine(task.Comm);
                }
            }
            """),
        Module("""
            public void Print(List<PidHandle> pids)
            {
                foreach (var pid in pids)
                {
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid.Task();
                        if (task is null)
                            continue;
                        Console.WriteLine(task.Comm);
                    }
                }
            }
            """));

    [Fact]
    public Task SwitchSection() => Verify.Makes(
        Method("""
            switch (nr)
            {
                case 1:
                    var task = {|UTR1001:pid.Task()|};
                    Console.WriteLine(task?.Comm);
                    break;
            }
            """),
        Method("""
            switch (nr)
            {
                case 1:
                    using (Rcu.EnterReadScope())
                    {
                        var task = pid.Task();
                        Console.WriteLine(task?.Comm);
                    }
                    break;
            }
            """));

    [Fact]
    public Task SectionEndsBeforeTheAwait() => Verify.Makes(
        Module("""
            public async Task RunAsync(PidHandle pid)
            {
                var task = {|UTR1001:pid.Task()|};
                Console.WriteLine(task?.Comm);
                await Task.Yield();
                Console.WriteLine("done");
            }
            """),
        Module("""
            public async Task RunAsync(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    Console.WriteLine(task?.Comm);
                }
                await Task.Yield();
                Console.WriteLine("done");
            }
            """));

    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        PidHandle pid = null!;
        var task = {|UTR1001:pid.Task()|};
        Console.WriteLine(task?.Comm);
        Console.WriteLine("done");

        """,
        """
        PidHandle pid = null!;
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            Console.WriteLine(task?.Comm);
        }
        Console.WriteLine("done");

        """);
}
