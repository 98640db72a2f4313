using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001: a section around the lookup and what uses it.</summary>
public class UnprotectedLookupSectionTests
{
    [Fact]
    public Task LocalUsedInTheNextStatements() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            if (task is null)
                return;
            Console.WriteLine(task.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null)
                    return;
                Console.WriteLine(task.Comm);
            }
            Console.WriteLine("done");
            """));

    [Fact]
    public Task SingleStatement() => Verify.Makes(
        Method("""
            Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));

    [Fact]
    public Task Return() => Verify.Makes(
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
            """));

    [Fact]
    public Task ExpressionBodiedMethod() => Verify.Makes(
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
            """));

    [Fact]
    public Task ExpressionBodiedVoidMethod() => Verify.Makes(
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
            """));

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
    public Task ExpressionBodiedLambda() => Verify.Makes(
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
            """));

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
    public Task PatternInIf() => Verify.Makes(
        Method("""
            if ({|UTR1001:pid.Task()|} is { IsExiting: false } task)
            {
                Console.WriteLine(task.Comm);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is { IsExiting: false } task)
                {
                    Console.WriteLine(task.Comm);
                }
            }
            """));

    [Fact]
    public Task NegatedPatternWithUsesBelow() => Verify.Makes(
        Method("""
            if ({|UTR1001:pid.Task()|} is not { } task)
                return;

            // The name first.
            Console.WriteLine(task.Comm);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;

                // The name first.
                Console.WriteLine(task.Comm);
            }
            """));

    [Fact]
    public Task ValueUsedBelowIsDeclaredAbove() => Verify.Makes(
        Method("""
            var name = {|UTR1001:pid.Task()|}?.Comm;
            Console.WriteLine("found");
            Console.WriteLine(name);
            """),
        Method("""
            string? name;
            using (Rcu.EnterReadScope())
            {
                name = pid.Task()?.Comm;
            }
            Console.WriteLine("found");
            Console.WriteLine(name);
            """));

    [Fact]
    public Task SureValueUsedBelowNeedsNoQuestionMark() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            var name = task is null ? "none" : task.Comm;
            Console.WriteLine(name.Length);
            """),
        Method("""
            string name;
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                name = task is null ? "none" : task.Comm;
            }
            Console.WriteLine(name.Length);
            """));

    [Fact]
    public Task ExplicitTypeUsedBelowIsKept() => Verify.Makes(
        Method("""
            int tgid = {|UTR1001:pid.Task()|}?.Tgid ?? 0;
            Console.WriteLine(tgid);
            """),
        Method("""
            int tgid;
            using (Rcu.EnterReadScope())
            {
                tgid = pid.Task()?.Tgid ?? 0;
            }
            Console.WriteLine(tgid);
            """));

    [Fact]
    public Task OutVariableUsedBelowExtendsTheSection() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid, Dictionary<int, string> names)
            {
                names.TryGetValue({|UTR1001:pid.Task()|}?.Pid ?? 0, out var name);
                Console.WriteLine(name);
                Console.WriteLine("done");
            }
            """),
        Module("""
            public void Run(PidHandle pid, Dictionary<int, string> names)
            {
                using (Rcu.EnterReadScope())
                {
                    names.TryGetValue(pid.Task()?.Pid ?? 0, out var name);
                    Console.WriteLine(name);
                }
                Console.WriteLine("done");
            }
            """));

    [Fact]
    public Task TaskFoundThroughATask() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            if (task is null)
                return;
            var leader = {|UTR1001:task.GroupLeader|};
            Console.WriteLine(leader.Comm);
            Console.WriteLine(nr);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null)
                    return;
                var leader = task.GroupLeader;
                Console.WriteLine(leader.Comm);
            }
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task SeveralLookupsInOneMethod() => Verify.Makes(
        Method("""
            Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            Console.WriteLine(nr);
            Console.WriteLine({|UTR1001:pid.Task()|}?.Pid);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            Console.WriteLine(nr);
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Pid);
            }
            """));

    [Fact]
    public Task DeclaredAboveAndUsedBelowABranch() => Verify.Makes(
        Method("""
            TaskStruct? task = null;
            if (nr > 0)
            {
                task = {|UTR1001:pid.Task()|};
            }
            Console.WriteLine(task?.Comm);
            """),
        Method("""
            TaskStruct? task = null;
            using (Rcu.EnterReadScope())
            {
                if (nr > 0)
                {
                    task = pid.Task();
                }
                Console.WriteLine(task?.Comm);
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
    public Task CallOfAMethodThatLooksUp() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid)
            {
                {|UTR1001:Print(pid)|};
            }

            private static void Print(PidHandle pid) => Console.WriteLine(pid.Task()?.Comm);
            """),
        Module("""
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Print(pid);
                }
            }

            private static void Print(PidHandle pid) => Console.WriteLine(pid.Task()?.Comm);
            """));

    [Fact]
    public Task EachCallerOfAMethodThatLooksUp() => Verify.Makes(
        Module("""
            public void One(PidHandle pid)
            {
                {|UTR1001:Print(pid)|};
            }

            public void Other(PidHandle pid) => {|UTR1001:Print(pid)|};

            private static void Print(PidHandle pid)
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """),
        Module("""
            public void One(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Print(pid);
                }
            }

            public void Other(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Print(pid);
                }
            }

            private static void Print(PidHandle pid)
            {
                Console.WriteLine(pid.Task()?.Comm);
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
    public Task CommentsAndBlankLinesStay() => Verify.Makes(
        Method("""
            Console.WriteLine(nr); // the number

            // Who is it?
            var task = {|UTR1001:pid.Task()|}; // may be gone

            /* say so */
            Console.WriteLine(task?.Comm); // its name

            // The end.
            Console.WriteLine("done");
            """),
        Method("""
            Console.WriteLine(nr); // the number

            using (Rcu.EnterReadScope())
            {
                // Who is it?
                var task = pid.Task(); // may be gone

                /* say so */
                Console.WriteLine(task?.Comm); // its name
            }

            // The end.
            Console.WriteLine("done");
            """));

    [Fact]
    public Task TextOfStringsStays() => Verify.Makes(
        Method("""
            Console.WriteLine({|UTR1001:pid.Task()|}?.Comm + @"
              one
            two" + $@"
             {nr}
            three");
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm + @"
              one
            two" + $@"
             {nr}
            three");
            }
            """));

    [Fact]
    public Task HangingBracesAndTabs() => Verify.Makes(
        "class Module {\n\tpublic void Run(PidHandle pid) {\n\t\tif (pid.Number > 1) {\n\t\t\tConsole.WriteLine({|UTR1001:pid.Task()|}?.Comm);\n\t\t}\n\t}\n}\n",
        "class Module {\n\tpublic void Run(PidHandle pid) {\n\t\tif (pid.Number > 1) {\n\t\t\tusing (Rcu.EnterReadScope()) {\n\t\t\t\tConsole.WriteLine(pid.Task()?.Comm);\n\t\t\t}\n\t\t}\n\t}\n}\n");

    [Fact]
    public Task EmbeddedStatementWithHangingBraces() => Verify.Makes(
        "class Module {\n  public void Run(PidHandle pid) {\n    if (pid.Number > 1)\n      Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);\n  }\n}\n",
        "class Module {\n  public void Run(PidHandle pid) {\n    if (pid.Number > 1) {\n      using (Rcu.EnterReadScope()) {\n        Console.WriteLine(pid.Task()?.Comm);\n      }\n    }\n  }\n}\n");

    [Fact]
    public Task CarriageReturnsStay() => Verify.Makes(
        "class Module\r\n{\r\n    public void Run(PidHandle pid)\r\n    {\r\n        Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);\r\n    }\r\n}\r\n",
        "class Module\r\n{\r\n    public void Run(PidHandle pid)\r\n    {\r\n        using (Rcu.EnterReadScope())\r\n        {\r\n            Console.WriteLine(pid.Task()?.Comm);\r\n        }\r\n    }\r\n}\r\n");

    [Fact]
    public Task BodyOnOneLine() => Verify.Makes(
        """
        class Module
        {
            public void Run(PidHandle pid) { Console.WriteLine({|UTR1001:pid.Task()|}?.Comm); }
        }

        """,
        """
        class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
        }

        """);

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

    [Fact]
    public Task ImportIsAddedWhereItIsMissing() => Verify.MakesWithoutUsings(
        """
        using System;
        using System.Text;

        class Module
        {
            public void Run(Utrace.PidHandle pid)
            {
                Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            }
        }

        """,
        """
        using System;
        using System.Text;
        using Utrace;

        class Module
        {
            public void Run(Utrace.PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
        }

        """);

    [Fact]
    public Task NameThatMeansSomethingElseIsSpelledOut() => Verify.Makes(
        Module("""
            private static class Rcu { }

            public void Run(PidHandle pid)
            {
                Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            }
            """),
        Module("""
            private static class Rcu { }

            public void Run(PidHandle pid)
            {
                using (global::Utrace.Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
            }
            """));
}
