using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>Takes out puts that a <c>using</c> or a <c>finally</c> makes redundant, and what stands empty without them.</summary>
internal static class PutRemoval
{
    /// <summary>Takes out the put at a mention; false where it is more than a statement of its own.</summary>
    public static bool Delete(SourceFile file, IdentifierNameSyntax mention)
    {
        var call = Expressions.Dressed(mention).Parent is MemberAccessExpressionSyntax access ? access.Parent : Expressions.Dressed(mention).Parent;
        if (call is not ExpressionSyntax || call.Parent is not ExpressionStatementSyntax statement)
            return false;
        DeleteStatement(file, statement);
        return true;
    }

    private static void DeleteStatement(SourceFile file, StatementSyntax statement)
    {
        switch (statement.Parent)
        {
            case IfStatementSyntax { Else: null } test when IsPure(test.Condition):
                DeleteStatement(file, test);
                break;
            case ElseClauseSyntax otherwise:
                DeleteClause(file, otherwise);
                break;
            case BlockSyntax { Statements.Count: 1 } block:
                DeleteOnly(file, statement, block);
                break;
            case BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax:
                Removal.Delete(file, statement);
                break;
            default:
                file.Edits.Replace(statement.Span, "{ }");
                break;
        }
    }

    /// <summary>The statement is all that its block holds.</summary>
    private static void DeleteOnly(SourceFile file, StatementSyntax statement, BlockSyntax block)
    {
        switch (block.Parent)
        {
            case IfStatementSyntax { Else: null } test when test.Statement == block && IsPure(test.Condition):
                DeleteStatement(file, test);
                break;
            case ElseClauseSyntax otherwise:
                DeleteClause(file, otherwise);
                break;
            case FinallyClauseSyntax { Parent: TryStatementSyntax { Catches.Count: > 0 } } last:
                DeleteClause(file, last);
                break;
            case FinallyClauseSyntax { Parent: TryStatementSyntax { Parent: BlockSyntax } whole } when CanUnwrap(file, whole):
                Unwrap(file, whole);
                break;
            default:
                Removal.Delete(file, statement);
                break;
        }
    }

    private static void DeleteClause(SourceFile file, SyntaxNode clause)
    {
        var start = clause.GetFirstToken().GetPreviousToken().Span.End;
        file.Edits.Delete(TextSpan.FromBounds(start, clause.Span.End));
    }

    private static bool CanUnwrap(SourceFile file, TryStatementSyntax whole) =>
        file.Layout.StartsLine(whole.SpanStart) && file.Layout.EndsLine(whole.Span.End)
        && whole.Block.Statements is [var first, ..] && file.Layout.StartsLine(first.SpanStart) && file.Layout.StartsLine(whole.Block.CloseBraceToken.SpanStart)
        // What a try declares is out of reach behind it; without the try it could clash with what is declared there.
        && !whole.Block.Statements.Any(statement => statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax)
        || whole.Parent is BlockSyntax outer && outer.Statements.Last() == whole && file.Layout.StartsLine(whole.SpanStart) && whole.Block.Statements.Count > 0;

    private static void Unwrap(SourceFile file, TryStatementSyntax whole)
    {
        var layout = file.Layout;
        var body = layout.StartWithComments(whole.Block.Statements[0].GetFirstToken());
        var end = layout.LineStart(whole.Block.CloseBraceToken.SpanStart);
        file.Edits.Delete(TextSpan.FromBounds(layout.LineStart(whole.SpanStart), body));
        var extra = layout.IndentOf(whole.Block.Statements[0].SpanStart).Length - layout.IndentOf(whole.SpanStart).Length;
        foreach (var line in layout.Indentable(TextSpan.FromBounds(body, end)))
            if (layout.IndentOf(line).Length >= extra)
                file.Edits.Delete(new TextSpan(line, extra));
        file.Edits.Delete(layout.WholeLines(TextSpan.FromBounds(whole.Block.CloseBraceToken.SpanStart, whole.Span.End)));
    }

    /// <summary>Whether asking twice, or not at all, makes no difference.</summary>
    private static bool IsPure(ExpressionSyntax condition) => !condition.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
            or PostfixUnaryExpressionSyntax { OperatorToken.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PlusPlusToken or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.MinusMinusToken }
            or PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PlusPlusToken or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.MinusMinusToken }
            or SingleVariableDesignationSyntax);
}
