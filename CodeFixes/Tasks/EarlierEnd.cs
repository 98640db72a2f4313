using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// Lets a section end before a statement that needs it no more, because it may sleep: what stands from there to the end of the section
/// comes to stand behind it.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="at">The node in that statement because of which it ends.</param>
internal sealed class EarlierEnd(SourceFile file, SyntaxNode at)
{
    /// <summary>The task, in the statement, that the same remedy replaces; and what it is replaced by.</summary>
    public (ExpressionSyntax Task, HeldPid Pid)? Replaced { get; init; }

    /// <summary>A statement that the same remedy takes away.</summary>
    public StatementSyntax? Dropped { get; init; }

    /// <summary>Whether the analysis is asked about the result: what private methods need is left to it.</summary>
    public bool IsTried { get; init; }

    /// <summary>Whether the text has a section around a node, or the method says that its caller has one.</summary>
    public static bool IsNeeded(SourceFile file, SyntaxNode node) =>
        Sections.Around(node, file) is not null
        || (file.Model.GetEnclosingSymbol(node.SpanStart, file.Cancellation) is IMethodSymbol method
            && (file.Contracts.TraitsOf(method) & MethodTraits.RequiresReadLock) != 0);

    /// <summary>Writes it; false where the statements, or what they need, leave no room for it.</summary>
    public bool Write() => Sections.Around(at, file) switch
    {
        UsingStatementSyntax { Statement: BlockSyntax block } section => LeaveBlock(section, block),
        LocalDeclarationStatementSyntax section when Sections.IsScope(section, file) => MakeBlock(section),
        ExpressionStatementSyntax section when Sections.Calls(section, MethodTraits.AcquiresReadLock, file) => UnlockEarlier(section),
        _ => false,
    };

    /// <summary>The closing brace of a using statement moves up.</summary>
    private bool LeaveBlock(UsingStatementSyntax section, BlockSyntax block)
    {
        var layout = file.Layout;
        var list = block.Statements.ToList();
        var (head, tail) = Split(list, 0, list.Count);
        if (StatementRun.ListOf(section) is not { } outer || !IsFree(tail) || Declares(head, tail) || IsPidDeclaredIn(block.Span)
            || Clashes(tail, outer.Skip(outer.IndexOf(section) + 1))
            || !list.TrueForAll(HasOwnLines) || !layout.StartsLine(section.SpanStart) || !layout.StartsLine(block.CloseBraceToken.SpanStart))
            return false;
        if (outer[outer.Count - 1] != section && tail.Exists(HoldsToTheEnd))
        {
            LeaveHeader(section, block, head);
            return true;
        }

        if (head.Count == 0)
            file.Edits.Delete(layout.WholeLines(TextSpan.FromBounds(section.SpanStart, block.OpenBraceToken.Span.End)));
        else
            file.Edits.Insert(
                layout.LineEnd(head[head.Count - 1].Span.End), layout.EndOfLine + layout.IndentOf(block.CloseBraceToken.SpanStart) + "}");
        file.Edits.Delete(layout.WholeLines(block.CloseBraceToken.Span));
        var start = layout.StartWithComments(tail[0].GetFirstToken());
        foreach (var line in layout.Indentable(TextSpan.FromBounds(start, tail[tail.Count - 1].Span.End)))
            if (layout.IndentOf(line).StartsWith(layout.Unit, StringComparison.Ordinal))
                file.Edits.Delete(new TextSpan(line, layout.Unit.Length));
        return true;
    }

    /// <summary>What is held until the end of the block is to be held no longer: it keeps a block.</summary>
    private void LeaveHeader(UsingStatementSyntax section, BlockSyntax block, List<StatementSyntax> head)
    {
        var layout = file.Layout;
        var indent = layout.IndentOf(block.CloseBraceToken.SpanStart);
        if (head.Count == 0)
            file.Edits.Delete(layout.WholeLines(TextSpan.FromBounds(section.SpanStart, section.CloseParenToken.Span.End)));
        else
            file.Edits.Insert(
                layout.LineEnd(head[head.Count - 1].Span.End), layout.EndOfLine + indent + "}" + layout.EndOfLine + indent + "{");
    }

    private static bool HoldsToTheEnd(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };

    /// <summary>A scope that is declared for the rest of its block becomes a block of its own.</summary>
    private bool MakeBlock(LocalDeclarationStatementSyntax section)
    {
        if (StatementRun.ListOf(section) is not { } list || Sections.Header(file, section.SpanStart) is not { } header)
            return false;
        var (head, tail) = Split(list, list.IndexOf(section) + 1, list.Count);
        if (!IsFree(tail) || IsPidDeclaredIn(TextSpan.FromBounds(section.SpanStart, tail[0].SpanStart))
            || Declares([section], [.. head, .. tail]) || !HasOwnLines(section))
            return false;
        Removal.Delete(file, section);
        return head.Count == 0
            || BlockWriter.Write(
                file,
                new StatementRun(list, list.IndexOf(head[0]), list.IndexOf(head[head.Count - 1])),
                Frame.Block(header),
                mention => IsReplaced(mention),
                _ => null);
    }

    /// <summary>The statement that unlocks moves up; where nothing is left to protect, it goes with the lock.</summary>
    private bool UnlockEarlier(ExpressionStatementSyntax section)
    {
        var layout = file.Layout;
        if (StatementRun.ListOf(section) is not { } list)
            return false;
        var end = list.FindIndex(list.IndexOf(section), statement => Sections.Calls(statement, MethodTraits.ReleasesReadLock, file));
        if (end < 0 || list[end].SpanStart < at.SpanStart)
            return false;
        var (head, tail) = Split(list, list.IndexOf(section) + 1, end);
        if (!IsFree(tail) || !HasOwnLines(list[end]) || !HasOwnLines(tail[0]) || tail.Exists(LeavesWithTheSection))
            return false;
        Removal.Delete(file, list[end]);
        if (head.Count == 0)
            Removal.Delete(file, section);
        else
            file.Edits.Insert(
                layout.StartWithComments(tail[0].GetFirstToken()), layout.IndentOf(tail[0].SpanStart) + list[end] + layout.EndOfLine);
        return true;
    }

    private (List<StatementSyntax> Head, List<StatementSyntax> Tail) Split(List<StatementSyntax> list, int from, int to)
    {
        var split = list.FindIndex(statement => statement.Span.Contains(at.Span));
        return (list.GetRange(from, split - from).FindAll(statement => statement != Dropped), list.GetRange(split, to - split));
    }

    private bool IsFree(List<StatementSyntax> tail) => SectionNeeds.IsFree(file, tail, Replaced is { Task: var task } ? Expressions.Dressed(task).Span : default, IsTried);

    private bool IsPidDeclaredIn(TextSpan span) => Replaced?.Pid.IsDeclaredIn(span) == true;

    private bool IsReplaced(SyntaxNode mention) => Replaced?.Task.Span.Contains(mention.Span) == true;

    /// <summary>Whether some statements declare what others mention.</summary>
    private bool Declares(List<StatementSyntax> head, List<StatementSyntax> tail) =>
        DeclaredIn(head).Any(declared => Mentions.Of(declared.Symbol, declared.Node, file).Any(mention =>
            !IsReplaced(mention) && tail.Exists(statement => statement.Span.Contains(mention.Span))));

    /// <summary>Whether a name of the statements is taken where they come to stand.</summary>
    private bool Clashes(List<StatementSyntax> tail, IEnumerable<StatementSyntax> later)
    {
        var names = DeclaredIn(tail).Select(declared => declared.Symbol.Name).ToList();
        return DeclaredIn(later).Any(declared => names.Contains(declared.Symbol.Name));
    }

    private IEnumerable<(ISymbol Symbol, SyntaxNode Node)> DeclaredIn(IEnumerable<StatementSyntax> statements) =>
        from node in statements.SelectMany(statement => statement.DescendantNodesAndSelf())
        where node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax
        let symbol = file.Model.GetDeclaredSymbol(node, file.Cancellation)
        where symbol is not null
        select (symbol, node);

    private static bool LeavesWithTheSection(StatementSyntax statement) =>
        statement is LocalFunctionStatementSyntax
        || Mentions.SameFunction([statement]).Any(node => node is StatementSyntax inner && Jumps.AlwaysLeaves(inner));

    private bool HasOwnLines(StatementSyntax statement) =>
        file.Layout.StartsLine(statement.SpanStart) && file.Layout.EndsLine(statement.Span.End);
}
