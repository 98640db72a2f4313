namespace Utrace.EndToEnd.Tests.Presets;

/// <summary>A project that refers to the analyzers of the repository is built as a user builds it, with each preset.</summary>
public sealed class PresetBuildTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("utrace-preset-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_preset_gives_the_build_its_severities()
    {
        Write();

        var (exit, output) = await BuildAsync("strict");
        Assert.NotEqual(0, exit);
        Assert.Contains("error UTR2001: 'buffer' is not put on any path", output);
        Assert.Contains("error UTR9001: 'M:No.Thing' names nothing", output);
        Assert.Contains("Pool.lifetimes(3,1): ", output);

        (exit, output) = await BuildAsync("default", "-p:ErrorLog=log.sarif%2Cversion=2.1");
        Assert.Equal(0, exit);
        var log = File.ReadAllText(Path.Combine(folder, "log.sarif"));
        Assert.Contains("relatedLocations", log);
        Assert.Contains("left here without a put", log);
        Assert.Contains("warning UTR2001: 'buffer' is not put on any path", output);
        Assert.Contains("warning UTR9001: 'M:No.Thing' names nothing", output);

        (exit, output) = await BuildAsync("");
        Assert.Equal(0, exit);
        Assert.Contains("warning UTR2001: 'buffer' is not put on any path", output);

        (exit, output) = await BuildAsync("audit");
        Assert.Equal(0, exit);
        Assert.DoesNotContain("warning UTR", output);
        Assert.DoesNotContain("error UTR", output);

        (exit, output) = await BuildAsync("stict");
        Assert.NotEqual(0, exit);
        Assert.Contains("UtraceLifetimesPreset is 'stict', which is no preset; it is one of: strict, default, audit", output);

        // What a project says of one rule is above the preset.
        File.WriteAllText(Path.Combine(folder, ".editorconfig"), "root = true\n[*.cs]\ndotnet_diagnostic.UTR2001.severity = none\n");
        (_, output) = await BuildAsync("Strict");
        Assert.DoesNotContain("UTR2001", output);
        Assert.Contains("error UTR9001", output);
    }

    private void Write()
    {
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Pool.lifetimes"), """
            M:System.Buffers.ArrayPool`1.Rent(System.Int32)            return:Owned
            M:System.Buffers.ArrayPool`1.Return(`0[],System.Boolean)   array:Puts
            M:No.Thing MayBlock
            """);
        File.WriteAllText(Path.Combine(folder, "Code.cs"), """
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
        File.WriteAllText(Path.Combine(folder, "Preset.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "Utrace.Analyzers.dll")}" />
              </ItemGroup>
              <Import Project="{Repository.PathOf("Analyzers", "build", "Utrace.Analyzers.targets")}" />
            </Project>
            """);
    }

    private Task<(int Exit, string Output)> BuildAsync(string preset, params string[] more) =>
        Dotnet.RunAsync(folder, ["build", "--no-incremental", "-nologo", "-p:UtraceLifetimesPreset=" + preset, .. more]);
}
