using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>A piece of code that a frame can be written around: statements of a list, one embedded statement, an expression body.</summary>
internal abstract class Place
{
    /// <summary>What the place consists of.</summary>
    public abstract TextSpan Span { get; }

    /// <summary>The nodes whose code the place is.</summary>
    public abstract IEnumerable<SyntaxNode> Nodes { get; }

    /// <summary>Writes a frame around the place; false where the layout leaves no room for it.</summary>
    public abstract bool Write(SourceFile file, Frame frame);

    /// <summary>The smallest place around a node; null where no statement can stand (an initializer, a query clause).</summary>
    public static Place? Around(SyntaxNode node)
    {
        for (var inner = node; inner.Parent is { } outer; inner = outer)
        {
            switch (inner)
            {
                case StatementSyntax { Parent: LabeledStatementSyntax }:
                    return null;
                case StatementSyntax statement when StatementRun.ListOf(statement) is { } list:
                    return new StatementRun(list, list.IndexOf(statement), list.IndexOf(statement));
                case StatementSyntax and not BlockSyntax:
                    return new EmbeddedStatement((StatementSyntax)inner);
            }

            switch (outer)
            {
                case ArrowExpressionClauseSyntax arrow:
                    return new ExpressionBody(arrow.Expression);
                case AnonymousFunctionExpressionSyntax { ExpressionBody: { } body } when body == inner:
                    return new ExpressionBody(body);
                case QueryClauseSyntax or SelectOrGroupClauseSyntax or OrderingSyntax or QueryContinuationSyntax
                    when outer is not FromClauseSyntax { Parent: QueryExpressionSyntax }:
                case BaseTypeDeclarationSyntax or BaseFieldDeclarationSyntax or BasePropertyDeclarationSyntax
                    or ConstructorInitializerSyntax or AttributeSyntax or ParameterSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether an expression of the place belongs to the header of a loop, which runs each time round: what is written around the
    /// loop holds all the while.
    /// </summary>
    public bool IsLoopHeader(SyntaxNode expression) => Nodes.First() switch
    {
        WhileStatementSyntax loop => !loop.Statement.Span.Contains(expression.Span),
        DoStatementSyntax loop => !loop.Statement.Span.Contains(expression.Span),
        ForStatementSyntax loop => loop.Condition?.Contains(expression) == true || loop.Incrementors.Any(step => step.Contains(expression)),
        _ => false,
    };

    /// <summary>Indents the lines that begin inside a span.</summary>
    protected static void Shift(SourceFile file, TextSpan span, int steps)
    {
        if (steps <= 0)
            return;
        var blanks = string.Concat(Enumerable.Repeat(file.Layout.Unit, steps));
        foreach (var line in file.Layout.Indentable(span))
            file.Edits.Insert(line, blanks);
    }

    /// <summary>Replaces the blanks in front of a token; false where something else stands there.</summary>
    protected static bool ReplaceGapBefore(SourceFile file, SyntaxToken token, string gap)
    {
        var before = TextSpan.FromBounds(token.GetPreviousToken().Span.End, token.SpanStart);
        if (!string.IsNullOrWhiteSpace(file.Text.ToString(before)))
            return false;
        file.Edits.Replace(before, gap);
        return true;
    }

    /// <summary>
    /// The indentation of what a body belongs to. Accessors that share a line with others, or with their property, are given lines
    /// of their own first.
    /// </summary>
    protected static string IndentOfOwner(SourceFile file, SyntaxNode owner)
    {
        var layout = file.Layout;
        if (owner is not AccessorDeclarationSyntax { Parent: AccessorListSyntax list } || layout.StartsLine(owner.SpanStart))
            return layout.IndentOf(owner.SpanStart);
        var outer = layout.IndentOf(list.Parent!.SpanStart);
        if (!layout.BracesHang && !layout.StartsLine(list.SpanStart))
            ReplaceGapBefore(file, list.OpenBraceToken, layout.EndOfLine + outer);
        foreach (var accessor in list.Accessors.Where(accessor => !layout.StartsLine(accessor.SpanStart)))
            ReplaceGapBefore(file, accessor.GetFirstToken(), layout.EndOfLine + outer + layout.Unit);
        if (!layout.StartsLine(list.CloseBraceToken.SpanStart))
            ReplaceGapBefore(file, list.CloseBraceToken, layout.EndOfLine + outer);
        return outer + layout.Unit;
    }

    protected static string Blanks(SourceLayout layout, string indent, int steps) =>
        indent + string.Concat(Enumerable.Repeat(layout.Unit, steps));
}

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
