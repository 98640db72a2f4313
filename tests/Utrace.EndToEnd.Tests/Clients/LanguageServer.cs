using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Utrace.EndToEnd.Tests.Clients;

/// <summary>A squiggle as an editor is told of it. Lines and columns count from 0.</summary>
internal sealed record Squiggle(int Line, int From, int To, int Severity, string Code, string? Link, string Message);

/// <summary>An editor's side of the language server protocol, as far as it opens a file, edits it and is shown diagnostics.</summary>
internal sealed class LanguageServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task reading;
    private readonly Channel<IReadOnlyList<Squiggle>> published = Channel.CreateUnbounded<IReadOnlyList<Squiggle>>();
    private readonly TaskCompletionSource initialized = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock writing = new();
    private readonly string folder;
    private int version;

    private LanguageServer(string folder)
    {
        this.folder = folder;
        var start = new ProcessStartInfo("dotnet", ["tool", "run", "csharp-ls", "--", "--loglevel", "error"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        reading = ReadAsync();
    }

    /// <summary>Starts csharp-ls on a folder, with analyzers on, which it has off unless it is told.</summary>
    public static async Task<LanguageServer> StartAsync(string folder, CancellationToken cancellation)
    {
        var server = new LanguageServer(folder);
        server.Send(new JsonObject
        {
            ["id"] = 1,
            ["method"] = "initialize",
            ["params"] = new JsonObject
            {
                ["processId"] = Environment.ProcessId,
                ["rootUri"] = UriOf(folder),
                ["capabilities"] = JsonNode.Parse("""
                    {
                      "textDocument": { "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true } },
                      "workspace": { "configuration": true }
                    }
                    """),
                ["workspaceFolders"] = new JsonArray(new JsonObject { ["uri"] = UriOf(folder), ["name"] = "project" }),
            },
        });
        await server.initialized.Task.WaitAsync(cancellation);
        server.Send(new JsonObject { ["method"] = "initialized", ["params"] = new JsonObject() });
        return server;
    }

    public void Open(string file, string text) => Send(new JsonObject
    {
        ["method"] = "textDocument/didOpen",
        ["params"] = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = UriOf(Path.Combine(folder, file)), ["languageId"] = "csharp", ["version"] = ++version, ["text"] = text },
        },
    });

    public void Change(string file, string text) => Send(new JsonObject
    {
        ["method"] = "textDocument/didChange",
        ["params"] = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = UriOf(Path.Combine(folder, file)), ["version"] = ++version },
            ["contentChanges"] = new JsonArray(new JsonObject { ["text"] = text }),
        },
    });

    /// <summary>The next squiggles of our rules that are as expected; what is published before is on its way to them.</summary>
    public async Task<IReadOnlyList<Squiggle>> ShownAsync(Func<IReadOnlyList<Squiggle>, bool> expected, CancellationToken cancellation)
    {
        while (true)
        {
            var shown = await published.Reader.ReadAsync(cancellation);
            if (expected(shown))
                return shown;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await reading;
        process.Dispose();
    }

    private static string UriOf(string path) => new Uri(path).AbsoluteUri;

    private void Send(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        lock (writing)
        {
            var stream = process.StandardInput.BaseStream;
            stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
            stream.Write(body);
            stream.Flush();
        }
    }

    private async Task ReadAsync()
    {
        var stream = process.StandardOutput.BaseStream;
        try
        {
            while (await ReadHeaderAsync(stream) is { } length)
            {
                var body = new byte[length];
                await stream.ReadExactlyAsync(body);
                Receive(JsonNode.Parse(body)!.AsObject());
            }
        }
        catch (Exception end) when (end is IOException or EndOfStreamException)
        {
            // The server was killed in the middle of a message.
        }
    }

    private static async Task<int?> ReadHeaderAsync(Stream stream)
    {
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
                return null;
            header.Append((char)one[0]);
        }

        var line = header.ToString().Split("\r\n").First(field => field.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
    }

    private void Receive(JsonObject message)
    {
        switch ((string?)message["method"])
        {
            case null:
                initialized.TrySetResult();
                break;
            case "textDocument/publishDiagnostics":
                published.Writer.TryWrite([.. message["params"]!["diagnostics"]!.AsArray().Select(one => SquiggleOf(one!))
                    .Where(squiggle => squiggle.Code.StartsWith("UTR", StringComparison.Ordinal)).OrderBy(squiggle => squiggle.Line)]);
                break;
            case "workspace/configuration":
                var asked = message["params"]!["items"]!.AsArray().Count;
                Answer(message, new JsonArray([.. Enumerable.Range(0, asked).Select(_ => new JsonObject { ["analyzersEnabled"] = true })]));
                break;
            default:
                if (message.ContainsKey("id"))
                    Answer(message, null);
                break;
        }
    }

    private void Answer(JsonObject request, JsonNode? result) => Send(new JsonObject { ["id"] = request["id"]!.DeepClone(), ["result"] = result });

    private static Squiggle SquiggleOf(JsonNode one)
    {
        var (start, end) = (one["range"]!["start"]!, one["range"]!["end"]!);
        return new Squiggle(
            (int)start["line"]!, (int)start["character"]!, (int)end["character"]!, (int)one["severity"]!, one["code"]!.ToString(),
            (string?)one["codeDescription"]?["href"], (string)one["message"]!);
    }
}
