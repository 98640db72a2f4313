using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>Takes statements out of the text.</summary>
internal static class Removal
{
    /// <summary>Takes a statement of a list out, and leaves a comment that stands behind it on its line, which speaks of what comes.</summary>
    public static void DeleteButComment(SourceFile file, StatementSyntax statement)
    {
        var comment = statement.GetTrailingTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia));
        if (comment.IsKind(SyntaxKind.None) || !file.Layout.StartsLine(statement.SpanStart))
            Delete(file, statement);
        else
            file.Edits.Delete(TextSpan.FromBounds(statement.SpanStart, comment.SpanStart));
    }

    /// <summary>Takes a statement of a list out, with its lines; what stands above it stays.</summary>
    public static void Delete(SourceFile file, StatementSyntax statement)
    {
        var layout = file.Layout;
        if (!layout.StartsLine(statement.SpanStart) || !layout.EndsLine(statement.Span.End))
        {
            // It shares its line: the blanks in front of it go along.
            var start = statement.GetFirstToken().GetPreviousToken().Span.End;
            file.Edits.Delete(string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(start, statement.SpanStart)))
                ? TextSpan.FromBounds(start, statement.Span.End)
                : statement.Span);
            return;
        }

        var lines = layout.WholeLines(statement.Span);
        var above = layout.LineNumber(statement.SpanStart) - 1;
        var below = layout.LineNumber(statement.Span.End) + 1;
        if (above > 0 && layout.IsBlankLine(above) && (layout.IsBlankLine(below) || ClosesBlock(file, below)))
            lines = TextSpan.FromBounds(file.Text.Lines[above - 1].End, lines.End);
        file.Edits.Delete(lines);
    }

    private static bool ClosesBlock(SourceFile file, int line) =>
        line < file.Text.Lines.Count
            && file.Text.ToString(file.Text.Lines[line].Span).TrimStart().StartsWith("}", StringComparison.Ordinal);
}
