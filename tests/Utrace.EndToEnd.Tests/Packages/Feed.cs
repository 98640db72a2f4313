namespace Utrace.EndToEnd.Tests.Packages;

/// <summary>The packages, made once from what the tests were built with, in a folder that serves as a feed.</summary>
public sealed class Feed : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("utrace-feed-").FullName;

    public string PathOf(string package) => Assert.Single(Directory.GetFiles(folder, package + ".*.nupkg"));

    public string VersionOf(string package) => Path.GetFileNameWithoutExtension(PathOf(package))[(package.Length + 1)..];

    public async ValueTask InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        foreach (var project in (string[])["CodeFixes", "Utrace.Api"])
        {
            var (exit, output) = await Dotnet.RunAsync(Repository.PathOf(project), "pack", "--no-build", "-c", configuration, "-o", folder);
            Assert.True(exit == 0, output);
            Assert.DoesNotContain("warning", output);
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>A project outside the repository that gets one package from the feed, and everything else from the SDK.</summary>
    public Consumer Consume(string package) => new(folder, package, VersionOf(package));
}
