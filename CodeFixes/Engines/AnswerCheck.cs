using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Engines;

/// <summary>Turns a statement that is nothing but a call into a question for its answer.</summary>
internal static class AnswerCheck
{
    /// <summary>
    /// Writes <c>if (call test) then</c> in the place of a statement; false where the statement has no room for it.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="answer">The call in it, which may be assigned to a discard; what is written in front of it goes.</param>
    /// <param name="test">What is asked of the answer, with the blank in front.</param>
    /// <param name="then">The statement that follows from it.</param>
    public static bool Write(SourceFile file, ExpressionStatementSyntax statement, ExpressionSyntax answer, string test, string then)
    {
        var layout = file.Layout;
        if (statement.SemicolonToken.IsMissing || Place.Around(statement) is not { } place || !layout.EndsLine(statement.Span.End))
            return false;
        file.Edits.Replace(TextSpan.FromBounds(statement.SpanStart, answer.SpanStart), "if (");
        file.Edits.Replace(statement.SemicolonToken.Span, test + ")");
        if (place is not EmbeddedStatement)
        {
            file.Edits.Insert(
                layout.LineEnd(statement.Span.End), layout.EndOfLine + layout.IndentOf(statement.SpanStart) + layout.Unit + then);
            return layout.StartsLine(statement.SpanStart);
        }

        // An if below an if would be given its else: it gets braces.
        var holder = statement.Ancestors().OfType<StatementSyntax>().First(outer => StatementRun.ListOf(outer) is not null);
        file.Edits.Insert(
            statement.Span.End, layout.EndOfLine + layout.IndentOf(statement.Parent!.SpanStart) + layout.Unit + layout.Unit + then);
        return layout.StartsLine(holder.SpanStart) && place.Write(file, new Frame([], 0, []));
    }

    /// <summary>Whether the language of the file knows the patterns that a test is made of.</summary>
    public static bool KnowsPatterns(SourceFile file) =>
        file.Root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 };

    /// <summary>The call of a statement, with or without a discard that takes its answer.</summary>
    public static ExpressionSyntax AnswerOf(ExpressionStatementSyntax statement) => statement.Expression switch
    {
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } kept => kept.Right,
        var whole => whole,
    };
}
