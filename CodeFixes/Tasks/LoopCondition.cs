using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// Moves the condition of a <c>while</c> into a section of its own at the top of the body: a section around the loop would be held
/// all the while.
/// </summary>
internal static class LoopCondition
{
    /// <summary>The loop whose condition holds an expression.</summary>
    public static WhileStatementSyntax? Around(SyntaxNode expression) =>
        Place.Around(expression)?.Nodes.First() is WhileStatementSyntax loop && loop.Condition.Span.Holds(expression) ? loop : null;

    /// <summary>
    /// Writes it, with what the task is looked up by in the place of the expression; false where the condition names what the body uses.
    /// </summary>
    public static bool Write(SourceFile file, WhileStatementSyntax loop, ExpressionSyntax task, string header, string lookup)
    {
        var condition = loop.Condition.ToString();
        if (Expressions.Declares(loop.Condition) || condition.Contains('\n') || Mentions.GivesUpControl([loop.Condition])
            || Blocking.Calls(file, [loop.Condition]).Any())
            return false;
        var start = loop.Condition.SpanStart;
        condition = condition.Substring(0, task.SpanStart - start) + lookup + condition.Substring(task.Span.End - start);
        var test = Expressions.IsPrimary(loop.Condition) && loop.Condition is not ConditionalAccessExpressionSyntax
            ? "!" + condition : "!(" + condition + ")";
        var above = new Frame([new(0, header), new(0, "{"), new(1, "if (" + test + ")"), new(2, "break;"), new(0, "}")], 0, []);
        file.Edits.Replace(loop.Condition.Span, "true");
        return loop.Statement switch
        {
            BlockSyntax { Statements: { Count: > 0 } statements } => new StatementRun([.. statements], 0, 0).Write(file, above),
            BlockSyntax => false,
            var single => new EmbeddedStatement(single).Write(file, above),
        };
    }
}
