using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks;

/// <summary>
/// Lets a section end before a call that may sleep and does not need it any more. Where that can not be seen to be safe the call
/// stays where it is.
/// </summary>
internal static class OutOfSection
{
    /// <summary>Moves the statement of a call, and what follows it in the section, out of it.</summary>
    /// <param name="file">Where it is written.</param>
    /// <param name="task">The task that the call was handed, and is not any more.</param>
    /// <param name="pid">The pid that it is handed instead.</param>
    /// <param name="dropped">A statement that is taken out already, if there is one.</param>
    public static void Move(SourceFile file, ExpressionSyntax task, HeldPid pid, StatementSyntax? dropped)
    {
        if (Sections.Around(task, file) is not { } section || Place.Around(task) is not StatementRun { List: var list, First: var at })
            return;
        bool isNeeded(StatementSyntax statement) => statement != dropped;
        switch (section)
        {
            case ExpressionStatementSyntax opening when list.IndexOf(opening) is >= 0 and var begin:
                UnlockBefore(file, list, begin, at, task, list.Skip(begin + 1).Take(at - begin - 1).Any(isNeeded));
                break;
            case UsingStatementSyntax { Expression: not null, Statement: BlockSyntax block } scope
                when list[at].Parent == block && pid.IsKnownAt(scope.SpanStart):
                CloseBefore(file, scope, block, at, task, block.Statements.Take(at).Any(isNeeded));
                break;
        }
    }

    private static void UnlockBefore(
        SourceFile file, List<StatementSyntax> list, int begin, int at, ExpressionSyntax task, bool leavesSome)
    {
        var end = list.FindIndex(at + 1, statement => Sections.Calls(statement, MethodTraits.ReleasesReadLock, file));
        if (end < 0 || !HaveOwnLines(file, list.Skip(begin).Take(end - begin + 1))
            || Mentions.SameFunction(list.Skip(begin + 1).Take(end - begin - 1)).Any(node => IsLock(file, node))
            || NeedsSection(file, list.Skip(at).Take(end - at), task))
            return;
        Removal.Delete(file, list[end]);
        if (leavesSome)
            file.Edits.Insert(
                file.Layout.StartWithComments(list[at].GetFirstToken()),
                file.Layout.IndentOf(list[at].SpanStart) + list[end] + file.Layout.EndOfLine);
        else
            Removal.Delete(file, list[begin]);
    }

    private static void CloseBefore(
        SourceFile file, UsingStatementSyntax scope, BlockSyntax block, int at, ExpressionSyntax task, bool leavesSome)
    {
        var layout = file.Layout;
        List<StatementSyntax> tail = [.. block.Statements.Skip(at)];
        if (StatementRun.ListOf(scope) is not { } outer || !HaveOwnLines(file, [scope, .. block.Statements])
            || !layout.StartsLine(block.CloseBraceToken.SpanStart)
            // What is held until the end of the block is not held for longer.
            || outer.Last() != scope
                && tail.Exists(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 })
            || MentionsLocalsOf(file, block, tail, task) || NamesAnew(block, tail) || NeedsSection(file, tail, task))
            return;
        var start = layout.StartWithComments(tail[0].GetFirstToken());
        var end = layout.LineEnd(tail[tail.Count - 1].Span.End);
        if (leavesSome)
            file.Edits.Insert(start, layout.IndentOf(scope.SpanStart) + block.CloseBraceToken + layout.EndOfLine);
        else
            file.Edits.Delete(layout.WholeLines(TextSpan.FromBounds(scope.SpanStart, block.OpenBraceToken.Span.End)));
        foreach (var line in layout.Indentable(TextSpan.FromBounds(start, end)))
            if (file.Text.ToString(new TextSpan(line, layout.Unit.Length)) == layout.Unit)
                file.Edits.Delete(new TextSpan(line, layout.Unit.Length));
        file.Edits.Delete(layout.WholeLines(block.CloseBraceToken.Span));
    }

    private static bool MentionsLocalsOf(SourceFile file, BlockSyntax block, List<StatementSyntax> tail, ExpressionSyntax task) =>
        Without(tail, task).OfType<IdentifierNameSyntax>().Any(name =>
            file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is { DeclaringSyntaxReferences: [var declared] }
            && declared.SyntaxTree == block.SyntaxTree && declared.Span.Start > block.SpanStart && declared.Span.End < tail[0].SpanStart);

    /// <summary>Whether the statements declare a name that something else in the member has as well.</summary>
    private static bool NamesAnew(BlockSyntax block, List<StatementSyntax> tail)
    {
        HashSet<string> declared = [.. tail.SelectMany(statement => statement.DescendantNodesAndSelf()).Select(NameOf).OfType<string>()];
        return declared.Count > 0 && Mentions.MemberOf(block).DescendantNodes()
            .Any(node => NameOf(node) is { } name && declared.Contains(name)
                && (node.SpanStart < tail[0].SpanStart || node.SpanStart > block.Span.End));
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText,
        SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
        ForEachStatementSyntax loop => loop.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        _ => null,
    };

    // What a method of the project needs is not looked into.
    private static bool NeedsSection(SourceFile file, IEnumerable<StatementSyntax> statements, ExpressionSyntax task) =>
        Without(statements, task).OfType<ExpressionSyntax>().Any(node =>
            file.Model.GetTypeInfo(node, file.Cancellation).Type is { } type && file.Contracts.RoleOf(type) == TypeRole.Protected
            || node is InvocationExpressionSyntax && file.Model.GetSymbolInfo(node, file.Cancellation).Symbol is var called
                && (called is not IMethodSymbol { MethodKind: not MethodKind.DelegateInvoke } method
                    || !method.DeclaringSyntaxReferences.IsEmpty
                    || (file.Contracts.TraitsOf(method) & (MethodTraits.RequiresReadLock | MethodTraits.AssertsReadLock)) != 0));

    private static IEnumerable<SyntaxNode> Without(IEnumerable<SyntaxNode> nodes, ExpressionSyntax task) =>
        nodes.SelectMany(node => node.DescendantNodesAndSelf(inner => inner != task)).Where(node => node != task);

    private static bool IsLock(SourceFile file, SyntaxNode node) =>
        node is InvocationExpressionSyntax && file.Model.GetSymbolInfo(node, file.Cancellation).Symbol is IMethodSymbol method
        && (file.Contracts.TraitsOf(method) & (MethodTraits.AcquiresReadLock | MethodTraits.ReleasesReadLock)) != 0;

    private static bool HaveOwnLines(SourceFile file, IEnumerable<StatementSyntax> statements) => statements.All(statement =>
        file.Layout.StartsLine(statement.SpanStart) && file.Layout.EndsLine(statement.Span.End));
}
