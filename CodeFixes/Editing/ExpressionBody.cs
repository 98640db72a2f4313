using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>The expression of a <c>=></c> body; a frame turns it into a block body with one statement.</summary>
internal sealed class ExpressionBody(ExpressionSyntax expression) : Place
{
    private static readonly Frame Getter = Frame.Braces.Around(Frame.Block("get"));

    public ExpressionSyntax Expression => expression;

    public override TextSpan Span => expression.Span;

    public override IEnumerable<SyntaxNode> Nodes => [expression];

    /// <summary>Whether what the expression gives is what the member gives.</summary>
    public bool Returns(SemanticModel model)
    {
        if (expression is ThrowExpressionSyntax || model.GetTypeInfo(expression).Type is { SpecialType: SpecialType.System_Void })
            return false;
        return FunctionOf(model) is not { } function || !function.ReturnsVoid && !(function.IsAsync && !IsGeneric(function.ReturnType));
    }

    /// <summary>Whether the lambda is kept as a tree, in which no statement can stand.</summary>
    public bool IsTree(SemanticModel model) =>
        expression.Parent is AnonymousFunctionExpressionSyntax lambda
            && model.GetTypeInfo(lambda).ConvertedType is { TypeKind: not TypeKind.Delegate };

    public override bool Write(SourceFile file, Frame frame)
    {
        var layout = file.Layout;
        var owner = expression.Parent is ArrowExpressionClauseSyntax ? expression.Parent.Parent! : expression.Parent!;
        var indent = IndentOfOwner(file, owner);
        var whole = (owner is BasePropertyDeclarationSyntax ? Getter : Frame.Braces).Around(frame);
        var statement = Blanks(layout, indent, whole.Depth) + (Returns(file.Model) ? "return " : "");
        var opening = Frame.Render(whole.Opening, indent, layout);
        opening = layout.BracesHang ? " " + opening.TrimStart() : layout.EndOfLine + opening;
        var closing = ";" + layout.EndOfLine + Frame.Render(whole.Closing, indent, layout);

        var arrow = expression.GetFirstToken().GetPreviousToken();
        var present = layout.StartsLine(expression.SpanStart) || layout.StartsLine(arrow.SpanStart) ? 1 : 0;
        Shift(file, TextSpan.FromBounds(expression.SpanStart, expression.Span.End), whole.Depth - present);
        if (owner is AnonymousFunctionExpressionSyntax)
        {
            if (!ReplaceGapBefore(file, expression.GetFirstToken(), opening + layout.EndOfLine + statement))
                return false;
            file.Edits.Insert(expression.Span.End, closing);
            return true;
        }

        // The arrow goes, with the blanks on both its sides.
        var head = TextSpan.FromBounds(arrow.GetPreviousToken().Span.End, expression.SpanStart);
        if (file.Text.ToString(head).Trim() != "=>")
            return false;
        file.Edits.Replace(head, opening + layout.EndOfLine + statement);
        var semicolon = expression.GetLastToken().GetNextToken();
        file.Edits.Replace(TextSpan.FromBounds(expression.Span.End, semicolon.Span.End), closing);
        return true;
    }

    private IMethodSymbol? FunctionOf(SemanticModel model) => expression.Parent switch
    {
        AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol as IMethodSymbol,
        { Parent: BasePropertyDeclarationSyntax } => null,
        { Parent: { } member } => model.GetDeclaredSymbol(member) as IMethodSymbol,
        _ => null,
    };

    private static bool IsGeneric(ITypeSymbol type) => type is INamedTypeSymbol { IsGenericType: true };
}
