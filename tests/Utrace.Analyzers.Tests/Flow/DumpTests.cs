using Utrace.Dump;
using Xunit;

namespace Utrace.Analyzers.Tests.Flow;

public sealed class DumpTests : IDisposable
{
    private readonly string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".cs");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public DumpTests() => File.WriteAllText(file, """
        public static class Printer
        {
            public static void Print(IUtraceKernel kernel)
            {
                var pid = kernel.FindGetPid(1);
                if (pid is null)
                    return;
                using (Rcu.EnterReadScope())
                    Console.WriteLine("comm " + pid.Task()?.Comm);
                pid.Put();
            }
        }
        """);

    [Fact]
    public void Text_ShowsTheWorldsAtEachBlock()
    {
        Assert.Equal(0, DumpCommand.Run([file, "Print"], output, error));

        var lines = output.ToString().Split('\n');
        Assert.Contains("B2 Block", lines);
        Assert.Contains("  in  sections 0 (caller: None); pid = Pid Owned", lines);
        Assert.Contains(lines, line => line.StartsWith("  in  sections 1 (caller: None); pid = Pid Owned; ", StringComparison.Ordinal)
            && line.Contains("= task Valid", StringComparison.Ordinal));
        Assert.Contains("      ExpressionStatement pid.Put();", lines);
    }

    [Fact]
    public void Graphviz_DrawsABoxABlockAndAnArrowABranch()
    {
        Assert.Equal(0, DumpCommand.Run([file, "Print", "--dot"], output, error));

        var picture = output.ToString();
        Assert.StartsWith("digraph flow {", picture, StringComparison.Ordinal);
        Assert.Contains("b0 -> b1", picture, StringComparison.Ordinal);
        Assert.Contains("\\\"comm \\\"", picture, StringComparison.Ordinal);
        Assert.EndsWith("}\n", picture, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownMethod_IsSaid()
    {
        Assert.Equal(1, DumpCommand.Run([file, "Missing"], output, error));
        Assert.Contains("'Missing'", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, DumpCommand.Run([], output, error));
    }

    public void Dispose()
    {
        File.Delete(file);
        output.Dispose();
        error.Dispose();
    }
}
