using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Utrace.Analyzers;

namespace Utrace.EndToEnd.Tests.Docs;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void The_table_of_rules_is_that_of_the_descriptors()
    {
        var table = Row().Matches(Readme).Select(row => (row.Groups["id"].Value, row.Groups["severity"].Value, row.Groups["title"].Value));
        var descriptors = new LifetimeAnalyzer().SupportedDiagnostics
            .Select(rule => (rule.Id, rule.DefaultSeverity.ToString().ToLowerInvariant(), rule.Title.ToString()));
        Assert.Equal(descriptors, table);
    }

    /// <summary>The finding in the picture is not painted: the analyzers say the same of the code, at the same place.</summary>
    [Fact]
    public async Task The_picture_shows_a_finding_as_it_is()
    {
        var (before, _) = Picture();
        var lines = before.Split('\n');
        var squiggle = Array.FindIndex(lines, line => line.Contains('~'));
        var said = string.Join(' ', lines[squiggle..].TakeWhile(line => line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(line => line.TrimStart(' ', '/', '~')).Where(line => line.Length > 0));

        var found = Assert.Single(await PageCompiler.AnalyzeAsync(PageCompiler.Compile(before), TestContext.Current.CancellationToken));

        var span = found.Location.GetLineSpan();
        Assert.Equal(squiggle - 1, span.StartLinePosition.Line);
        Assert.Equal(lines[squiggle].IndexOf('~'), span.StartLinePosition.Character);
        Assert.Equal(lines[squiggle].LastIndexOf('~') + 1, span.EndLinePosition.Character);
        Assert.Equal($"{found.DefaultSeverity.ToString().ToLowerInvariant()} {found.Id}: {found.GetMessage()}", said);
    }

    [Fact]
    public async Task The_picture_shows_a_fix_that_is_good()
    {
        var compilation = PageCompiler.Compile(Picture().After);

        Assert.Empty(compilation.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning));
        Assert.Empty(await PageCompiler.AnalyzeAsync(compilation, TestContext.Current.CancellationToken));
    }

    /// <summary>The first two blocks of C#: before and after, methods without the class around them.</summary>
    private static (string Before, string After) Picture()
    {
        var blocks = Block().Matches(Readme).Select(match => Class(match.Groups["code"].Value)).ToArray();
        return (blocks[0], blocks[1]);

        static string Class(string method) => $"public static class Picture\n{{\n{method}\n}}";
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| \[(?<id>UTR\d{4})\]\(docs/rules/\k<id>\.md\) \| (?<severity>\w+) \| (?<title>[^|]+) \|.*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
