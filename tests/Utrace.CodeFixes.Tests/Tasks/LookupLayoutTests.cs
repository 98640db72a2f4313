using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001: the section is written the way the file is.</summary>
public class LookupLayoutTests
{
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
