using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes;

/// <summary>
/// A fix of one rule or family. It proposes remedies, best first; offering them one by one and applying them to many faults is the
/// same for all.
/// </summary>
/// <remarks>
/// The best remedy of every fault of a rule has one equivalence key, so that "fix all" brings to each fault what suits it. The
/// others carry their kind in theirs, so that a choice made by hand is repeated as it was made.
/// </remarks>
public abstract class LifetimeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllInOrder.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var story = StoryOf(diagnostic);
            var fault = await Fault.LocateAsync(context.Document, diagnostic.Location.SourceSpan, story, context.CancellationToken)
                .ConfigureAwait(false);
            if (fault is null)
                continue;
            var solution = context.Document.Project.Solution;
            var best = true;
            foreach (var remedy in await ProposeAsync(fault).ConfigureAwait(false))
            {
                var key = best ? BestKey : KeyOf(remedy);
                best = false;
                context.RegisterCodeFix(
                    CodeAction.Create(remedy.Title, _ => Task.FromResult(remedy.Edits.ApplyTo(solution)), key), diagnostic);
            }
        }
    }

    /// <summary>The remedies for one fault, best first; none where it can not be repaired safely.</summary>
    private protected abstract Task<ImmutableArray<Remedy>> ProposeAsync(Fault fault);

    /// <summary>What "fix all" says of the rule as a whole.</summary>
    private protected abstract string Title { get; }

    internal string FixAllTitle => Title;

    /// <summary>The remedy that a choice stands for, for one fault: the best one if no other is asked for by name.</summary>
    internal async Task<Remedy?> ChooseAsync(Fault fault, string? equivalenceKey)
    {
        var remedies = await ProposeAsync(fault).ConfigureAwait(false);
        return equivalenceKey is null || equivalenceKey == BestKey
            ? remedies.FirstOrDefault()
            : remedies.FirstOrDefault(remedy => KeyOf(remedy) == equivalenceKey);
    }

    internal static ImmutableArray<TextSpan> StoryOf(Diagnostic diagnostic) =>
        [.. diagnostic.AdditionalLocations.Where(place => place.SourceTree == diagnostic.Location.SourceTree)
            .Select(place => place.SourceSpan)];

    private string BestKey => GetType().Name;

    private string KeyOf(Remedy remedy) => BestKey + "." + remedy.Kind;
}
