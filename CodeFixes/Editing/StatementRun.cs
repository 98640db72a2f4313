using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;

namespace Utrace.CodeFixes.Editing;

/// <summary>Neighbouring statements of one list.</summary>
internal sealed class StatementRun(List<StatementSyntax> list, int first, int last) : Place
{
    /// <summary>All statements of the list.</summary>
    public List<StatementSyntax> List => list;

    public int First => first;

    public int Last => last;

    public override TextSpan Span => TextSpan.FromBounds(list[first].SpanStart, list[last].Span.End);

    public override IEnumerable<SyntaxNode> Nodes => list.Skip(first).Take(last - first + 1);

    public StatementRun Extend(int to) => to <= last ? this : new StatementRun(list, first, to);

    /// <summary>
    /// Whether a <c>using</c> among the statements holds something to the end of the list: a section, a lock. A counted reference is
    /// held for its mentions.
    /// </summary>
    public bool HoldsToTheEnd(SourceFile file) => Nodes.OfType<LocalDeclarationStatementSyntax>().Any(statement =>
        !statement.UsingKeyword.IsKind(SyntaxKind.None)
        && file.Contracts.RoleOf(file.Model.GetTypeInfo(statement.Declaration.Type, file.Cancellation).Type) != TypeRole.Counted);

    /// <summary>The indentation that statements of the list have, or get when they are given lines of their own.</summary>
    public string IndentIn(SourceFile file)
    {
        var layout = file.Layout;
        if (layout.StartsLine(list[first].SpanStart))
            return layout.IndentOf(list[first].SpanStart);
        return list[0].Parent switch
        {
            GlobalStatementSyntax => "",
            { Parent: AccessorDeclarationSyntax accessor } when !layout.StartsLine(accessor.SpanStart) =>
                layout.IndentOf(accessor.SpanStart) + layout.Unit + layout.Unit,
            var owner => layout.IndentOf(owner!.SpanStart) + layout.Unit,
        };
    }

    /// <summary>The list in which a statement stands; null for an embedded one.</summary>
    public static List<StatementSyntax>? ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => [.. block.Statements],
        SwitchSectionSyntax section => [.. section.Statements],
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } =>
            [.. unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement)],
        _ => null,
    };

    public override bool Write(SourceFile file, Frame frame)
    {
        var layout = file.Layout;
        var opening = list[first].GetFirstToken();
        if (layout.StartsLine(opening.SpanStart) && layout.EndsLine(list[last].Span.End))
        {
            var indent = layout.IndentOf(opening.SpanStart);
            var start = layout.StartWithComments(opening);
            if (!frame.Opening.IsEmpty)
                file.Edits.Insert(start, Frame.Render(frame.Opening, indent, layout) + layout.EndOfLine);
            var end = layout.LineEnd(list[last].Span.End);
            Shift(file, TextSpan.FromBounds(start, end), frame.Depth);
            if (!frame.Closing.IsEmpty)
                file.Edits.Insert(end, layout.EndOfLine + Frame.Render(frame.Closing, indent, layout));
            return true;
        }

        return WriteSpread(file, frame);
    }

    /// <summary>The statements share lines with others: give each statement of the list a line of its own.</summary>
    private bool WriteSpread(SourceFile file, Frame frame)
    {
        var layout = file.Layout;
        var owner = list[0].Parent is GlobalStatementSyntax ? null : list[0].Parent!;
        var outer = owner is null ? ""
            : owner.Parent is AccessorDeclarationSyntax accessor ? IndentOfOwner(file, accessor)
            : layout.IndentOf(owner.SpanStart);
        var indent = owner is null ? "" : outer + layout.Unit;
        if (owner is BlockSyntax open && !layout.BracesHang && !layout.StartsLine(open.OpenBraceToken.SpanStart)
            && open.Parent is not BlockSyntax && !ReplaceGapBefore(file, open.OpenBraceToken, layout.EndOfLine + outer))
            return false;

        for (var i = 0; i < list.Count; i++)
        {
            var above = i == first && !frame.Opening.IsEmpty ? Frame.Render(frame.Opening, indent, layout) + layout.EndOfLine : "";
            var below = i == last + 1 && !frame.Closing.IsEmpty ? Frame.Render(frame.Closing, indent, layout) + layout.EndOfLine : "";
            var own = Blanks(layout, indent, i >= first && i <= last ? frame.Depth : 0);
            var token = list[i].GetFirstToken();
            if (layout.StartsLine(token.SpanStart))
            {
                file.Edits.Insert(layout.LineStart(token.SpanStart), below + above + own.Substring(indent.Length));
            }
            else if (!ReplaceGapBefore(file, token, layout.EndOfLine + below + above + own))
            {
                return false;
            }

            if (i >= first && i <= last)
                Shift(file, TextSpan.FromBounds(token.SpanStart, list[i].Span.End), frame.Depth);
        }

        var closing = last == list.Count - 1 && !frame.Closing.IsEmpty
            ? layout.EndOfLine + Frame.Render(frame.Closing, indent, layout)
            : "";
        var after = list[list.Count - 1].GetLastToken().GetNextToken();
        if (layout.StartsLine(after.SpanStart) || owner is null or SwitchSectionSyntax)
        {
            file.Edits.Insert(layout.EndsLine(list[last].Span.End) ? layout.LineEnd(list[last].Span.End) : list[last].Span.End, closing);
            return true;
        }

        return ReplaceGapBefore(file, after, closing + layout.EndOfLine + outer);
    }
}
