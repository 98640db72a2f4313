using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Adds lines to a cleanup method so that they run on every way through it, after all that is there.</summary>
internal static class CleanupBody
{
    /// <summary>Adds to a method that takes no arguments.</summary>
    public static bool Extend(SourceFile file, MethodDeclarationSyntax method, ImmutableArray<FrameLine> lines)
    {
        if (method.ExpressionBody is { } arrow)
        {
            var body = new ExpressionBody(arrow.Expression);
            // What a DisposeAsync returns comes last.
            return body.Write(file, body.Returns(file.Model) ? new Frame(lines, 0, []) : new Frame([], 0, lines));
        }

        return method.Body is { } block && AddTo(file, block, lines);
    }

    /// <summary>Adds to <c>Dispose(bool disposing)</c>: only where it is told that it is disposing.</summary>
    public static bool ExtendPattern(SourceFile file, MethodDeclarationSyntax method, ImmutableArray<FrameLine> lines)
    {
        var disposing = method.ParameterList.Parameters[0].Identifier.ValueText;
        if (method.Body is not { } body)
            return false;
        var test = body.DescendantNodes().OfType<IfStatementSyntax>().FirstOrDefault(candidate =>
            candidate.Condition is IdentifierNameSyntax name && name.Identifier.ValueText == disposing);
        if (test is { Statement: BlockSyntax block })
            return AddTo(file, block, lines);
        return test is null && Append(file, body, [
            new(0, "if (" + disposing + ")"), new(0, "{"), .. Frame.Deeper(lines), new(0, "}"),
        ]);
    }

    /// <summary>Whether a statement with a node runs whenever the method cleans up.</summary>
    public static bool AlwaysRuns(MethodDeclarationSyntax method, SyntaxNode node) =>
        method.Span.Holds(node)
        && node.FirstAncestorOrSelf<StatementSyntax>() is var statement
        && (statement is null || statement.Parent == method.Body
            || statement.Parent is BlockSyntax { Parent: IfStatementSyntax { Condition: IdentifierNameSyntax name } }
                && method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText));

    private static bool AddTo(SourceFile file, BlockSyntax block, ImmutableArray<FrameLine> lines)
    {
        var list = block.Statements.ToList();
        var leaving = Mentions.SameFunction(list).OfType<ReturnStatementSyntax>().ToList();
        // A test of "disposed already" at the top leaves with nothing to do.
        var start = list.Count > 0 && list[0] is IfStatementSyntax guard && leaving.Exists(leave => guard.Span.Holds(leave)) ? 1 : 0;
        if (leaving.TrueForAll(leave => start == 1 && list[0].Span.Holds(leave) || leave == list[list.Count - 1]))
            return Append(file, block, lines);
        return new StatementRun(list, start, list.Count - 1).Write(file, Frame.Finally(lines));
    }

    private static bool Append(SourceFile file, BlockSyntax block, ImmutableArray<FrameLine> lines)
    {
        var list = block.Statements.ToList();
        var last = list.FindLastIndex(statement => !IsClosing(statement));
        if (last >= 0)
            return new StatementRun(list, last, last).Write(file, new Frame([], 0, lines));
        if (list.Count > 0)
            return new StatementRun(list, 0, 0).Write(file, new Frame(lines, 0, []));
        var layout = file.Layout;
        var outer = layout.IndentOf(block.OpenBraceToken.SpanStart);
        var text = layout.EndOfLine + Frame.Render(lines, outer + layout.Unit, layout);
        if (layout.StartsLine(block.CloseBraceToken.SpanStart))
        {
            file.Edits.Insert(block.OpenBraceToken.Span.End, text);
            return true;
        }

        // "{ }" behind the header: it gets lines of its own.
        var gap = TextSpan.FromBounds(block.OpenBraceToken.GetPreviousToken().Span.End, block.Span.End);
        if (block.DescendantTrivia()
            .Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            return false;
        file.Edits.Replace(gap, (layout.BracesHang ? " {" : layout.EndOfLine + outer + "{") + text + layout.EndOfLine + outer + "}");
        return true;
    }

    /// <summary>What a cleanup ends with by custom.</summary>
    private static bool IsClosing(StatementSyntax statement) => statement is ReturnStatementSyntax
        || (statement as ExpressionStatementSyntax)?.Expression is InvocationExpressionSyntax call
            && call.Expression is MemberAccessExpressionSyntax access
            && (access.Expression is BaseExpressionSyntax || access.Name.Identifier.ValueText == "SuppressFinalize");
}
