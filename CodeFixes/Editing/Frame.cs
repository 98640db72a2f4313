using System.Collections.Immutable;
using System.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>One line that is written around statements, so many steps deeper than they stand.</summary>
internal readonly record struct FrameLine(int Depth, string Text);

/// <summary>What is written around statements: lines above, lines below, and how much deeper the statements come to stand.</summary>
internal sealed record Frame(ImmutableArray<FrameLine> Opening, int Depth, ImmutableArray<FrameLine> Closing)
{
    /// <summary>Lines above the statements, nothing else.</summary>
    public static Frame Above(params IEnumerable<string> lines) =>
        new([.. lines.Select(line => new FrameLine(0, line))], 0, []);

    /// <summary>Lines below the statements, nothing else.</summary>
    public static Frame Below(params IEnumerable<string> lines) =>
        new([], 0, [.. lines.Select(line => new FrameLine(0, line))]);

    /// <summary>A header with a block.</summary>
    public static Frame Block(string header) => new([new(0, header), new(0, "{")], 1, [new(0, "}")]);

    /// <summary>A block that has no header of its own.</summary>
    public static Frame Braces { get; } = new([new(0, "{")], 1, [new(0, "}")]);

    /// <summary>A try whose finally is one statement.</summary>
    public static Frame Finally(string statement) => Finally([new FrameLine(0, statement)]);

    /// <summary>A try with some lines as its finally.</summary>
    public static Frame Finally(ImmutableArray<FrameLine> lines) => new(
        [new(0, "try"), new(0, "{")],
        1,
        [new(0, "}"), new(0, "finally"), new(0, "{"), .. Deeper(lines), new(0, "}")]);

    /// <summary>Lines one step deeper.</summary>
    public static IEnumerable<FrameLine> Deeper(IEnumerable<FrameLine> lines) =>
        lines.Select(line => line with { Depth = line.Depth + 1 });

    /// <summary>This frame around another one.</summary>
    public Frame Around(Frame inner) => new(
        [.. Opening, .. inner.Opening.Select(line => line with { Depth = line.Depth + Depth })],
        Depth + inner.Depth,
        [.. inner.Closing.Select(line => line with { Depth = line.Depth + Depth }), .. Closing]);

    /// <summary>The lines as text, without a line end behind the last; braces stand where the file has them.</summary>
    public static string Render(ImmutableArray<FrameLine> lines, string indent, SourceLayout layout)
    {
        var text = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            var hangs = layout.BracesHang && i > 0 && (lines[i].Text == "{" || lines[i].Text == "finally" && lines[i - 1].Text == "}");
            if (hangs)
                text.Append(' ');
            else
            {
                if (i > 0)
                    text.Append(layout.EndOfLine);
                text.Append(indent);
                for (var step = 0; step < lines[i].Depth; step++)
                    text.Append(layout.Unit);
            }

            text.Append(lines[i].Text);
        }

        return text.ToString();
    }
}
