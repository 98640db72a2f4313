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
