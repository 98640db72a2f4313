namespace Utrace.EndToEnd.Tests.Packages;

/// <summary>A fresh project of somebody who uses a package.</summary>
public sealed class Consumer : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("utrace-consumer-").FullName;

    public Consumer(string feed, string package, string version)
    {
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("NuGet.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{feed}" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>$(MSBuildThisFileDirectory)packages</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
    }

    public string Folder => folder;

    /// <summary>The tools of the repository, in their versions.</summary>
    public void WriteTools()
    {
        Directory.CreateDirectory(Path.Combine(folder, ".config"));
        Write(Path.Combine(".config", "dotnet-tools.json"), Repository.Read(".config", "dotnet-tools.json"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    public string Read(string file) => File.ReadAllText(Path.Combine(folder, file));

    public Task<(int Exit, string Output)> BuildAsync(params string[] more) =>
        Dotnet.RunAsync(folder, ["build", "--no-incremental", "-nologo", .. more]);

    public Task<(int Exit, string Output)> RunAsync(params string[] arguments) => Dotnet.RunAsync(folder, arguments);
}
