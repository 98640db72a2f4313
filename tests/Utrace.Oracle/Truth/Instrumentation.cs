using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Utrace.Oracles.Truth;

/// <summary>
/// Writes a copy of a program in which each statement says where it is, and each call that matters goes through
/// <see cref="Probe"/>. The original is what the analyzers see.
/// </summary>
internal sealed partial class Instrumentation(SemanticModel model) : CSharpSyntaxRewriter
{
    private const string Probes = "global::Utrace.Oracles.Truth.Probe.";
    private int _frames;
    private int _tries;
    private string _frame = "";

    /// <summary>A statement that hangs on another without braces says where it is too.</summary>
    public override SyntaxNode? Visit(SyntaxNode? node) =>
        node is StatementSyntax { Parent: IfStatementSyntax or ElseClauseSyntax or UsingStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or ForStatementSyntax or CommonForEachStatementSyntax } and not BlockSyntax
            ? Block(Marked([(StatementSyntax)node]))
            : base.Visit(node);

    public override SyntaxNode? VisitBlock(BlockSyntax node) => node.WithStatements(Marked(node.Statements));

    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node) => node.WithStatements(Marked(node.Statements));

    public override SyntaxNode? VisitTryStatement(TryStatementSyntax node)
    {
        _tries++;
        var block = (BlockSyntax)Visit(node.Block)!;
        _tries--;
        return node.WithBlock(block)
            .WithCatches(VisitList(node.Catches))
            .WithFinally((FinallyClauseSyntax?)Visit(node.Finally));
    }

    private SyntaxList<StatementSyntax> Marked(IEnumerable<StatementSyntax> statements)
    {
        var marked = new List<StatementSyntax>();
        foreach (StatementSyntax statement in statements)
        {
            bool throws = _tries > 0 && MayThrow(statement);
            bool throwsAfter = throws && IsSink(statement);
            if (statement is not LocalFunctionStatementSyntax)
                marked.Add(ParseStatement($"{Probes}{(throws && !throwsAfter ? "AtTry" : "At")}({Line(statement)});\n"));
            marked.Add((StatementSyntax)base.Visit(statement)!);
            foreach (string handed in HandedBack(statement))
                marked.Add(ParseStatement($"{Probes}TookBack({Line(statement)}, {handed});\n"));
            if (throwsAfter)
                marked.Add(ParseStatement($"{Probes}AfterTry({Line(statement)});\n"));
        }
        return List(marked);
    }

    // What the head of a statement calls may throw; but the calls that let go of something do not.
    private bool MayThrow(StatementSyntax statement) => statement.DescendantNodes(node => node == statement || node is not StatementSyntax)
        .Any(node => node is ObjectCreationExpressionSyntax
            || node is MemberAccessExpressionSyntax && model.GetSymbolInfo(node).Symbol is IPropertySymbol
            || node is InvocationExpressionSyntax && model.GetSymbolInfo(node).Symbol is IMethodSymbol
            {
                Name: not ("Put" or "Dispose" or "ReadLock" or "ReadUnlock" or "EnterReadScope" or "Later" or "Add" or "Enqueue" or "Wait"),
            });

    // A call of the library that the program is written against: what it is handed is used before it throws.
    private bool IsSink(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && model.GetSymbolInfo(call).Symbol is { ContainingType.Name: "Oracle", Name: not ("Give" or "Now") };

    private static int Line(SyntaxNode node) => ProgramMap.LineOf(node.GetLocation());

    private static ExpressionSyntax Call(string probe, params object?[] arguments) =>
        ParseExpression($"{Probes}{probe}({string.Join(", ", arguments)})");
}
