using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Benchmarks;

/// <summary>A method of about a given number of statements, all of one kind.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Unit">A few statements; <c>#</c> stands for the number of the repetition.</param>
/// <param name="Closing">Statements at the end, one for each repetition.</param>
/// <param name="Before">What stands before the first unit.</param>
/// <param name="After">What stands at the very end.</param>
internal sealed record Shape(string Name, string Unit, string Closing = "", string Before = "", string After = "")
{
    public const int Statements = 300;

    public static IReadOnlyList<Shape> All { get; } =
    [
        new("straight line", """
            var p# = pid.Get();
            Rcu.ReadLock();
            var t# = p#.Task();
            total += t#!.Pid;
            Rcu.ReadUnlock();
            p#.Put();
            """),
        new("early returns", """
            var p# = kernel.FindGetPid(#);
            if (p# is null)
                return total;
            using (Rcu.EnterReadScope())
            {
                var t# = p#.Task();
                if (t# is null)
                {
                    p#.Put();
                    return total;
                }
                total += t#.Tgid;
            }
            p#.Put();
            """),
        new("conditions kept apart", """
            var b# = total > #;
            PidHandle? p# = null;
            if (b#)
                p# = pid.Get();
            """, """
            if (b#)
                p#!.Put();
            """),
        new("branches that meet", """
            var p# = kernel.FindGetPid(#);
            if (total > 3 * #)
                total += p#?.Number ?? 1;
            else if (total < #)
                total--;
            switch (total)
            {
                case #:
                    total += 2;
                    break;
                case -1:
                    total += 3;
                    break;
            }
            p#?.Put();
            """),
        new("try and finally", """
            var p# = pid.Get();
            try
            {
                Rcu.ReadLock();
                try
                {
                    total += p#.Task()?.Pid ?? 0;
                }
                finally
                {
                    Rcu.ReadUnlock();
                }
            }
            finally
            {
                p#.Put();
            }
            """),
        new("using, 5 deep", """
            using (var p# = pid.Get())
            using (var q# = p#.Get())
            using (Rcu.EnterReadScope())
            using (var r# = q#.Get())
            using (Rcu.EnterReadScope())
            {
                if (r#.Task() is not { } t#)
                    return #;
                total += t#.Pid;
            }
            """),
        new("using, all nested", """
            using (var p# = pid.Get())
            {
                if (p#.Number == #)
                    return #;
                total += p#.Number;
            """, "}"),
        new("loops", """
            foreach (var n# in numbers)
            {
                var p# = kernel.FindGetPid(n#);
                if (p# is null)
                    continue;
                using (Rcu.EnterReadScope())
                {
                    for (var t# = p#.Task(); t# is not null; t# = t#.RealParent)
                    {
                        if (t#.Pid == 1)
                            break;
                        total += t#.Pid;
                    }
                }
                p#.Put();
            }
            """),
        new("one loop around it all", """
            last?.Put();
            last = kernel.FindGetPid(total);
            if (last is null)
                continue;
            total += last.Number;
            """, Before: "PidHandle? last = null; while (total < numbers.Length) {", After: "} last?.Put();"),
        new("private calls", """
            var p# = Take(#);
            total += Look(p#);
            Put(p#);
            """),
        new("nothing of ours", """
            total += numbers[#];
            if (total > #)
                total = Math.Abs(total) / 2;
            """),
    ];

    /// <summary>The shape as a source file; the method is the first of its class.</summary>
    public SyntaxTree Build()
    {
        // Long enough to know what one more repetition brings, then as many as the size asks for.
        var one = Count(Text(1));
        var step = Count(Text(2)) - one;
        return CSharpSyntaxTree.ParseText(Text(1 + (Statements - one + step - 1) / step), path: Name + ".cs");
    }

    public static MethodDeclarationSyntax MethodOf(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().First();

    public static int CountStatements(SyntaxTree tree) =>
        MethodOf(tree).DescendantNodes().Count(node => node is StatementSyntax and not BlockSyntax);

    private static int Count(string text) => CountStatements(CSharpSyntaxTree.ParseText(text));

    private string Text(int repetitions)
    {
        var body = new StringBuilder(Before);
        for (var i = 0; i < repetitions; i++)
            body.AppendLine(Number(Unit, i));
        for (var i = 0; i < repetitions; i++)
            body.AppendLine(Number(Closing, i));
        body.Append(After);
        return $$"""
            using System;
            using Utrace;
            public class Subject(IUtraceKernel kernel)
            {
                public int Run(PidHandle pid, int[] numbers)
                {
                    var total = 0;
                    {{body}}
                    return total;
                }

                private PidHandle Take(int nr) => kernel.FindGetPid(nr) ?? throw new ArgumentException(null, nameof(nr));

                private static int Look(PidHandle pid)
                {
                    using (Rcu.EnterReadScope())
                        return pid.Task()?.Pid ?? 0;
                }

                private static void Put(PidHandle pid) => pid.Put();
            }
            """;
    }

    private static string Number(string text, int i) =>
        text.Replace("#", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
