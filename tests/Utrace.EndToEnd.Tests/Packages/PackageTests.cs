using System.IO.Compression;

namespace Utrace.EndToEnd.Tests.Packages;

/// <summary>The packages as their users meet them: restored from a feed into a project that knows nothing of the repository.</summary>
public sealed class PackageTests(Feed feed) : IClassFixture<Feed>
{
    private const string Faulty = """
        using Utrace;

        namespace Consumer;

        public static class Names
        {
            public static string? Of(PidHandle pid) => pid.Task()?.Comm;

            public static int Count(IUtraceKernel kernel)
            {
                var found = kernel.FindGetPid(1);
                return found is null ? 0 : found.Number;
            }
        }
        """;

    [Fact]
    public void The_package_of_the_analyzers_has_all_that_its_users_need()
    {
        using var package = ZipFile.OpenRead(feed.PathOf("Utrace.Analyzers"));
        var files = package.Entries.Select(entry => entry.FullName).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "analyzers/dotnet/cs/Utrace.Analyzers.dll", "analyzers/dotnet/cs/Utrace.CodeFixes.dll", "icon.png", "README.md",
                "build/Utrace.Analyzers.targets", "build/strict.globalconfig", "build/audit.globalconfig",
                "buildTransitive/Utrace.Analyzers.targets", "buildTransitive/strict.globalconfig", "buildTransitive/audit.globalconfig",
            },
            files);
        Assert.DoesNotContain(files, file => file.StartsWith("lib/", StringComparison.Ordinal));
        Assert.Contains("<developmentDependency>true</developmentDependency>", NuspecOf(package));
    }

    [Fact]
    public void The_package_of_the_binding_asks_for_the_analyzers_of_its_version()
    {
        using var package = ZipFile.OpenRead(feed.PathOf("Utrace.Api"));

        Assert.NotNull(package.GetEntry("lib/net10.0/Utrace.Api.dll"));
        Assert.NotNull(package.GetEntry("lib/net10.0/Utrace.Api.xml"));
        Assert.Contains($"""id="Utrace.Analyzers" version="{feed.VersionOf("Utrace.Analyzers")}" include="All" """.TrimEnd(), NuspecOf(package));
    }

    [Fact]
    public async Task Who_refers_to_the_binding_gets_findings_severities_and_fixes()
    {
        using var consumer = feed.Consume("Utrace.Api");
        consumer.Write("Names.cs", Faulty);

        var (exit, output) = await consumer.BuildAsync();
        Assert.NotEqual(0, exit);
        Assert.Contains("Names.cs(7,48): error UTR1001: 'pid.Task()' needs a read-side section", output);
        Assert.Contains("warning UTR2001: 'found' is not put", output);

        (exit, output) = await consumer.BuildAsync("-p:UtraceLifetimesPreset=strict");
        Assert.NotEqual(0, exit);
        Assert.Contains("error UTR2001: 'found' is not put", output);

        consumer.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.UTR1001.severity = suggestion\n");
        (exit, output) = await consumer.BuildAsync();
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("UTR1001", output);
        Assert.Contains("warning UTR2001: 'found' is not put", output);

        consumer.Write(".editorconfig", "root = true\n");
        (exit, output) = await consumer.RunAsync("format", "analyzers", "--no-restore", "--verify-no-changes");
        Assert.NotEqual(0, exit);
        Assert.Contains("UTR1001", output);
        Assert.Equal(Faulty, consumer.Read("Names.cs"));

        (exit, output) = await consumer.RunAsync("format", "analyzers", "--no-restore");
        Assert.True(exit == 0, output);
        Assert.Contains("using (Rcu.EnterReadScope())", consumer.Read("Names.cs"));
        Assert.Contains("using var found = kernel.FindGetPid(1);", consumer.Read("Names.cs"));

        (exit, output) = await consumer.RunAsync("format", "analyzers", "--no-restore", "--verify-no-changes");
        Assert.True(exit == 0, output);
        (exit, output) = await consumer.BuildAsync();
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("UTR", output);
    }

    [Fact]
    public async Task Who_refers_to_the_analyzers_alone_gives_contracts_to_an_API_of_his_own()
    {
        using var consumer = feed.Consume("Utrace.Analyzers");
        consumer.Write("Pool.lifetimes", """
            M:System.Buffers.ArrayPool`1.Rent(System.Int32)            return:Owned
            M:System.Buffers.ArrayPool`1.Return(`0[],System.Boolean)   array:Puts
            """);
        consumer.Write("Code.cs", """
            using System.Buffers;

            public static class Code
            {
                public static int Run(int size)
                {
                    var buffer = ArrayPool<byte>.Shared.Rent(size);
                    return buffer[0];
                }
            }
            """);

        var (exit, output) = await consumer.BuildAsync();

        Assert.True(exit == 0, output);
        Assert.Contains("Code.cs(7,22): warning UTR2001: 'buffer' is not put on any path", output);
        Assert.DoesNotContain("AD0001", output);
    }

    private static string NuspecOf(ZipArchive package)
    {
        using var text = new StreamReader(package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
        return text.ReadToEnd();
    }
}
