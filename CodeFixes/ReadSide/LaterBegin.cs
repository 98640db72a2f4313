using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.ReadSide;

/// <summary>
/// Lets a section begin behind a statement that may sleep, where nothing in the section up to there needs it; or leaves the section
/// for the statement, where what comes behind needs one but nothing that was found before.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="at">What may sleep.</param>
internal sealed class LaterBegin(SourceFile file, SyntaxNode at)
{
    /// <summary>Moves the beginning down; false where the statements, or what they hold, leave no room for it.</summary>
    public bool Write() => Sections.Around(at, file) switch
    {
        UsingStatementSyntax { Statement: BlockSyntax block } section when StatementRun.ListOf(section) is not null => EnterBlock(section, block),
        LocalDeclarationStatementSyntax section when Sections.IsScope(section, file) => MoveDown(section),
        ExpressionStatementSyntax section when Sections.Calls(section, MethodTraits.AcquiresReadLock, file) => MoveDown(section),
        _ => false,
    };

    /// <summary>Closes the section above the statement and opens it again below.</summary>
    public bool WriteAround() => Sections.Around(at, file) switch
    {
        UsingStatementSyntax { Statement: BlockSyntax block } section when StatementRun.ListOf(section) is not null => SplitBlock(section, block),
        ExpressionStatementSyntax section when Sections.Calls(section, MethodTraits.AcquiresReadLock, file) => UnlockAround(section),
        _ => false,
    };

    /// <summary>The opening brace of a using statement, and its header, move down.</summary>
    private bool EnterBlock(UsingStatementSyntax section, BlockSyntax block)
    {
        var layout = file.Layout;
        var list = block.Statements.ToList();
        var last = list.FindIndex(statement => statement.Span.Contains(at.Span));
        var moved = list.GetRange(0, last + 1);
        var outer = StatementRun.ListOf(section)!;
        if (last == list.Count - 1 || !IsFree(moved) || moved.Exists(HoldsToTheEnd) || !OnLines(section, block, list)
            || Clashes(moved, outer.Skip(outer.IndexOf(section) + 1)))
            return false;
        var header = TextSpan.FromBounds(section.SpanStart, block.OpenBraceToken.Span.End);
        file.Edits.DeleteLines(TextSpan.FromBounds(layout.LineStart(header.Start), layout.NextLine(header.End)));
        Outdent(moved);
        file.Edits.Insert(layout.LineEnd(list[last].Span.End), layout.EndOfLine + layout.IndentOf(section.SpanStart) + file.Text.ToString(header));
        return true;
    }

    /// <summary>The statement that opens moves down.</summary>
    private bool MoveDown(StatementSyntax section)
    {
        var layout = file.Layout;
        if (StatementRun.ListOf(section) is not { } list)
            return false;
        var first = list.IndexOf(section) + 1;
        var last = list.FindIndex(statement => statement.Span.Contains(at.Span));
        if (last == list.Count - 1 || !IsFree(list.GetRange(first, last - first + 1)) || !HasOwnLines(section) || !HasOwnLines(list[last])
            || IsUnlock(list[last + 1]))
            return false;
        Removal.Delete(file, section);
        file.Edits.Insert(layout.LineEnd(list[last].Span.End), layout.EndOfLine + layout.IndentOf(section.SpanStart) + section);
        return true;
    }

    private bool SplitBlock(UsingStatementSyntax section, BlockSyntax block)
    {
        var layout = file.Layout;
        var list = block.Statements.ToList();
        var split = list.FindIndex(statement => statement.Span.Contains(at.Span));
        var outer = StatementRun.ListOf(section)!;
        if (split <= 0 || !IsFree([list[split]]) || !NeedSection(list.GetRange(split + 1, list.Count - split - 1)) || !OnLines(section, block, list)
            || section.Declaration is not null || list.GetRange(0, split + 1).Exists(HoldsToTheEnd)
            || Declares(list.GetRange(0, split), list.Skip(split)) || Clashes([list[split]], outer.Skip(outer.IndexOf(section) + 1)))
            return false;
        var indent = layout.IndentOf(section.SpanStart);
        file.Edits.Insert(layout.StartWithComments(list[split].GetFirstToken()), indent + "}" + layout.EndOfLine);
        Outdent([list[split]]);
        file.Edits.Insert(
            layout.LineEnd(list[split].Span.End),
            layout.EndOfLine + indent + file.Text.ToString(TextSpan.FromBounds(section.SpanStart, block.OpenBraceToken.Span.End)));
        return true;
    }

    private bool UnlockAround(ExpressionStatementSyntax section)
    {
        var layout = file.Layout;
        if (StatementRun.ListOf(section) is not { } list)
            return false;
        var split = list.FindIndex(statement => statement.Span.Contains(at.Span));
        var unlock = list.Skip(split + 1).FirstOrDefault(IsUnlock);
        if (unlock is null || !NeedSection(list.GetRange(split + 1, list.IndexOf(unlock) - split - 1)) || !IsFree([list[split]]) || !HasOwnLines(list[split])
            || Mentions.SameFunction([list[split]]).Any(node => node is StatementSyntax inner && Jumps.AlwaysLeaves(inner)))
            return false;
        var indent = layout.IndentOf(list[split].SpanStart);
        file.Edits.Insert(layout.StartWithComments(list[split].GetFirstToken()), indent + unlock + layout.EndOfLine);
        file.Edits.Insert(layout.LineEnd(list[split].Span.End), layout.EndOfLine + indent + section);
        return true;
    }

    private bool IsFree(IEnumerable<SyntaxNode> code) => SectionNeeds.IsFree(file, code, isTried: true);

    /// <summary>Whether statements do more in the section than close it.</summary>
    private bool NeedSection(List<StatementSyntax> statements) => statements
        .SelectMany(statement => statement.DescendantNodesAndSelf(node => node is not StatementSyntax inner || !IsUnlock(inner)))
        .OfType<ExpressionSyntax>().Any(expression => !IsFree([expression]));

    private bool IsUnlock(StatementSyntax statement) => Sections.Calls(statement, MethodTraits.ReleasesReadLock, file);

    private static bool HoldsToTheEnd(StatementSyntax statement) => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 };

    private bool OnLines(UsingStatementSyntax section, BlockSyntax block, List<StatementSyntax> list) =>
        list.TrueForAll(HasOwnLines) && file.Layout.StartsLine(section.SpanStart) && file.Layout.StartsLine(block.CloseBraceToken.SpanStart)
        && file.Layout.EndsLine(block.OpenBraceToken.Span.End) && file.Layout.LineEnd(block.OpenBraceToken.Span.End) == block.OpenBraceToken.Span.End
        && !SectionNeeds.IsConditionallyCompiled(file, section.Span);

    private bool HasOwnLines(StatementSyntax statement) =>
        file.Layout.StartsLine(statement.SpanStart) && file.Layout.EndsLine(statement.Span.End);

    private void Outdent(List<StatementSyntax> statements)
    {
        var layout = file.Layout;
        var start = layout.StartWithComments(statements[0].GetFirstToken());
        foreach (var line in layout.Indentable(TextSpan.FromBounds(start, layout.LineEnd(statements[statements.Count - 1].Span.End))))
            if (layout.IndentOf(line).StartsWith(layout.Unit, StringComparison.Ordinal))
                file.Edits.Delete(new TextSpan(line, layout.Unit.Length));
    }

    private bool Declares(IEnumerable<StatementSyntax> head, IEnumerable<StatementSyntax> tail) =>
        DeclaredIn(head).Any(declared => Mentions.Of(declared.Symbol, declared.Node, file).Any(mention =>
            tail.Any(statement => statement.Span.Contains(mention.Span))));

    /// <summary>Whether a name of some statements is taken where they come to stand.</summary>
    private bool Clashes(IEnumerable<StatementSyntax> moved, IEnumerable<StatementSyntax> later)
    {
        var names = DeclaredIn(moved).Select(declared => declared.Symbol.Name).ToList();
        return DeclaredIn(later).Any(declared => names.Contains(declared.Symbol.Name));
    }

    private IEnumerable<(ISymbol Symbol, SyntaxNode Node)> DeclaredIn(IEnumerable<StatementSyntax> statements) =>
        from node in statements.SelectMany(statement => statement.DescendantNodesAndSelf())
        where node is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax
        let symbol = file.Model.GetDeclaredSymbol(node, file.Cancellation)
        where symbol is not null
        select (symbol, node);
}
