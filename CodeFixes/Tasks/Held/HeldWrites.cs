using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Turns assignments of a task into assignments of a reference on its pid, with the old reference put first.</summary>
internal static class HeldWrites
{
    /// <summary>Rewrites one assignment; false where the old reference can not be put in front of it.</summary>
    public static bool Write(SourceFile file, HeldUse use, List<HeldUse> all, HeldValue value, string name)
    {
        if (value is not HeldMember member || Expressions.Dressed(use.Access).Parent is not AssignmentExpressionSyntax assignment
            || all.Exists(other => other != use && assignment.Right.Span.Holds(other.Access))
            || !IsStatement(file, assignment) && assignment.Parent is not InitializerExpressionSyntax)
            return false;
        var assigned = use.IsWhole ? member.Element!.In(assignment.Right) : assignment.Right;
        if (use.IsWhole)
            member.Element!.RenameIn(file, assignment.Right);
        else
            file.Edits.Replace(use.Name.Span, name);
        if (assigned is not null && !Convert(file, assigned, member.Api))
            return false;
        var isCoalescing = assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression);
        if (!isCoalescing && !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
            return false;
        var isFirst = isCoalescing || assignment.Parent is InitializerExpressionSyntax || IsFirst(file, use, all, member);
        var put = isFirst ? null : $"{use.Renamed(name)}?.{member.Api.Put}();";
        if (Lookup.Of(assigned, file) is not null && SectionOf(file, assignment) is var (section, statement)
            && (assigned == assignment.Right || SectionNeeds.IsFree(file, [assignment], assigned!.Span)))
        {
            Dissolve(file, section, statement, put);
            return true;
        }

        return put is null || Place.Around(assignment)!.Write(file, Frame.Above(put));
    }

    /// <summary>The section that is there for nothing but the lookup which is assigned, and which is not needed any more.</summary>
    private static (UsingStatementSyntax Section, StatementSyntax Statement)? SectionOf(
        SourceFile file, AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is not ExpressionStatementSyntax statement
            || (statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block.Parent : statement.Parent)
                is not UsingStatementSyntax section
            || !Sections.IsScope(section, file) || StatementRun.ListOf(section) is null
            || !file.Layout.StartsLine(section.SpanStart) || !file.Layout.EndsLine(section.Span.End))
            return null;
        var around = section.DescendantTrivia()
            .Where(trivia => !statement.Span.Contains(trivia.Span) && section.Span.Contains(trivia.Span));
        return around.All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            && !statement.ToString().Contains('\n') ? (section, statement) : null;
    }

    private static void Dissolve(SourceFile file, UsingStatementSyntax section, StatementSyntax statement, string? put)
    {
        var above = put is null ? "" : put + file.Layout.EndOfLine + file.Layout.IndentOf(section.SpanStart);
        file.Edits.Replace(TextSpan.FromBounds(section.SpanStart, statement.SpanStart), above);
        if (section.Span.End > statement.Span.End)
            file.Edits.Delete(TextSpan.FromBounds(statement.Span.End, section.Span.End));
    }

    /// <summary>Makes a value that is a task one that is its pid.</summary>
    /// <param name="file">The file.</param>
    /// <param name="value">The value.</param>
    /// <param name="api">The members by which the new code goes from task to pid and back.</param>
    /// <param name="looksUp">Whether there is to be no pid where there is no task; else that by which it was looked up is good enough.</param>
    public static bool Convert(SourceFile file, ExpressionSyntax value, HandleApi api, bool looksUp = false)
    {
        if (Conversion(file, value, api, looksUp) is not { } changes)
            return false;
        foreach (var change in changes)
            file.Edits.Replace(change.Span, change.NewText!);
        return true;
    }

    /// <summary>The text of a value that is a task, as one that is its pid.</summary>
    public static string? Converted(SourceFile file, ExpressionSyntax value, HandleApi api)
    {
        if (Conversion(file, value, api, looksUp: false) is not { } changes)
            return null;
        var text = value.ToString();
        foreach (var change in changes.OrderByDescending(change => change.Span.Start))
        {
            var start = change.Span.Start - value.SpanStart;
            text = text.Substring(0, start) + change.NewText + text.Substring(start + change.Span.Length);
        }

        return text;
    }

    private static List<TextChange>? Conversion(SourceFile file, ExpressionSyntax value, HandleApi api, bool looksUp)
    {
        var changes = new List<TextChange>();
        var bare = Expressions.Bare(value)!;
        if (bare is LiteralExpressionSyntax)
            return changes;
        if (!looksUp && Lookup.Of(value, file) is { } lookup)
        {
            changes.Add(new TextChange(lookup.Name.Span, api.Get));
            var arguments = lookup.Name.FirstAncestorOrSelf<InvocationExpressionSyntax>()!.ArgumentList;
            if (arguments.Arguments.Count > 0)
                changes.Add(new TextChange(arguments.Span, "()"));
            if (value is PostfixUnaryExpressionSyntax sure && !lookup.Conditional)
                changes.Add(new TextChange(sure.OperatorToken.Span, ""));
            return changes;
        }

        var type = file.Model.GetTypeInfo(value, file.Cancellation);
        if (type.Type is null)
            return null;
        var call = (type.Nullability.FlowState == NullableFlowState.MaybeNull ? "?." : ".") + api.GetPid + "()";
        if (!Expressions.IsPrimary(value))
        {
            changes.Add(new TextChange(new TextSpan(value.SpanStart, 0), "("));
            call = ")" + call;
        }

        changes.Add(new TextChange(new TextSpan(value.Span.End, 0), call));
        return changes;
    }

    /// <summary>Whether an expression is all that a statement, or a body that gives nothing back, does.</summary>
    public static bool IsStatement(SourceFile file, ExpressionSyntax expression) =>
        expression.Parent is ExpressionStatementSyntax
        || Place.Around(expression) is ExpressionBody body && body.Expression == expression
            && !body.Returns(file.Model) && !body.IsTree(file.Model);

    /// <summary>Whether a constructor gives the member its first value here.</summary>
    private static bool IsFirst(SourceFile file, HeldUse use, List<HeldUse> all, HeldMember member)
    {
        if (Mentions.FunctionOf(use.Access) is not ConstructorDeclarationSyntax constructor
            || constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer)
            || member.Initializer is { } initial && !Mentions.IsNull(initial)
            || use.Access is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax }
            || use.Access.Ancestors().Any(Jumps.IsLoop)
            || !SymbolEqualityComparer.Default.Equals(file.Model.GetDeclaredSymbol(constructor)?.ContainingType,
                member.Symbol.ContainingType))
            return false;
        return !all.Exists(other => other.Need == Need.Write && constructor.Span.Holds(other.Access)
            && other.Name.SpanStart < use.Name.SpanStart);
    }
}
