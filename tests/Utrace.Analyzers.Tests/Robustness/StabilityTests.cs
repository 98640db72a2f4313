using System.Text;
using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests.Robustness;

/// <summary>The same input gives the same answer, however large and however odd it is.</summary>
public sealed class StabilityTests
{
    private const string Faults = """
        public class Module
        {
            private TaskStruct? kept;
            private static int NumberOf(PidHandle pid) => pid.Task()?.Pid ?? 0;
            private static int Twice(PidHandle pid) => 2 * NumberOf(pid);

            public void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngineOps ops, bool flag)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                if (flag)
                    return;
                Rcu.ReadUnlock();
                Use(task);
                Log(Twice(pid));
                var found = kernel.FindGetPid(1);
                if (found is null)
                    return;
                var attached = UtraceEngine.AttachPid(found, AttachFlags.Create, ops);
                if (flag)
                    throw new InvalidOperationException();
                found.Put();
                Log(found.Number);
                found.Put();
                Rcu.ReadUnlock();
            }
        }
        """;

    [Fact]
    public async Task RunAgain_SaysTheSame()
    {
        var first = await Compiled.DiagnosticsOf(Faults);
        Assert.NotEmpty(first);
        for (var i = 0; i < 8; i++)
            Assert.Equal(first, await Compiled.DiagnosticsOf(Faults));
    }

    [Fact]
    public async Task RunAtTheSameTime_SaysTheSame()
    {
        var first = await Compiled.DiagnosticsOf(Faults);
        var others = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Compiled.DiagnosticsOf(Faults))));
        Assert.All(others, other => Assert.Equal(first, other));
    }

    [Fact]
    public async Task EachFindingOnce_SaysNothingTwice()
    {
        var said = await Compiled.DiagnosticsOf(Faults);
        Assert.Equal(said.Distinct(StringComparer.Ordinal), said);
    }

    [Fact]
    public async Task MethodOfManyIndependentBranches_Ends()
    {
        var source = new StringBuilder("public class Module { public void Run(IUtraceKernel kernel, bool[] flags) {\n");
        for (var i = 0; i < 60; i++)
            source.Append($"PidHandle? p{i} = null; if (flags[{i}]) p{i} = kernel.FindGetPid({i});\n");
        for (var i = 0; i < 60; i++)
            source.Append($"p{i}?.Put();\n");
        Assert.Empty(await Compiled.DiagnosticsOf(source.Append("} }").ToString()));
    }

    [Fact]
    public async Task MethodOfManyNestedBlocks_Ends()
    {
        var source = new StringBuilder("public class Module { public void Run(PidHandle pid, int[] n) {\n");
        for (var i = 0; i < 40; i++)
            source.Append($"if (n[{i}] > 0) {{ try {{ using (Rcu.EnterReadScope()) {{ Use(pid.Task());\n");
        for (var i = 0; i < 40; i++)
            source.Append("} } finally { Work(); } }\n");
        Assert.Empty(await Compiled.DiagnosticsOf(source.Append("} }").ToString()));
    }

    [Fact]
    public async Task LongChainOfHelpers_Ends()
    {
        var source = new StringBuilder("public class Module {\n");
        for (var i = 0; i < 200; i++)
            source.Append($"private static int M{i}(PidHandle pid) => M{i + 1}(pid);\n");
        source.Append("private static int M200(PidHandle pid) => pid.Task()?.Pid ?? 0;\n");
        source.Append("public int Run(PidHandle pid) => M0(pid); }");
        Assert.Equal("UTR1001", Assert.Single(await Compiled.DiagnosticsOf(source.ToString())).Split("error ")[1][..7]);
    }

    [Fact]
    public async Task HelpersThatAllCallEachOther_End()
    {
        var source = new StringBuilder("public class Module {\n");
        for (var i = 0; i < 20; i++)
            source.Append($"private static int M{i}(TaskStruct? t) => t is null ? 0 : ")
                .AppendJoin(" + ", Enumerable.Range(0, 20).Select(j => $"M{j}(t.RealParent)"))
                .Append(";\n");
        source.Append("public int Run() { using (Rcu.EnterReadScope()) return M0(TaskStruct.Current); } }");
        Assert.Empty(await Compiled.DiagnosticsOf(source.ToString()));
    }

    [Fact]
    public Task FindingsInSeveralPartsOfAType_Trigger()
    {
        var test = new LifetimeTest("""
            public partial class Module
            {
                private static int NumberOf(PidHandle pid) => pid.Task()?.Pid ?? 0;
                public partial int Read(PidHandle pid);
            }
            """);
        test.TestState.Sources.Add(("Part.cs", """
            public partial class Module
            {
                private TaskStruct? {|UTR1003:kept|};
                public partial int Read(PidHandle pid) => {|UTR1001:NumberOf(pid)|};
            }
            """));
        return test.RunAsync(CancellationToken.None);
    }
}
