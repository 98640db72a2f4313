using Microsoft.CodeAnalysis;

namespace Utrace.Analyzers.Lifetimes.Evaluation;

/// <summary>
/// Numbers for the references of a body, by the syntax that makes them: each site has one for what it made last, and one for what it
/// made before, on an earlier turn of a loop.
/// </summary>
internal sealed class Sites
{
    private readonly Dictionary<(SyntaxNode Node, int Role), int> ids = [];

    /// <param name="node">The expression or declaration that makes the reference.</param>
    /// <param name="role">Tells references of one node apart: the ordinal of an out argument's parameter; -1 for a result.</param>
    public int Latest(SyntaxNode node, int role)
    {
        if (!ids.TryGetValue((node, role), out var id))
            ids.Add((node, role), id = ids.Count * 2);
        return id;
    }

    public static int Earlier(int latest) => latest + 1;
}
