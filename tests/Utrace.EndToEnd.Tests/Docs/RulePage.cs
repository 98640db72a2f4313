using System.Text.RegularExpressions;

namespace Utrace.EndToEnd.Tests.Docs;

/// <summary>One page of <c>docs/rules</c>, taken apart.</summary>
internal sealed partial record RulePage(string Id, string Title, string Severity, string Message, IReadOnlyList<Example> Examples)
{
    public static IEnumerable<string> Ids =>
        from file in Directory.EnumerateFiles(Repository.PathOf("docs", "rules"), "UTR*.md")
        orderby file
        select Path.GetFileNameWithoutExtension(file);

    public static RulePage Load(string id)
    {
        var text = Repository.Read("docs", "rules", id + ".md");
        var head = Head().Match(text);
        Assert.True(head.Success, $"{id}.md does not begin with '# {id}: title', 'Default severity: **...**' and 'Message: `...`'");
        return new RulePage(
            head.Groups["id"].Value,
            head.Groups["title"].Value,
            head.Groups["severity"].Value,
            head.Groups["message"].Value,
            [.. ReadExamples(id, text)]);
    }

    /// <summary>The text between the heading and the next one of the same level.</summary>
    public static string Section(string id, string heading)
    {
        var text = Repository.Read("docs", "rules", id + ".md");
        var start = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{id}.md has no section '{heading}'");
        start += heading.Length + 5;
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }

    /// <summary>The fenced blocks of a page in some language.</summary>
    public static IEnumerable<Example> ReadExamples(string page, string text, string language = "csharp")
    {
        string section = "";
        List<string>? block = null;
        var first = 0;
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line, index + 1)))
        {
            if (block is null && line.StartsWith("## ", StringComparison.Ordinal))
                section = line[3..];
            else if (block is null && line == "```" + language)
                (block, first) = ([], number);
            else if (block is not null && line == "```")
            {
                yield return new Example(page, section, first, string.Join('\n', block));
                block = null;
            }
            else
                block?.Add(line);
        }
    }

    [GeneratedRegex(@"\A# (?<id>UTR\d{4}): (?<title>.+)\n\nDefault severity: \*\*(?<severity>\w+)\*\*\..*\n\nMessage: `(?<message>.+)`\n")]
    private static partial Regex Head();
}

/// <summary>One fenced block on a page.</summary>
/// <param name="Page">The rule whose page it stands on.</param>
/// <param name="Section">The heading above it.</param>
/// <param name="Line">The line of its fence.</param>
/// <param name="Code">What stands between the fences.</param>
internal sealed partial record Example(string Page, string Section, int Line, string Code)
{
    /// <summary>The findings that the block announces: a line ends in a comment that names the rule.</summary>
    public IEnumerable<(int Line, string Id)> Announced =>
        from pair in Code.Split('\n').Select((text, index) => (text, line: index + 1))
        from Match match in Marker().Matches(pair.text)
        select (pair.line, match.Groups[1].Value);

    public override string ToString() => $"{Page}.md, line {Line} ({Section})";

    [GeneratedRegex(@"(?://|#) (UTR\d{4})$")]
    private static partial Regex Marker();
}
