using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>A statement that stands alone below an <c>if</c>, a loop and the like; a frame comes in braces.</summary>
internal sealed class EmbeddedStatement(StatementSyntax statement) : Place
{
    public StatementSyntax Statement => statement;

    public override TextSpan Span => statement.Span;

    public override IEnumerable<SyntaxNode> Nodes => [statement];

    public override bool Write(SourceFile file, Frame frame)
    {
        var layout = file.Layout;
        var braced = Frame.Braces.Around(frame);
        var outer = layout.IndentOf(statement.Parent!.SpanStart);
        var holder = statement.Ancestors().OfType<StatementSyntax>().First(outer => StatementRun.ListOf(outer) is not null);
        var endsHolder = false;
        if (!layout.StartsLine(holder.SpanStart))
        {
            // The whole list is on one line: it gets lines first.
            endsHolder = holder.Span.End == statement.Span.End;
            var list = StatementRun.ListOf(holder)!;
            var run = new StatementRun(list, list.IndexOf(holder), list.IndexOf(holder));
            if (!run.Write(file, new Frame([], 0, endsHolder ? braced.Closing : [])))
                return false;
            outer = run.IndentIn(file);
        }

        var onOwnLine = layout.StartsLine(statement.SpanStart);
        var present = onOwnLine && layout.IndentOf(statement.SpanStart).Length > outer.Length ? 1 : 0;
        var closing = layout.EndOfLine + Frame.Render(braced.Closing, outer, layout);
        var brace = layout.BracesHang ? " {" : layout.EndOfLine + outer + "{";
        var inside = Frame.Render(braced.Opening.RemoveAt(0), outer, layout);

        if (onOwnLine)
        {
            var start = layout.StartWithComments(statement.GetFirstToken());
            file.Edits.Insert(statement.GetFirstToken().GetPreviousToken().Span.End, brace);
            file.Edits.Insert(start, inside.Length == 0 ? "" : inside + layout.EndOfLine);
            Shift(file, TextSpan.FromBounds(start, layout.LineEnd(statement.Span.End)), braced.Depth - present);
        }
        else
        {
            var gap = inside.Length == 0 ? brace : brace + layout.EndOfLine + inside;
            if (!ReplaceGapBefore(file, statement.GetFirstToken(), gap + layout.EndOfLine + Blanks(layout, outer, braced.Depth)))
                return false;
            Shift(file, statement.Span, braced.Depth);
        }

        if (endsHolder)
            return true;
        if (layout.EndsLine(statement.Span.End))
        {
            file.Edits.Insert(layout.LineEnd(statement.Span.End), closing);
            return true;
        }

        return ReplaceGapBefore(file, statement.GetLastToken().GetNextToken(), closing + layout.EndOfLine + outer);
    }
}
