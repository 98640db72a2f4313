using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Utrace.Oracles.Truth;

namespace Utrace.Oracles.Grammar;

/// <summary>
/// Breaks a program as an edit in a hurry would: a statement is lost, doubled, moved down or out of its block, or a block loses
/// what guards it. The grammar does not know what comes of it; the runs do.
/// </summary>
internal static class Disturbance
{
    private const int Tries = 12;

    /// <summary>The program with one edit that leaves it C#; the program as it was where none was found.</summary>
    public static (string Source, string? Edit) Disturb(string source, PCG random)
    {
        for (int i = 0; i < Tries; i++)
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(source).GetRoot();
            StatementSyntax[] candidates =
            [
                .. root.DescendantNodes().OfType<StatementSyntax>()
                    .Where(statement => statement.Parent is BlockSyntax && Matters(statement) && !InCleanup(statement)),
            ];
            if (candidates.Length == 0)
                break;
            StatementSyntax statement = candidates[random.Next((uint)candidates.Length)];
            (SyntaxNode? edited, string edit) = Edit(root, statement, random);
            if (edited is null)
                continue;
            string text = edited.ToFullString();
            if (!Compiler.ErrorsOf(Compiler.Compile(text)).Any())
                return (text, edit);
        }
        return (source, null);
    }

    private static (SyntaxNode? Root, string Edit) Edit(SyntaxNode root, StatementSyntax statement, PCG random)
    {
        var block = (BlockSyntax)statement.Parent!;
        int index = block.Statements.IndexOf(statement);
        switch (random.Next(5))
        {
            case 0:
                return (root.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia), "lost");
            case 1 when statement is ExpressionStatementSyntax { Expression: not AssignmentExpressionSyntax }:
                return (root.InsertNodesAfter(statement, [statement]), "doubled");
            case 2 when index + 1 < block.Statements.Count:
                var swapped = block.Statements.RemoveAt(index).Insert(index + 1, statement);
                return (root.ReplaceNode(block, block.WithStatements(swapped)), "moved down");
            case 3 when block.Parent is StatementSyntax { Parent: BlockSyntax } outer and not LocalFunctionStatementSyntax:
                SyntaxNode tracked = root.TrackNodes(statement, outer);
                tracked = tracked.InsertNodesAfter(tracked.GetCurrentNode(outer)!, [statement]);
                return (tracked.RemoveNode(tracked.GetCurrentNode(statement)!, SyntaxRemoveOptions.KeepNoTrivia), "moved out");
            case 4 when statement is UsingStatementSyntax { Expression: not null, Statement: BlockSyntax body }:
                return (root.ReplaceNode(statement, body), "unguarded");
            case 4 when statement is TryStatementSyntax { Catches.Count: 0 } tried:
                return (root.ReplaceNode(statement, tried.Block), "unguarded");
            case 4 when statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declared:
                var bare = declared.WithUsingKeyword(default).WithLeadingTrivia(declared.GetLeadingTrivia());
                return (root.ReplaceNode(statement, bare), "unguarded");
            default:
                return (null, "");
        }
    }

    private static bool Matters(StatementSyntax statement)
    {
        string head = statement.ToString();
        return head.Contains("Put", StringComparison.Ordinal) || head.Contains("Dispose", StringComparison.Ordinal)
            || head.Contains("Read", StringComparison.Ordinal) || head.Contains("task", StringComparison.Ordinal)
            || head.Contains("return", StringComparison.Ordinal) || head.Contains("pid", StringComparison.Ordinal);
    }

    private static bool InCleanup(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Cleanup" };
}
