using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.Analyzers.Contracts;

/// <summary>One word of a line: <c>MayBlock</c>, <c>Counted(buffer)</c>, <c>return:Owned</c>.</summary>
/// <param name="Text">The word as it is written.</param>
/// <param name="Target">What it is said of: <c>return</c>, <c>this</c>, a parameter's name or position; null for the member itself.</param>
/// <param name="Name">The contract.</param>
/// <param name="Argument">What stands in parentheses behind it.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record ContractWord(string Text, string? Target, string Name, string? Argument, TextSpan Span);

/// <summary>One line: a documentation ID and the contract words of what it names.</summary>
internal sealed record ContractLine(string Id, TextSpan Span, ImmutableArray<ContractWord> Words);

/// <summary>
/// A text file that gives contracts to code that carries none: one type or member a line, by documentation ID, then its contract
/// words. A <c>#</c> at the start of a word begins a comment.
/// </summary>
internal sealed class ContractFile
{
    public const string Extension = ".lifetimes";

    private readonly SourceText text;
    private readonly List<ConfigurationProblem> problems = [];

    private ContractFile(string path, SourceText text)
    {
        Path = path;
        this.text = text;
    }

    public string Path { get; }

    public ImmutableArray<ContractLine> Lines { get; private set; } = [];

    /// <summary>What is wrong with the file, in the order in which it was found.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems => problems;

    public static ContractFile Parse(string path, SourceText text)
    {
        var file = new ContractFile(path, text);
        var lines = ImmutableArray.CreateBuilder<ContractLine>();
        foreach (var line in text.Lines)
            if (file.Parse(line) is { } parsed)
                lines.Add(parsed);
        file.Lines = lines.ToImmutable();
        return file;
    }

    public void Report(TextSpan span, string detail) => problems.Add(new ConfigurationProblem(
        Location.Create(Path, span, text.Lines.GetLinePositionSpan(span)), text.ToString(span), detail));

    /// <summary>The line, from 1, that a user sees.</summary>
    public int LineOf(TextSpan span) => text.Lines.IndexOf(span.Start) + 1;

    private ContractLine? Parse(TextLine line)
    {
        var spans = SplitAtSpaces(line);
        if (spans.Count == 0)
            return null;
        if (spans.Count == 1)
            Report(spans[0], "has no contract word behind it; add one, such as 'MayBlock' or 'return:Owned'");
        var words = ImmutableArray.CreateBuilder<ContractWord>();
        foreach (var span in spans.Skip(1))
            if (ParseWord(text.ToString(span), span) is { } word)
                words.Add(word);
            else
                Report(span, "does not parse; a contract word is written 'Name', 'Name(argument)' or 'target:Name'");
        return new ContractLine(text.ToString(spans[0]), spans[0], words.ToImmutable());
    }

    private List<TextSpan> SplitAtSpaces(TextLine line)
    {
        var spans = new List<TextSpan>();
        for (var start = line.Start; start < line.End; start++)
        {
            if (char.IsWhiteSpace(text[start]))
                continue;
            if (text[start] == '#')
                break;
            var end = start;
            while (end < line.End && !char.IsWhiteSpace(text[end]))
                end++;
            spans.Add(TextSpan.FromBounds(start, end));
            start = end;
        }

        return spans;
    }

    private static ContractWord? ParseWord(string word, TextSpan span)
    {
        var colon = word.IndexOf(':');
        var target = colon < 0 ? null : word.Substring(0, colon);
        var name = word.Substring(colon + 1);
        string? argument = null;
        if (name.IndexOf('(') is var open and >= 0)
        {
            if (!name.EndsWith(")", StringComparison.Ordinal))
                return null;
            argument = name.Substring(open + 1, name.Length - open - 2);
            name = name.Substring(0, open);
        }

        return target is "" || argument is "" || !IsName(name) ? null : new ContractWord(word, target, name, argument, span);
    }

    private static bool IsName(string name) => name.Length > 0 && name.All(char.IsLetter);
}
