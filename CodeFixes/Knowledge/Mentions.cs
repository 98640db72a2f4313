using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes.Knowledge;

/// <summary>Where a member mentions its variables, and which mentions look at no more than whether there is a value.</summary>
internal static class Mentions
{
    /// <summary>The member whose code a node belongs to; the whole file for top-level statements.</summary>
    public static SyntaxNode MemberOf(SyntaxNode node) =>
        node.AncestorsAndSelf()
            .FirstOrDefault(outer => outer is MemberDeclarationSyntax and not (GlobalStatementSyntax or BaseNamespaceDeclarationSyntax))
        ?? node.AncestorsAndSelf().Last();

    /// <summary>The function in which a node runs: a lambda, a local function, or the member itself.</summary>
    public static SyntaxNode FunctionOf(SyntaxNode node)
    {
        foreach (var outer in node.Ancestors())
            if (outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
                return outer;
        return MemberOf(node);
    }

    /// <summary>The nodes of some code without those of functions inside it.</summary>
    public static IEnumerable<SyntaxNode> SameFunction(IEnumerable<SyntaxNode> nodes) => nodes.SelectMany(node =>
        node.DescendantNodesAndSelf(inner =>
            inner == node || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)));

    /// <summary>All mentions of a variable in the member around a node, in order.</summary>
    public static List<IdentifierNameSyntax> Of(ISymbol variable, SyntaxNode within, SourceFile file) =>
        [.. MemberOf(within).DescendantNodes().OfType<IdentifierNameSyntax>().Where(name =>
            name.Identifier.ValueText == variable.Name
            && SymbolEqualityComparer.Default.Equals(file.Model.GetSymbolInfo(name, file.Cancellation).Symbol, variable))];

    /// <summary>The variables that some code declares or writes: locals and parameters.</summary>
    public static HashSet<ISymbol> WrittenIn(IEnumerable<SyntaxNode> nodes, SourceFile file)
    {
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var node in nodes.SelectMany(node => node.DescendantNodesAndSelf()))
        {
            var symbol = node switch
            {
                VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax =>
                    file.Model.GetDeclaredSymbol(node, file.Cancellation),
                IdentifierNameSyntax name when IsWritten(name) => file.Model.GetSymbolInfo(name, file.Cancellation).Symbol,
                _ => null,
            };
            if (symbol is ILocalSymbol or IParameterSymbol)
                written.Add(symbol);
        }

        return written;
    }

    /// <summary>Whether a mention writes the variable.</summary>
    public static bool IsWritten(IdentifierNameSyntax name) => Expressions.Dressed(name) switch
    {
        { Parent: AssignmentExpressionSyntax assignment } target when assignment.Left == target => true,
        { Parent: ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword or (int)SyntaxKind.RefKeyword } } => true,
        { Parent.Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } => assignment.Left == tuple,
        _ => false,
    };

    /// <summary>Whether an expression is only asked whether it is null, or for its name.</summary>
    public static bool IsNullTest(ExpressionSyntax expression)
    {
        var dressed = Expressions.Dressed(expression);
        return dressed.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
                IsNull(comparison.Left) || IsNull(comparison.Right),
            IsPatternExpressionSyntax test when test.Expression == dressed => TestsNull(test.Pattern),
            var argument => IsNameOf(argument),
        };
    }

    /// <summary>Whether an argument is that of <c>nameof</c>.</summary>
    public static bool IsNameOf(SyntaxNode? argument) => argument is ArgumentSyntax
    {
        Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } },
    };

    public static bool IsNull(ExpressionSyntax expression) => Expressions.Bare(expression).IsKind(SyntaxKind.NullLiteralExpression);

    /// <summary>Whether some code gives up control in the middle, so that nothing that belongs to the thread can span it.</summary>
    public static bool GivesUpControl(IEnumerable<SyntaxNode> nodes) => SameFunction(nodes).Any(IsSuspension);

    /// <summary>Whether a node gives up control.</summary>
    public static bool IsSuspension(SyntaxNode node) => node
        is AwaitExpressionSyntax or YieldStatementSyntax
        or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
        or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }
        or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 };

    /// <summary>Whether a span holds a node.</summary>
    public static bool Holds(this TextSpan span, SyntaxNode node) => span.Contains(node.Span);

    private static bool TestsNull(PatternSyntax pattern) => pattern switch
    {
        ConstantPatternSyntax constant => IsNull(constant.Expression),
        UnaryPatternSyntax not => TestsNull(not.Pattern),
        RecursivePatternSyntax { Type: null, Designation: null, PositionalPatternClause: null } anything =>
            anything.PropertyPatternClause is { Subpatterns.Count: 0 },
        ParenthesizedPatternSyntax parens => TestsNull(parens.Pattern),
        _ => false,
    };
}
