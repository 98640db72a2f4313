using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// The ways in which a section can be made to end further down: behind the last statement of a run. Each answers false where the
/// layout or the way out of the statements leaves no room for it.
/// </summary>
internal static class SectionEnd
{
    /// <summary>A using statement without braces gets some, around what follows as well.</summary>
    public static bool GiveBraces(SourceFile file, UsingStatementSyntax section, StatementRun run)
    {
        var layout = file.Layout;
        if (!HasOwnLines(file, run, run.First) || !layout.StartsLine(section.Statement.SpanStart))
            return false;
        var indent = layout.IndentOf(section.SpanStart);
        file.Edits.Insert(section.CloseParenToken.Span.End, layout.BracesHang ? " {" : layout.EndOfLine + indent + "{");
        var end = layout.LineEnd(run.Span.End);
        Indent(file, section.Span.End + 1, end);
        file.Edits.Insert(end, layout.EndOfLine + indent + "}");
        return true;
    }

    /// <summary>What closes a block (its brace, and a finally with it) moves down.</summary>
    public static bool MoveTail(SourceFile file, StatementSyntax section, BlockSyntax block, StatementRun run, int end)
    {
        var layout = file.Layout;
        if (!HasOwnLines(file, run, end) || !layout.StartsLine(block.CloseBraceToken.SpanStart) || block.Statements.Count == 0)
            return false;
        var tail = TextSpan.FromBounds(block.CloseBraceToken.SpanStart, layout.LineEnd(section.Span.End));
        file.Edits.Delete(layout.WholeLines(TextSpan.FromBounds(block.CloseBraceToken.SpanStart, section.Span.End)));
        var last = layout.LineEnd(run.Span.End);
        Indent(file, section.Span.End + 1, last);
        file.Edits.Insert(last, layout.EndOfLine + layout.IndentOf(block.CloseBraceToken.SpanStart) + file.Text.ToString(tail));
        return true;
    }

    /// <summary>The statement that unlocks moves down, if control can not leave the statements that it moves over.</summary>
    public static bool MoveUnlock(SourceFile file, ExpressionStatementSyntax unlock, StatementRun run, int end)
    {
        var layout = file.Layout;
        if (!HasOwnLines(file, run, end) || !IsUnlock(file, unlock)
            || run.Nodes.Skip(end - run.First + 1)
                .Any(node => node is LocalFunctionStatementSyntax || Mentions.SameFunction([node]).Any(IsWayOut)))
            return false;
        Removal.Delete(file, unlock);
        file.Edits.Insert(layout.LineEnd(run.Span.End), layout.EndOfLine + layout.IndentOf(unlock.SpanStart) + unlock.ToString());
        return true;
    }

    /// <summary>A lock and its unlock give way to a scope, which control may leave as it likes.</summary>
    public static bool MakeScope(SourceFile file, StatementRun run, int end)
    {
        var list = run.List;
        var begin = list.FindLastIndex(run.First, statement => Sections.Calls(statement, MethodTraits.AcquiresReadLock, file));
        if (begin < 0 || !Sections.Calls(list[end], MethodTraits.ReleasesReadLock, file)
            || !OfBinding(file, list[begin]) || !OfBinding(file, list[end])
            || Sections.Header(file, run.Span.Start) is not { } header)
            return false;
        var place = new StatementRun(list, begin + 1, run.Last);
        if (place.Nodes.Any(node => node != list[end] && Mentions.SameFunction([node]).OfType<ExpressionStatementSyntax>().Any(statement =>
                Sections.Calls(statement, MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock, file))))
            return false;
        Removal.Delete(file, list[begin]);
        Removal.Delete(file, list[end]);
        return BlockWriter.Write(file, place, Frame.Block(header), _ => false, _ => null);
    }

    /// <summary>Whether a statement does nothing but end a section.</summary>
    public static bool IsUnlock(SourceFile file, StatementSyntax statement) =>
        Sections.Calls(statement, MethodTraits.ReleasesReadLock, file)
        || (statement as ExpressionStatementSyntax)?.Expression is InvocationExpressionSyntax call
            && call.Expression is MemberAccessExpressionSyntax access
            && file.Contracts.RoleOf(file.Model.GetTypeInfo(access.Expression, file.Cancellation).Type) == TypeRole.Scope;

    private static bool OfBinding(SourceFile file, StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && Sections.IsOfBinding(call, file);

    private static bool IsWayOut(SyntaxNode node) => node is StatementSyntax statement && Jumps.AlwaysLeaves(statement);

    private static bool HasOwnLines(SourceFile file, StatementRun run, int from) =>
        run.List.Skip(from).Take(run.Last - from + 1).All(statement =>
            file.Layout.StartsLine(statement.SpanStart) && file.Layout.EndsLine(statement.Span.End));

    private static void Indent(SourceFile file, int start, int end)
    {
        foreach (var line in file.Layout.Indentable(TextSpan.FromBounds(start, end)))
            file.Edits.Insert(line, file.Layout.Unit);
    }
}
