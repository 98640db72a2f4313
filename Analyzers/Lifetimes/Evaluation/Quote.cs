using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>How code is shown to a user: the node that a finding lies on, and its text.</summary>
internal static class Quote
{
    private const int LongestQuote = 60;

    /// <summary>The expression as a user sees it: a call at the end of a conditional access is the whole of it; an argument is its expression.</summary>
    public static SyntaxNode Shown(SyntaxNode node)
    {
        if (node is ArgumentSyntax argument)
            node = argument.Expression;
        while (node is ParenthesizedExpressionSyntax parenthesized)
            node = parenthesized.Expression;
        while (node.Parent is { } parent && (StartsInTheMiddle(node) || (parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == node)))
            node = parent;
        return node;
    }

    /// <summary>Whether a node is a part of a conditional access that makes no sense without what stands before it: <c>.Task()</c>.</summary>
    private static bool StartsInTheMiddle(SyntaxNode node) =>
        node is ExpressionSyntax && node.GetFirstToken() is { Parent: MemberBindingExpressionSyntax or BracketedArgumentListSyntax { Parent: ElementBindingExpressionSyntax } };

    /// <summary>The text of an expression where it is short and on one line; else the name of what it calls.</summary>
    public static string Of(SyntaxNode node)
    {
        var text = node.ToString();
        if (text.Length <= LongestQuote && text.IndexOf('\n') < 0)
            return text;
        return node switch
        {
            InvocationExpressionSyntax invocation => NameOf(invocation.Expression) + "(...)",
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax invocation } => NameOf(invocation.Expression) + "(...)",
            BaseObjectCreationExpressionSyntax => "new(...)",
            _ => text.Substring(0, Math.Min(text.IndexOf('\n') is var end && end >= 0 ? end : LongestQuote, LongestQuote)).TrimEnd() + "...",
        };
    }

    /// <summary>The text of a place that is assigned: a declarator is its variable, an out argument says so where it is no variable.</summary>
    public static string OfPlace(SyntaxNode node)
    {
        node = Shown(node);
        return node switch
        {
            VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText,
            { Parent: ArgumentSyntax { RefKindKeyword.ValueText: "out" } argument } when node.ToString() is "_" or "var _" => argument.ToString(),
            _ => Of(node),
        };
    }

    /// <summary>The line, from 1, that a user sees.</summary>
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetMappedLineSpan().StartLinePosition.Line + 1;

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "call",
    };
}
