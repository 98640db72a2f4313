using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>The statements during which a local owns its reference, up to the end of its scope: what a try has to hold.</summary>
internal sealed class OwnedRange
{
    private readonly Place? place;
    private readonly StatementSyntax? last;
    private readonly bool mayBeNull;
    private readonly VariableDeclaratorSyntax? unset;

    private OwnedRange(Place? place, StatementSyntax? last, bool mayBeNull, VariableDeclaratorSyntax? unset)
    {
        this.place = place;
        this.last = last;
        this.mayBeNull = mayBeNull;
        this.unset = unset;
    }

    public static OwnedRange? Of(Acquisition acquired, SourceFile file)
    {
        if (acquired.Expression.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return null;
        if (acquired.Declaration is VariableDeclaratorSyntax declarator && acquired.Statement is null)
            return OfAssigned(acquired, declarator, statement, file);
        if (acquired.Ever(Fate.Overwritten))
            return null;
        if (statement is IfStatementSyntax or WhileStatementSyntax)
            return OfTested(acquired, statement);
        return statement is LocalDeclarationStatementSyntax or ExpressionStatementSyntax && StatementRun.ListOf(statement) is { } list
            ? Behind(list, list.IndexOf(statement), acquired.Declaration is not VariableDeclaratorSyntax || MayBeNull(acquired, file))
            : null;
    }

    /// <summary>Writes the try, or the put alone where nothing comes between it and the acquisition.</summary>
    public bool Write(SourceFile file, string name, string put)
    {
        var statement = name + (mayBeNull ? "?." : ".") + put + "();";
        if (place is null)
        {
            var layout = file.Layout;
            file.Edits.Insert(layout.LineEnd(last!.Span.End), layout.EndOfLine + layout.IndentOf(last.SpanStart) + statement);
            return true;
        }

        if (place.Nodes.SelectMany(node => node.DescendantNodesAndSelf()).Any(node => node is LabeledStatementSyntax))
            return false;
        if (unset is not null)
            file.Edits.Insert(unset.Span.End, " = null");
        // A try that is there already takes the put as well.
        if (place.Nodes.ToList() is [TryStatementSyntax { Finally.Block: { Statements.Count: > 0 } cleanup }]
            && file.Layout.StartsLine(cleanup.CloseBraceToken.SpanStart))
        {
            file.Edits.Insert(
                file.Layout.LineStart(cleanup.CloseBraceToken.SpanStart),
                file.Layout.IndentOf(cleanup.Statements[0].SpanStart) + statement + file.Layout.EndOfLine);
            return true;
        }

        return BlockWriter.Write(file, place, Frame.Finally(statement), _ => false, grown => grown);
    }

    /// <summary>Declared before it is filled: the try begins where it may be filled.</summary>
    private static OwnedRange? OfAssigned(
        Acquisition acquired, VariableDeclaratorSyntax declarator, StatementSyntax statement, SourceFile file)
    {
        var isUnset = declarator.Initializer is null;
        if (acquired.Ever(Fate.Overwritten)
            || !isUnset && !Mentions.IsNull(declarator.Initializer!.Value)
            || declarator.Parent is not VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax declaration } typed
            || StatementRun.ListOf(declaration) is not { } list
            || list.FindIndex(candidate => candidate.Span.Contains(acquired.Expression.Span)) is var index && index < 0)
            return null;
        if (list[index] == statement)
            return Behind(list, index, acquired.Expression.Parent is ArgumentSyntax || MayBeNull(acquired, file));
        if (statement.Ancestors().Any(outer => Jumps.IsLoop(outer) && declaration.SpanStart < outer.SpanStart))
            return null;
        if (isUnset && typed.Type is not NullableTypeSyntax && file.Model.GetNullableContext(declarator.SpanStart).AnnotationsEnabled())
            return null;
        return new OwnedRange(new StatementRun(list, index, list.Count - 1), null, mayBeNull: true, isUnset ? declarator : null);
    }

    /// <summary>
    /// Filled by what alone is the condition of an <c>if</c> or a <c>while</c>: owned in its body, or behind the <c>if</c> where the
    /// body is the way out.
    /// </summary>
    private static OwnedRange? OfTested(Acquisition acquired, StatementSyntax statement)
    {
        var (condition, body) = statement switch
        {
            IfStatementSyntax branch => (branch.Condition, branch.Statement),
            WhileStatementSyntax loop => (loop.Condition, loop.Statement),
            _ => default,
        };
        if (Polarity(acquired.Expression, condition) is not { } whenTrue)
            return null;
        if (whenTrue && acquired.Uses.TrueForAll(use => condition.Span.Holds(use.Mention) || body.Span.Holds(use.Mention)))
            return body switch
            {
                BlockSyntax { Statements: { Count: > 0 } statements } =>
                    new OwnedRange(new StatementRun([.. statements], 0, statements.Count - 1), null, mayBeNull: false, unset: null),
                BlockSyntax => null,
                _ => new OwnedRange(new EmbeddedStatement(body), null, mayBeNull: false, unset: null),
            };
        return statement is IfStatementSyntax { Else: null } test && StatementRun.ListOf(test) is { } list
            && acquired.Uses.TrueForAll(use => !body.Span.Holds(use.Mention))
            ? Behind(list, list.IndexOf(test), mayBeNull: whenTrue || !Jumps.AlwaysLeaves(body))
            : null;
    }

    private static OwnedRange Behind(List<StatementSyntax> list, int index, bool mayBeNull) =>
        index == list.Count - 1
            ? new OwnedRange(null, list[index], mayBeNull, unset: null)
            : new OwnedRange(new StatementRun(list, index + 1, list.Count - 1), null, mayBeNull, unset: null);

    private static bool MayBeNull(Acquisition acquired, SourceFile file) =>
        file.Model.GetTypeInfo(acquired.Expression, file.Cancellation).Nullability.FlowState == NullableFlowState.MaybeNull;

    /// <summary>
    /// Whether the reference is there when the condition holds or when it does not; null where the condition asks for more.
    /// </summary>
    private static bool? Polarity(ExpressionSyntax acquiring, ExpressionSyntax condition)
    {
        var whenTrue = true;
        while (true)
        {
            switch (Expressions.Bare(condition))
            {
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                    condition = not.Operand;
                    whenTrue = !whenTrue;
                    break;
                case IsPatternExpressionSyntax test when Expressions.Bare(test.Expression) == acquiring:
                    return test.Pattern is UnaryPatternSyntax ? !whenTrue : whenTrue;
                case InvocationExpressionSyntax call when call.ArgumentList.Arguments.Any(argument => argument.Expression == acquiring):
                    return whenTrue;
                default:
                    return null;
            }
        }
    }
}
