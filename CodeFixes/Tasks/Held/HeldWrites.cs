using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Tasks.Held;

/// <summary>Turns assignments of a task into assignments of a reference on its pid, with the old reference put first.</summary>
internal static class HeldWrites
{
    /// <summary>Rewrites one assignment; false where the old reference can not be put in front of it.</summary>
    public static bool Write(SourceFile file, HeldUse use, List<HeldUse> all, HeldMember member, string name)
    {
        if (Expressions.Dressed(use.Access).Parent is not AssignmentExpressionSyntax assignment
            || all.Exists(other => other != use && assignment.Right.Span.Holds(other.Access))
            || !IsStatement(file, assignment) && assignment.Parent is not InitializerExpressionSyntax)
            return false;
        file.Edits.Replace(use.Name.Span, name);
        if (!Convert(file, assignment.Right, member))
            return false;
        if (assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) || assignment.Parent is InitializerExpressionSyntax || IsFirst(file, use, all, member))
            return assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) || assignment.IsKind(SyntaxKind.SimpleAssignmentExpression);
        return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            && Place.Around(assignment)!.Write(file, Frame.Above($"{use.Renamed(name)}?.{member.Api.Put}();"));
    }

    /// <summary>Makes a value that is a task one that is its pid.</summary>
    public static bool Convert(SourceFile file, ExpressionSyntax value, HeldMember member)
    {
        var bare = Expressions.Bare(value)!;
        if (bare is LiteralExpressionSyntax)
            return true;
        if (Lookup.Of(value, file) is { } lookup)
        {
            file.Edits.Replace(lookup.Name.Span, member.Api.Get);
            var arguments = lookup.Name.FirstAncestorOrSelf<InvocationExpressionSyntax>()!.ArgumentList;
            if (arguments.Arguments.Count > 0)
                file.Edits.Replace(arguments.Span, "()");
            if (value is PostfixUnaryExpressionSyntax sure && !lookup.Conditional)
                file.Edits.Delete(sure.OperatorToken.Span);
            return true;
        }

        var type = file.Model.GetTypeInfo(value, file.Cancellation);
        if (type.Type is null)
            return false;
        var call = (type.Nullability.FlowState == NullableFlowState.MaybeNull ? "?." : ".") + member.Api.GetPid + "()";
        if (!Expressions.IsPrimary(value))
        {
            file.Edits.Insert(value.SpanStart, "(");
            call = ")" + call;
        }

        file.Edits.Insert(value.Span.End, call);
        return true;
    }

    private static bool IsStatement(SourceFile file, AssignmentExpressionSyntax assignment) =>
        assignment.Parent is ExpressionStatementSyntax
        || Place.Around(assignment) is ExpressionBody body && body.Expression == assignment && !body.Returns(file.Model) && !body.IsTree(file.Model);

    /// <summary>Whether a constructor gives the member its first value here.</summary>
    private static bool IsFirst(SourceFile file, HeldUse use, List<HeldUse> all, HeldMember member)
    {
        if (Mentions.FunctionOf(use.Access) is not ConstructorDeclarationSyntax { Initializer: not { ThisOrBaseKeyword.RawKind: (int)SyntaxKind.ThisKeyword } } constructor
            || member.Initializer is { } initial && !Mentions.IsNull(initial)
            || use.Access is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax }
            || use.Access.Ancestors().Any(outer => outer is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            || !SymbolEqualityComparer.Default.Equals(file.Model.GetDeclaredSymbol(constructor)?.ContainingType, file.Model.GetEnclosingSymbol(use.Access.SpanStart)?.ContainingType))
            return false;
        return !all.Exists(other => other.Need == Need.Write && other != use && constructor.Span.Holds(other.Access) && other.Name.SpanStart < use.Name.SpanStart);
    }
}
