using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Utrace.Oracles.Truth;

/// <summary>The functions of a program: each call of one is a frame, which a pause leaves and enters again.</summary>
internal sealed partial class Instrumentation
{
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        node.Body is null && node.ExpressionBody is null
            ? node
            : node.WithBody(Framed(node.Body, node.ExpressionBody, node.ReturnType, KindOf(node)))
                .WithExpressionBody(null)
                .WithSemicolonToken(default);

    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node) =>
        node.WithBody(Framed(node.Body, node.ExpressionBody, null, FrameKind.Constructor))
            .WithExpressionBody(null)
            .WithSemicolonToken(default);

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        node.WithBody(Framed(node.Body, node.ExpressionBody, node.ReturnType, FrameKind.Local))
            .WithExpressionBody(null)
            .WithSemicolonToken(default);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) =>
        node.WithExpressionBody(null).WithBlock(FramedLambda(node));

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) =>
        node.WithExpressionBody(null).WithBlock(FramedLambda(node));

    private BlockSyntax FramedLambda(LambdaExpressionSyntax node) => node.Body is BlockSyntax block
        ? Framed(block, null, false, FrameKind.Lambda)
        : Framed(null, node.ExpressionBody, model.GetSymbolInfo(node).Symbol is IMethodSymbol { ReturnsVoid: false }, FrameKind.Lambda);

    public override SyntaxNode? VisitThrowStatement(ThrowStatementSyntax node) =>
        node.Expression is null ? node : node.WithExpression(Throwing(node.Expression));

    public override SyntaxNode? VisitThrowExpression(ThrowExpressionSyntax node) => node.WithExpression(Throwing(node.Expression));

    // Whoever goes through an iterator runs between its yields.
    public override SyntaxNode? VisitYieldStatement(YieldStatementSyntax node)
    {
        if (node.Expression is null)
            return ParseStatement($"{{ done_{_frame} = true; yield break; }}\n");
        string value = $"value_{++_frames}";
        return ParseStatement(
            $"{{ var {value} = {Visit(node.Expression)}; {Probes}Suspend(); {Probes}Pause({_frame}); yield return {value}; {Probes}GoOn({_frame}); }}\n");
    }

    private BlockSyntax Framed(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow, TypeSyntax? type, FrameKind kind) =>
        Framed(body, arrow?.Expression, type is not null && !IsVoid(type) && arrow?.Expression is not ThrowExpressionSyntax, kind);

    private BlockSyntax Framed(BlockSyntax? body, ExpressionSyntax? arrow, bool returns, FrameKind kind)
    {
        (int tries, string outer) = (_tries, _frame);
        string frame = $"frame_{++_frames}";
        (_tries, _frame) = (0, frame);
        string inner = body is not null
            ? Visit(body)!.ToFullString()
            : $"{{ {Probes}At({Line(arrow!)}); {(returns ? "return" : "")} {Visit(arrow)}; }}";
        (_tries, _frame) = (tries, outer);
        StatementSyntax enter = ParseStatement($"var {frame} = {Probes}Enter(global::Utrace.Oracles.Truth.FrameKind.{kind});\n");
        // An iterator has no catch around a yield. One that is left before its end is left by its caller, or by an exception.
        return body is not null && Yields(body)
            ? Block(
                enter,
                ParseStatement($"bool done_{frame} = false;\n"),
                ParseStatement($"try {{ {inner} done_{frame} = true; }} finally {{ {Probes}LeaveIterator({frame}, done_{frame}); }}"))
            : Block(
                enter,
                ParseStatement(
                    $"try {inner} catch (global::System.Exception e_{frame}) when ({Probes}Passes({frame}, e_{frame})) {{ throw; }} "
                    + $"finally {{ {Probes}Leave({frame}); }}"))
            // A directive may follow, which needs a line of its own.
            .WithTrailingTrivia(LineFeed);
    }

    private ExpressionSyntax Throwing(ExpressionSyntax exception) => ParseExpression($"{Probes}Throwing({Visit(exception)})");

    // A public method that says what its caller provides is judged as a private one, of which that is read off.
    private static FrameKind KindOf(MethodDeclarationSyntax node) =>
        node.Modifiers.Any(SyntaxKind.PublicKeyword)
        && !node.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().EndsWith("RequiresReadLock", StringComparison.Ordinal)))
            ? FrameKind.Public
            : FrameKind.Inferred;

    private static bool Yields(BlockSyntax body) => body
        .DescendantNodes(node => node is not (LocalFunctionStatementSyntax or LambdaExpressionSyntax))
        .Any(node => node is YieldStatementSyntax);

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
}
