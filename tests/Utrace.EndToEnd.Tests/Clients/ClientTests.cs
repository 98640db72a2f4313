using System.Diagnostics;
using Utrace.EndToEnd.Tests.Packages;

namespace Utrace.EndToEnd.Tests.Clients;

/// <summary>What people see in the tools that they use: a language server under an editor, and roslynator.</summary>
public sealed class ClientTests(Feed feed) : IClassFixture<Feed>
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

    private static readonly string Mended = Faulty
        .Replace(" => pid.Task()?.Comm;", "\n    {\n        using (Rcu.EnterReadScope())\n            return pid.Task()?.Comm;\n    }", StringComparison.Ordinal)
        .Replace("var found", "using var found", StringComparison.Ordinal);

    /// <summary>To load the project and the analyzers takes long on a busy machine; what comes after does not.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_editor_shows_squiggles_that_follow_the_typing()
    {
        using var consumer = await ConsumerAsync();
        await using var server = await LanguageServer.StartAsync(consumer.Folder, Limit(WarmUp));

        server.Open("Names.cs", Faulty);
        var shown = await server.ShownAsync(squiggles => squiggles.Count == 2, Limit(WarmUp));
        Assert.Equal((6, 47, 57, 1, "UTR1001"), (shown[0].Line, shown[0].From, shown[0].To, shown[0].Severity, shown[0].Code));
        Assert.Equal("'pid.Task()' needs a read-side section and none is open here; put it and the uses of its result inside 'using (Rcu.EnterReadScope())'", shown[0].Message);
        Assert.EndsWith("/docs/rules/UTR1001.md", shown[0].Link, StringComparison.Ordinal);
        Assert.Equal((10, 20, 40, 2, "UTR2001"), (shown[1].Line, shown[1].From, shown[1].To, shown[1].Severity, shown[1].Code));
        AssertPicture(Picture.Of(Faulty, shown));

        // The first edit warms up what an edit needs.
        await EditAsync(Faulty + "\n", ["UTR1001", "UTR2001"], WarmUp);
        await EditAsync(Mended, [], AtOnce);
        await EditAsync(Mended.Replace("using var found", "var found = ", StringComparison.Ordinal), [], WarmUp); // half typed: silence
        await EditAsync(Mended, [], WarmUp);
        await EditAsync(Mended.Replace("using var found", "var found", StringComparison.Ordinal), ["UTR2001"], AtOnce);
        await EditAsync(Mended, [], AtOnce);
        await EditAsync(Faulty, ["UTR1001", "UTR2001"], AtOnce);

        async Task EditAsync(string text, string[] codes, TimeSpan limit)
        {
            var watch = Stopwatch.StartNew();
            server.Change("Names.cs", text);
            await server.ShownAsync(squiggles => squiggles.Select(squiggle => squiggle.Code).SequenceEqual(codes), Limit(WarmUp));
            Assert.True(watch.Elapsed < limit, $"[{string.Join(", ", codes)}] came after {watch.Elapsed}");
        }
    }

    [Fact]
    public async Task Roslynator_fixes_what_it_is_asked_to()
    {
        using var consumer = await ConsumerAsync();

        var (exit, output) = await consumer.RunAsync(
            "tool", "run", "roslynator", "--", "fix", "Consumer.csproj", "--supported-diagnostics", "UTR1001", "UTR2001");

        Assert.True(exit == 0, output);
        var text = consumer.Read("Names.cs");
        Assert.Contains("using (Rcu.EnterReadScope())", text);
        Assert.Contains("using var found = kernel.FindGetPid(1);", text);
        (exit, output) = await consumer.BuildAsync();
        Assert.True(exit == 0, output);
        Assert.DoesNotContain("UTR", output);
    }

    private async Task<Consumer> ConsumerAsync()
    {
        var consumer = feed.Consume("Utrace.Api");
        consumer.Write("Names.cs", Faulty);
        consumer.WriteTools();
        var (exit, output) = await Dotnet.RunAsync(Repository.Root, "tool", "restore");
        Assert.True(exit == 0, output);
        (exit, output) = await consumer.RunAsync("restore");
        Assert.True(exit == 0, output);
        return consumer;
    }

    /// <summary>The picture in the README is what the server answered. It is drawn anew by this test, run once with UTRACE_DRAW_PICTURE set.</summary>
    private static void AssertPicture(string drawn)
    {
        var file = Repository.PathOf("docs", "images", "squiggles.svg");
        if (Environment.GetEnvironmentVariable("UTRACE_DRAW_PICTURE") is { Length: > 0 })
            File.WriteAllText(file, drawn);
        Assert.Equal(drawn, File.ReadAllText(file));
    }

    private static CancellationToken Limit(TimeSpan limit)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(limit);
        return source.Token;
    }
}
