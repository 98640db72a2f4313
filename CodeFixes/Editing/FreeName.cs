using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Utrace.CodeFixes.Knowledge;

namespace Utrace.CodeFixes.Editing;

/// <summary>Names for new locals.</summary>
internal static class FreeName
{
    /// <summary>
    /// The wanted name, or that name with a number, that the member around a node does not mention at all: it can then neither clash
    /// with another local nor hide a member.
    /// </summary>
    /// <param name="node">Where the name is wanted.</param>
    /// <param name="wanted">The name.</param>
    /// <param name="isGone">Mentions that the same remedy takes away.</param>
    public static string Near(SyntaxNode node, string wanted, Func<SyntaxToken, bool>? isGone = null)
    {
        var taken = new HashSet<string>(Mentions.MemberOf(node).DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && !IsMemberOfOther(token) && isGone?.Invoke(token) != true)
            .Select(token => token.ValueText));
        var name = wanted;
        for (var number = 2; taken.Contains(name); number++)
            name = wanted + number;
        return name;
    }

    private static bool IsMemberOfOther(SyntaxToken token) => token.GetPreviousToken().IsKind(SyntaxKind.DotToken);
}
