using Microsoft.CodeAnalysis;
using Utrace.EndToEnd.Tests.Docs;

namespace Utrace.EndToEnd.Tests.Tour;

/// <summary>The faults of the sample: each is found where it is, and nothing else is.</summary>
public sealed class SampleTests
{
    private static readonly (string Id, string Code)[] Faults =
    [
        ("UTR1001", "pid.Task()"),
        ("UTR1002", "task"),
        ("UTR1003", "first"),
        ("UTR1005", "task"),
        ("UTR2001", "kernel.FindGetPid(number)"),
        ("UTR3001", "UtraceEngine.AttachPid(pid, AttachFlags.Create, this)"),
    ];

    [Fact]
    public async Task Each_fault_has_one_finding()
    {
        var found = await FindAsync();

        Assert.Equal(Faults, found.Select(found => (found.Id, Code(found.Location))).Order());
        Assert.All(found, found => Assert.EndsWith("/Interceptor.cs", found.Location.SourceTree!.FilePath));
    }

    [Fact]
    public async Task The_pid_is_one_finding_that_leads_to_both_returns()
    {
        var pid = Assert.Single(await FindAsync(), found => found.Id == "UTR2001");

        var lines = pid.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).Lines;
        Assert.Equal(
            ["if (!IsAlive(pid))", "if (!Attach(pid))"],
            pid.AdditionalLocations.Select(exit => lines[exit.GetLineSpan().StartLinePosition.Line - 1].ToString().Trim()));
        Assert.All(pid.AdditionalLocations, exit => Assert.StartsWith("return false", Code(exit)));
    }

    private static async Task<Diagnostic[]> FindAsync()
    {
        var compilation = PageCompiler.Compile(OutputKind.ConsoleApplication, Repository.Sources("samples/SyscallInterceptor"));
        var broken = compilation.GetDiagnostics(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(broken, found => found.Severity >= DiagnosticSeverity.Warning);
        return [.. await PageCompiler.AnalyzeAsync(compilation, TestContext.Current.CancellationToken)];
    }

    private static string Code(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);
}
