using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Utrace.Oracles.Truth;

/// <summary>What the text of a program says about its lines.</summary>
internal sealed class ProgramMap
{
    /// <summary>Lines that the grammar has marked with the rule that they break.</summary>
    public Dictionary<int, string> Marked { get; } = [];

    /// <summary>Marked lines that no run has to come to: declarations.</summary>
    public HashSet<int> Declarations { get; } = [];

    /// <summary>Lines that use a task that a field keeps.</summary>
    public HashSet<int> KeptUses { get; } = [];

    /// <summary>
    /// Lines where a finding may be right though no run shows it: a field may hold anything when a method begins, and what is handed to a
    /// private method counts as used whether or not that method does.
    /// </summary>
    public HashSet<int> Beyond { get; } = [];

    /// <summary>Lines of try blocks.</summary>
    public HashSet<int> Tries { get; } = [];

    /// <summary>Lines of handlers and finallies.</summary>
    public HashSet<int> Handlers { get; } = [];

    /// <summary>Lines that store a reference in a field that is there to own it, and the line of that field.</summary>
    public Dictionary<int, int> Stores { get; } = [];

    /// <summary>Lines with a lookup of their own.</summary>
    public HashSet<int> Lookups { get; } = [];

    /// <summary>Lines where nullable analysis is off.</summary>
    public HashSet<int> Unchecked { get; } = [];

    /// <summary>The first and last line of each private method, local function and lambda.</summary>
    public List<(int First, int Last)> Functions { get; } = [];

    public static ProgramMap Of(SyntaxTree tree)
    {
        var map = new ProgramMap();
        SyntaxNode root = tree.GetRoot();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
            if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString() is ['/', '/', ' ', 'U', 'T', 'R', ..] text)
                map.Marked[LineOf(trivia.GetLocation())] = text[3..];
        NoteUnchecked(root, map);
        foreach (SyntaxNode function in root.DescendantNodes().Where(node => IsInferred(node) || node is LambdaExpressionSyntax))
            map.Functions.Add((LineOf(function.GetLocation()), function.GetLocation().GetLineSpan().EndLinePosition.Line + 1));
        foreach (TryStatementSyntax guarded in root.DescendantNodes().OfType<TryStatementSyntax>())
        {
            map.Tries.UnionWith(LinesOf(guarded.Block));
            foreach (SyntaxNode handler in guarded.Catches.Append<SyntaxNode?>(guarded.Finally).OfType<SyntaxNode>())
                map.Handlers.UnionWith(LinesOf(handler));
        }
        HashSet<string> beyond =
        [
            .. root.DescendantNodes().OfType<MethodDeclarationSyntax>().Where(IsInferred).Select(method => method.Identifier.ValueText),
        ];
        HashSet<string> kept = [];
        Dictionary<string, int> owners = [];
        foreach (FieldDeclarationSyntax field in root.DescendantNodes().OfType<FieldDeclarationSyntax>())
        {
            int line = LineOf(field.GetLocation());
            map.Declarations.Add(line);
            if (field.Declaration.Variables[0].Identifier.ValueText is ['_', 'o', 'w', 'n', ..] owner)
                owners[owner] = line;
            // The type is the fault: where a fix has changed it, the mark means nothing any more.
            if (!field.Declaration.Type.ToString().Contains("TaskStruct", StringComparison.Ordinal))
                map.Marked.Remove(line);
            else
                kept.UnionWith(field.Declaration.Variables.Select(variable => variable.Identifier.ValueText));
        }
        foreach (IdentifierNameSyntax name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (owners.TryGetValue(name.Identifier.ValueText, out int owned) && name.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.ValueText is not "Cleanup")
                map.Stores[LineOf(name.GetLocation())] = owned;
            if (beyond.Contains(name.Identifier.ValueText) || name.Identifier.ValueText.StartsWith('_'))
                map.Beyond.Add(LineOf(name.GetLocation()));
            if (kept.Contains(name.Identifier.ValueText))
                map.KeptUses.Add(LineOf(name.GetLocation()));
            if (name.Identifier.ValueText is "Task" or "GroupLeader" or "RealParent")
                map.Lookups.Add(LineOf(name.GetLocation()));
        }
        return map;
    }

    private static IEnumerable<int> LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return Enumerable.Range(span.StartLinePosition.Line + 1, span.EndLinePosition.Line - span.StartLinePosition.Line + 1);
    }

    private static void NoteUnchecked(SyntaxNode root, ProgramMap map)
    {
        int? start = null;
        foreach (NullableDirectiveTriviaSyntax directive in root.DescendantNodes(descendIntoTrivia: true).OfType<NullableDirectiveTriviaSyntax>())
        {
            int line = LineOf(directive.GetLocation());
            if (start is { } first)
                map.Unchecked.UnionWith(Enumerable.Range(first, line - first));
            start = directive.SettingToken.IsKind(SyntaxKind.DisableKeyword) ? line : null;
        }
    }

    private static bool IsInferred(SyntaxNode node) =>
        node is LocalFunctionStatementSyntax || node is MethodDeclarationSyntax method && !method.Modifiers.Any(SyntaxKind.PublicKeyword);

    public static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}
