using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>How a file is laid out: line ends, indentation, braces; and what stands on which line.</summary>
internal sealed class SourceLayout
{
    private readonly SyntaxNode root;
    private readonly SourceText text;
    private readonly Lazy<string> endOfLine;
    private readonly Lazy<string> unit;
    private readonly Lazy<bool> bracesHang;
    private readonly Lazy<bool> usesVar;

    public SourceLayout(SyntaxNode root, SourceText text)
    {
        this.root = root;
        this.text = text;
        endOfLine = new(FindEndOfLine);
        unit = new(FindUnit);
        bracesHang = new(FindBraces);
        usesVar = new(FindVar);
    }

    public string EndOfLine => endOfLine.Value;

    /// <summary>One step of indentation.</summary>
    public string Unit => unit.Value;

    /// <summary>Whether an opening brace stands at the end of the line that it belongs to.</summary>
    public bool BracesHang => bracesHang.Value;

    /// <summary>Whether locals are declared with <c>var</c>.</summary>
    public bool UsesVar => usesVar.Value;

    /// <summary>The blanks with which the line of a position begins.</summary>
    public string IndentOf(int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && char.IsWhiteSpace(text[end]))
            end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    public int LineStart(int position) => text.Lines.GetLineFromPosition(position).Start;

    public int LineEnd(int position) => text.Lines.GetLineFromPosition(position).End;

    /// <summary>Whether nothing but blanks stands before a position on its line.</summary>
    public bool StartsLine(int position) => LineStart(position) + IndentOf(position).Length >= position;

    /// <summary>Whether nothing but blanks and comments stands behind a position on its line.</summary>
    public bool EndsLine(int position)
    {
        var end = LineEnd(position);
        var next = root.FindToken(position);
        if (next.Span.End <= position)
            next = next.GetNextToken();
        return next.IsKind(SyntaxKind.None) || next.IsKind(SyntaxKind.EndOfFileToken) || next.SpanStart >= end;
    }

    /// <summary>Where the comments begin that stand directly above a line and belong to what begins there.</summary>
    public int StartWithComments(SyntaxToken first)
    {
        var start = LineStart(first.SpanStart);
        foreach (var trivia in first.LeadingTrivia.Reverse())
        {
            if (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia))
                break;
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)
                || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            {
                // A blank line below a comment parts it from what follows.
                var lineBelow = text.Lines.GetLineFromPosition(trivia.Span.End);
                if (trivia.Span.End < start && text.Lines.GetLineFromPosition(start).LineNumber - lineBelow.LineNumber > 1)
                    break;
                if (!StartsLine(trivia.SpanStart))
                    break;
                start = LineStart(trivia.SpanStart);
            }
        }

        return start;
    }

    /// <summary>The starts of the lines in a span that may be indented further: not blank, no directive, not inside a string.</summary>
    public IEnumerable<int> Indentable(TextSpan span)
    {
        for (var number = text.Lines.GetLineFromPosition(span.Start).LineNumber; number < text.Lines.Count; number++)
        {
            var line = text.Lines[number];
            if (line.Start < span.Start)
                continue;
            if (line.Start >= span.End)
                break;
            if (!IsBlank(line) && !IsFixed(line.Start))
                yield return line.Start;
        }
    }

    /// <summary>
    /// The whole lines that a span covers, with the line end in front of them: what is written behind the last of them is not part.
    /// </summary>
    public TextSpan WholeLines(TextSpan span)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        return first.LineNumber == 0
            ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
            : TextSpan.FromBounds(text.Lines[first.LineNumber - 1].End, last.End);
    }

    /// <summary>The start of the line below a position.</summary>
    public int NextLine(int position) => text.Lines.GetLineFromPosition(position).EndIncludingLineBreak;

    public bool IsBlankLine(int number) => number >= 0 && number < text.Lines.Count && IsBlank(text.Lines[number]);

    public int LineNumber(int position) => text.Lines.GetLineFromPosition(position).LineNumber;

    private bool IsBlank(TextLine line) => string.IsNullOrWhiteSpace(text.ToString(line.Span));

    /// <summary>Whether a line begins inside a string, a comment or disabled text, or with a directive, where blanks count.</summary>
    private bool IsFixed(int lineStart)
    {
        var firstCharacter = lineStart + IndentOf(lineStart).Length;
        var trivia = root.FindTrivia(firstCharacter);
        if (trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)
            || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.SpanStart < lineStart)
            return true;
        var token = root.FindToken(lineStart);
        if (token.SpanStart < lineStart && token.Span.End > lineStart)
            return true;
        return token.Parent?.AncestorsAndSelf().OfType<InterpolatedStringExpressionSyntax>()
            .Any(text => text.SpanStart < lineStart && text.Span.End > lineStart) == true;
    }

    private string FindEndOfLine()
    {
        var first = text.Lines[0];
        return first.End < first.EndIncludingLineBreak
            ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak))
            : "\n";
    }

    private string FindUnit()
    {
        foreach (var node in root.DescendantNodes())
        {
            var (open, first) = node switch
            {
                BlockSyntax { Statements: [var statement, ..] } block => (block.OpenBraceToken, statement.GetFirstToken()),
                BaseTypeDeclarationSyntax type when Members(type) is [var member, ..] => (type.OpenBraceToken, member.GetFirstToken()),
                _ => default,
            };
            if (first == default || !StartsLine(first.SpanStart) || LineStart(first.SpanStart) == LineStart(open.SpanStart))
                continue;
            var outer = IndentOf(open.SpanStart);
            var inner = IndentOf(first.SpanStart);
            if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                return inner.Substring(outer.Length);
        }

        return "    ";
    }

    private static SyntaxList<MemberDeclarationSyntax> Members(BaseTypeDeclarationSyntax type) =>
        type is TypeDeclarationSyntax declaration ? declaration.Members : default;

    private bool FindBraces()
    {
        var hanging = 0;
        var own = 0;
        foreach (var node in root.DescendantNodes())
        {
            var (open, close) = node switch
            {
                BlockSyntax { Parent: not BlockSyntax } block => (block.OpenBraceToken, block.CloseBraceToken),
                BaseTypeDeclarationSyntax type => (type.OpenBraceToken, type.CloseBraceToken),
                _ => default,
            };
            if (open == default || LineStart(open.SpanStart) == LineStart(close.SpanStart))
                continue;
            if (StartsLine(open.SpanStart))
                own++;
            else
                hanging++;
        }

        return hanging > own;
    }

    private bool FindVar()
    {
        var spelled = 0;
        foreach (var declaration in root.DescendantNodes().OfType<VariableDeclarationSyntax>())
        {
            if (declaration.Parent is not LocalDeclarationStatementSyntax || declaration.Variables is not [{ Initializer: not null }])
                continue;
            if (declaration.Type.IsVar)
                return true;
            if (declaration.Type is not PredefinedTypeSyntax)
                spelled++;
        }

        return spelled == 0;
    }
}
