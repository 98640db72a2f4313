using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Counted;

/// <summary>An expression that gives a reference which gets into no variable.</summary>
internal sealed class DroppedReference
{
    private readonly ExpressionSyntax value;
    private readonly ITypeSymbol type;
    private readonly Place place;

    private DroppedReference(ExpressionSyntax value, ITypeSymbol type, Place place)
    {
        this.value = value;
        this.type = type;
        this.place = place;
    }

    public static DroppedReference? At(SyntaxNode node, SourceFile file)
    {
        if (node is not ExpressionSyntax value)
            return null;
        while (value.Parent is ConditionalAccessExpressionSyntax chain && chain.WhenNotNull == value)
            value = chain;
        if (value.GetFirstToken().IsKind(SyntaxKind.DotToken) || value.Parent is RefExpressionSyntax
            || value.DescendantTrivia().Any(trivia => trivia.IsDirective || trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
            || file.Model.GetTypeInfo(value, file.Cancellation).Type is not { } type
            || Place.Around(value) is not { } place || place is ExpressionBody lambda && lambda.IsTree(file.Model))
            return null;
        return new DroppedReference(value, type, place);
    }

    /// <summary>The start of a statement that consists of the value alone, or drops it by <c>_ = </c>; null where it is part of more.</summary>
    private int? StatementStart
    {
        get
        {
            var dressed = Expressions.Dressed(value);
            var whole = dressed.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } drop
                ? drop
                : dressed;
            return whole.Parent is ExpressionStatementSyntax statement ? statement.SpanStart
                : place is ExpressionBody body && body.Expression == whole ? whole.SpanStart
                : null;
        }
    }

    /// <summary>Whether it comes out of a variable that is exchanged: it was used there, and is not wanted any more.</summary>
    public bool IsTakenOut => value is InvocationExpressionSyntax call
        && call.ArgumentList.Arguments.Any(argument => argument.RefKindKeyword.IsKind(SyntaxKind.RefKeyword));

    /// <summary>Declares a local for it, with <c>using</c>, above the statement or in its place.</summary>
    public Remedy? Keep(SourceFile file)
    {
        var name = PutText.NameFor(type, value);
        var state = PutText.IsSure(file, value) ? NullableFlowState.NotNull : NullableFlowState.MaybeNull;
        var declared = $"{(file.Layout.UsesVar ? "var" : file.Imports.NameOf(type, state, value.SpanStart))} {name} = ";
        var canDeclare = place is not StatementRun run
            || run.List[0].Parent is BlockSyntax or GlobalStatementSyntax && !Jumps.Cross(run.List[run.First]);
        if (StatementStart is { } start)
        {
            if (!canDeclare || place is EmbeddedStatement || place is ExpressionBody body && body.Returns(file.Model))
                return null;
            file.Edits.Replace(TextSpan.FromBounds(start, Expressions.Dressed(value).SpanStart), "using " + declared);
            if (place is ExpressionBody && !place.Write(file, Frame.Above()))
                return null;
        }
        else
        {
            if (!EvaluationOrder.IsFirst(file, value, place))
                return null;
            file.Edits.Replace(value.Span, name);
            var isWritten = canDeclare
                ? place.Write(file, Frame.Above($"using {declared}{value};"))
                : BlockWriter.Write(file, place, Frame.Block($"using ({declared}{value})"), _ => false, _ => null);
            if (!isWritten)
                return null;
        }

        return SolutionEdits.Of(file) is { } edits ? new Remedy("Keep", $"Keep it in '{name}' with 'using'", edits) : null;
    }

    /// <summary>Puts it where it is dropped.</summary>
    public Remedy? PutAtOnce(SourceFile file)
    {
        if (StatementStart is not { } start || place is ExpressionBody body && body.Returns(file.Model)
            || PutText.Call(file, type, PutText.IsSure(file, value)) is not { } put)
            return null;
        var dressed = Expressions.Dressed(value);
        var isPrimary = Expressions.IsPrimary(dressed);
        file.Edits.Replace(TextSpan.FromBounds(start, dressed.SpanStart), isPrimary ? "" : "(");
        file.Edits.Insert(dressed.Span.End, (isPrimary ? "" : ")") + put);
        return SolutionEdits.Of(file) is { } edits ? new Remedy("PutAtOnce", "Put it at once", edits) : null;
    }
}
