using Microsoft.CodeAnalysis;
using Utrace.Analyzers.Lifetimes.Evaluation;

namespace Utrace.Analyzers.Lifetimes.Promises;

/// <summary>A counted reference that a body returns.</summary>
/// <param name="Place">What is returned.</param>
/// <param name="IsMade">Whether it is a new reference that nobody else holds.</param>
/// <param name="Keeper">The field that goes on holding it; null where none does.</param>
internal sealed record ReturnedReference(SyntaxNode Place, bool IsMade, ISymbol? Keeper);

/// <summary>What a body did, as far as a contract may say otherwise. Gathered by the one pass over the body.</summary>
internal sealed class Conduct
{
    private readonly List<ReturnedReference> returned = [];
    private readonly List<ExitPath> unopened = [];
    private readonly List<ExitPath> unreleased = [];

    public IReadOnlyList<ReturnedReference> Returned => returned;

    /// <summary>The ways on which the body returns with no section of its own open.</summary>
    public IReadOnlyList<ExitPath> Unopened => unopened;

    /// <summary>The ways on which it returns with the sections of its caller as they were.</summary>
    public IReadOnlyList<ExitPath> Unreleased => unreleased;

    /// <summary>Whether it opens a section at all: what opens one by means of its own is not judged.</summary>
    public bool Opens { get; set; }

    /// <summary>Whether it closes a section at all.</summary>
    public bool Closes { get; set; }

    public void Returns(ReturnedReference reference)
    {
        if (!returned.Contains(reference))
            returned.Add(reference);
    }

    public void ReturnsUnopened(ExitPath path) => Add(unopened, path);

    public void ReturnsUnreleased(ExitPath path) => Add(unreleased, path);

    private static void Add(List<ExitPath> paths, ExitPath path)
    {
        if (!paths.Any(known => known.Place.Equals(path.Place)))
            paths.Add(path);
    }
}
