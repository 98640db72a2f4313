using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
        var user = Expressions.Dressed(mention).Parent;
        return (user is MemberAccessExpressionSyntax ? user.Parent : user) is ExpressionSyntax call && DeleteCall(file, call);
    }

    /// <summary>Takes out a call that puts; false where it is more than a statement of its own.</summary>
    public static bool DeleteCall(SourceFile file, ExpressionSyntax call)
    {
        if (call.Parent is not ExpressionStatementSyntax statement)
            return false;
        DeleteStatement(file, statement);
        return true;
    }

    /// <summary>Takes out a statement, and the <c>if</c>, the clause or the <c>try</c> that has nothing to do without it.</summary>
    public static void DeleteStatement(SourceFile file, StatementSyntax statement)
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

    private static bool CanUnwrap(SourceFile file, TryStatementSyntax whole)
    {
        var layout = file.Layout;
        if (!layout.StartsLine(whole.SpanStart) || !layout.EndsLine(whole.Span.End)
            || whole.Block.Statements is not [var first, ..]
            || !layout.StartsLine(first.SpanStart) || !layout.StartsLine(whole.Block.CloseBraceToken.SpanStart))
            return false;
        // What a try declares is out of reach behind it; without the try it could clash with what is declared there.
        return whole.Parent is BlockSyntax outer && outer.Statements.Last() == whole
            || !whole.Block.Statements.Any(statement => statement is LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax);
    }

    private static void Unwrap(SourceFile file, TryStatementSyntax whole)
    {
        var layout = file.Layout;
        var body = layout.StartWithComments(whole.Block.Statements[0].GetFirstToken());
        var end = layout.LineStart(whole.Block.CloseBraceToken.SpanStart);
        file.Edits.DeleteLines(TextSpan.FromBounds(layout.LineStart(whole.SpanStart), body));
        var extra = layout.IndentOf(whole.Block.Statements[0].SpanStart).Length - layout.IndentOf(whole.SpanStart).Length;
        foreach (var line in layout.Indentable(TextSpan.FromBounds(body, end)))
            if (layout.IndentOf(line).Length >= extra)
                file.Edits.Delete(new TextSpan(line, extra));
        file.Edits.Delete(layout.WholeLines(TextSpan.FromBounds(whole.Block.CloseBraceToken.SpanStart, whole.Span.End)));
    }

    /// <summary>Whether asking twice, or not at all, makes no difference.</summary>
    private static bool IsPure(ExpressionSyntax condition) => !condition.DescendantNodesAndSelf().Any(node =>
        node is InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax
            or SingleVariableDesignationSyntax
        || (SyntaxKind)node.RawKind is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression
            or SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression);
}
