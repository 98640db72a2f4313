using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Oracles.Truth;
using Utrace.Oracles.Verdicts;

namespace Utrace.Oracles.Shrinking;

/// <summary>Makes a program smaller for as long as it shows the same disagreement.</summary>
internal static class Shrinker
{
    private const int MostSteps = 400;

    /// <summary>The smallest program that was found.</summary>
    /// <param name="source">A program on which truth and verdict disagree.</param>
    /// <param name="rule">About which rule.</param>
    /// <param name="outcome">And how.</param>
    public static (string Source, Comparison Comparison) Shrink(string source, string rule, Outcome outcome)
    {
        Comparison best = Comparison.Of(Compiler.Compile(source));
        // A truth that the grammar has written down does not follow what is taken away.
        if (TruthTable.IsByGrammar(rule))
            return (source, best);
        int steps = 0;
        bool smaller;
        do
        {
            smaller = false;
            foreach (string candidate in Candidates(source))
            {
                if (++steps > MostSteps)
                    return (source, best);
                if (Compare(candidate) is not { } comparison || !Shows(comparison, rule, outcome))
                    continue;
                (source, best, smaller) = (candidate, comparison, true);
                break;
            }
        }
        while (smaller);
        return (source, best);
    }

    private static bool Shows(Comparison comparison, string rule, Outcome outcome) =>
        comparison.Disagreements.Any(one => one.Place.Rule == rule && one.Outcome == outcome);

    private static Comparison? Compare(string source)
    {
        CSharpCompilation compilation = Compiler.Compile(source);
        try
        {
            return Compiler.ErrorsOf(compilation).Any() ? null : Comparison.Of(compilation);
        }
        catch (NotRunnableException)
        {
            return null;
        }
    }

    // The biggest pieces first.
    private static IEnumerable<string> Candidates(string source)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(source).GetRoot();
        IEnumerable<SyntaxNode> nodes = root.DescendantNodes()
            .Where(node => node is StatementSyntax { Parent: BlockSyntax } or MemberDeclarationSyntax { Parent: ClassDeclarationSyntax })
            .OrderByDescending(node => node.FullSpan.Length);
        foreach (SyntaxNode node in nodes)
        {
            yield return root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
            if (Body(node) is { } body)
                yield return root.ReplaceNode(node, body.Statements.Select(statement => statement)).ToFullString();
        }
        foreach (ElseClauseSyntax alternative in root.DescendantNodes().OfType<ElseClauseSyntax>())
            yield return root.RemoveNode(alternative, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    private static BlockSyntax? Body(SyntaxNode node) => node switch
    {
        BlockSyntax block => block,
        IfStatementSyntax { Statement: BlockSyntax block } => block,
        WhileStatementSyntax { Statement: BlockSyntax block } => block,
        ForStatementSyntax { Statement: BlockSyntax block } => block,
        ForEachStatementSyntax { Statement: BlockSyntax block } => block,
        UsingStatementSyntax { Statement: BlockSyntax block } => block,
        TryStatementSyntax tried => tried.Block,
        ExpressionStatementSyntax
        {
            Expression: InvocationExpressionSyntax
            {
                ArgumentList.Arguments: [{ Expression: ParenthesizedLambdaExpressionSyntax lambda }],
            },
        } => lambda.Block,
        _ => null,
    };
}
