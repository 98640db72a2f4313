using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>
/// Puts a reference at the exits that leak it. An exit that control can also reach after the reference was handed on or put is
/// none that can be repaired this way.
/// </summary>
internal static class LeakingExits
{
    public static bool Write(SourceFile file, Acquisition acquired, ImmutableArray<TextSpan> exits, string put)
    {
        if (exits.IsEmpty || acquired.Ever(Fate.Overwritten))
            return false;
        foreach (var span in exits.Distinct())
        {
            var token = file.Root.FindToken(span.Start);
            var node = file.Root.FindNode(span);
            var jump = node.FirstAncestorOrSelf<StatementSyntax>(statement => statement is ReturnStatementSyntax or ThrowStatementSyntax
                or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax { Expression: null });
            var isWritten = jump is not null && jump.Span.Contains(span)
                ? WriteBefore(file, acquired, jump, put)
                : WriteAtEnd(file, acquired, BlockThatEnds(acquired, token, node), put);
            if (!isWritten)
                return false;
        }

        return true;
    }

    private static bool WriteBefore(SourceFile file, Acquisition acquired, StatementSyntax jump, string put)
    {
        if (!IsOwnedAt(acquired, jump) || Place.Around(jump) is not { } place)
            return false;
        var statement = Put(file, acquired, jump, put);
        if (jump is not ReturnStatementSyntax { Expression: { } result } || !acquired.Uses.Exists(use => result.Span.Holds(use.Mention)))
            return place.Write(file, Frame.Above(statement));

        // It may be handed on by this exit, too.
        if (acquired.All(Fate.HandedOn).Any(mention => result.Span.Holds(mention)))
            return false;
        // What is returned is read off the reference: read first, then put.
        var type = file.Model.GetTypeInfo(result, file.Cancellation);
        if (type.Type is null || !SymbolEqualityComparer.IncludeNullability.Equals(type.Type, type.ConvertedType))
            return false;
        var name = FreeName.Near(jump, "result");
        var spelled = file.Layout.UsesVar ? "var" : file.Imports.NameOf(type.Type, type.Nullability.FlowState, jump.SpanStart);
        if (!place.Write(file, Frame.Above($"{spelled} {name} = {result};", statement)))
            return false;
        file.Edits.Replace(result.Span, name);
        return !result.ToString().Contains('\n');
    }

    private static bool WriteAtEnd(SourceFile file, Acquisition acquired, BlockSyntax? block, string put)
    {
        if (block is null || block.Statements.Count == 0
            || !IsOwnedAt(acquired, block.CloseBraceToken.Parent!, block.CloseBraceToken.SpanStart)
            || Jumps.AlwaysLeaves(block.Statements.Last()) || !file.Layout.StartsLine(block.CloseBraceToken.SpanStart))
            return false;
        var last = block.Statements.Last();
        file.Edits.Insert(
            file.Layout.LineStart(block.CloseBraceToken.SpanStart),
            file.Layout.IndentOf(last.SpanStart) + Put(file, acquired, block, put) + file.Layout.EndOfLine);
        return true;
    }

    /// <summary>The block at whose end the local goes out of scope, or its function ends.</summary>
    private static BlockSyntax? BlockThatEnds(Acquisition acquired, SyntaxToken token, SyntaxNode node)
    {
        if (token.IsKind(SyntaxKind.CloseBraceToken) && token.Parent is BlockSyntax closed)
            return closed;
        if (node is BlockSyntax whole && whole.Span.Contains(acquired.Declaration.Span))
            return whole;
        return acquired.Declaration.Ancestors().OfType<BlockSyntax>().FirstOrDefault();
    }

    private static bool IsOwnedAt(Acquisition acquired, SyntaxNode exit, int? position = null) =>
        acquired.Uses.TrueForAll(use => use.Fate == Fate.Kept
            || !IsPassedOnTheWayOut(use.Mention, exit)
            && !IsPassedIfThrown(use.Mention, exit, acquired)
            && (position is { } end
                ? !Falls(use.Mention, exit, end)
                : !Jumps.CanReach(use.Mention, exit, acquired.Declaration)));

    /// <summary>
    /// Whether control comes by a mention when it leaves through an exit: in a finally, or in a handler if the exit throws.
    /// </summary>
    private static bool IsPassedOnTheWayOut(SyntaxNode mention, SyntaxNode exit) =>
        mention.Ancestors().Any(outer => (outer is FinallyClauseSyntax || outer is CatchClauseSyntax && exit is ThrowStatementSyntax)
            && outer.Parent!.Span.Contains(exit.Span) && !outer.Span.Contains(exit.Span));

    /// <summary>
    /// Whether a mention may come after an exit all the same: a finally on the way out throws, and a handler further out takes it.
    /// </summary>
    private static bool IsPassedIfThrown(SyntaxNode mention, SyntaxNode exit, Acquisition acquired) =>
        exit.Ancestors().OfType<TryStatementSyntax>()
            .SkipWhile(inner => inner.Finally is null || inner.Finally.Span.Contains(exit.Span))
            .Skip(1)
            .Any(outer => outer.Catches.Count > 0 && outer.Block.Span.Contains(exit.Span)
                && !outer.Span.Contains(acquired.Declaration.Span) && mention.SpanStart > outer.Block.Span.End);

    /// <summary>Whether control can fall from a mention to the end of a block.</summary>
    private static bool Falls(SyntaxNode mention, SyntaxNode block, int end)
    {
        if (!block.Span.Contains(mention.Span))
            return mention.SpanStart < end;
        for (var inner = mention; inner != block; inner = inner.Parent!)
            if (inner is StatementSyntax statement && inner.Parent != block
                && Jumps.AlwaysLeaves(StatementRun.ListOf(statement) is { } list ? list[list.Count - 1] : statement))
                return false;
        return true;
    }

    private static string Put(SourceFile file, Acquisition acquired, SyntaxNode exit, string put)
    {
        // Not null where it is filled with what never is, or was found not to be in a statement above.
        var isSure = file.Model.GetTypeInfo(acquired.Expression, file.Cancellation).Nullability.FlowState == NullableFlowState.NotNull
                && acquired.Declaration is VariableDeclaratorSyntax
            || acquired.Uses.Exists(use => IsGuarded(use.Mention, exit))
            || acquired.Uses.Exists(use => use.Mention.SpanStart < exit.Span.End && !Mentions.IsNullTest(use.Mention)
                && use.Mention.FirstAncestorOrSelf<StatementSyntax>() is { } statement && statement.Parent?.Span.Contains(exit.Span) == true
                && !Expressions.IsReachedConditionally(use.Mention, statement.Span)
                && file.Model.GetTypeInfo(use.Mention, file.Cancellation).Nullability.FlowState == NullableFlowState.NotNull);
        return acquired.Name + (isSure ? "." : "?.") + put + "();";
    }

    /// <summary>Whether a mention is a test for null, above an exit, that does not let null past.</summary>
    private static bool IsGuarded(IdentifierNameSyntax mention, SyntaxNode exit) =>
        mention.FirstAncestorOrSelf<IfStatementSyntax>() is { } guard
            && guard.Span.End <= exit.SpanStart + (exit is BlockSyntax ? exit.Span.Length : 0)
        && guard.Parent!.Span.Contains(exit.Span)
        && Jumps.AlwaysLeaves(guard.Statement)
        && Expressions.Bare(guard.Condition) switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } test =>
                Expressions.Bare(test.Left) == mention && Mentions.IsNull(test.Right),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax constant } test =>
                Expressions.Bare(test.Expression) == mention && Mentions.IsNull(constant.Expression),
            _ => false,
        };
}
