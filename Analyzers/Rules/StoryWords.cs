using System.Collections.Immutable;
using Utrace.Analyzers.Lifetimes;

namespace Utrace.Analyzers.Rules;

/// <summary>
/// What each additional location of a diagnostic shows, in a few words. Roslyn has no place for them, so they go into the properties:
/// <c>story0</c> is of the first location, <c>story1</c> of the second. An error log (SARIF) carries them.
/// </summary>
internal static class StoryWords
{
    /// <summary>The properties of a diagnostic.</summary>
    public static ImmutableDictionary<string, string?> Of(Finding finding)
    {
        var words = For(finding);
        var properties = ImmutableDictionary<string, string?>.Empty;
        for (var i = 0; i < finding.Story.Length && words.Length > 0; i++)
            properties = properties.Add("story" + i, words[Math.Min(i, words.Length - 1)]);
        return properties;
    }

    private static string[] For(Finding finding) => finding.Kind switch
    {
        FindingKind.UnprotectedLookup => ["needs the section here"],
        FindingKind.UseAfterSection => ["looked up here", "the section ends here"],
        FindingKind.UseAfterBlocking => ["looked up here", "can sleep here"],
        FindingKind.HeldTask => ["looked up here", "the thread is given away here"],
        FindingKind.UncheckedTask => ["looked up here", "used unchecked here"],
        FindingKind.AttachByTask or FindingKind.ComparedTasks => ["looked up here"],
        FindingKind.MissingPut => ["left here without a put"],
        FindingKind.PutOnlyWithoutExceptions => ["may throw here"],
        FindingKind.DoublePut or FindingKind.UseAfterPut => ["put here"],
        FindingKind.LostReference => ["acquired here"],
        FindingKind.OwnerWithoutPut => ["stored here"],
        FindingKind.DetachWithoutBarrier => ["torn down here"],
        FindingKind.UnfinishedExamination => ["begun or left here", "ended here"],
        FindingKind.OpenSection => ["left here with the section open"],
        FindingKind.BlockingInSection when finding.Story.Length > 1 => ["the section begins here", "sleeps here"],
        FindingKind.BlockingInSection => [finding.Detail.EndsWith("of its caller", StringComparison.Ordinal) ? "sleeps here" : "the section begins here"],
        FindingKind.WaitingCallback => ["waits here"],
        FindingKind.BrokenContract or FindingKind.UndeclaredContract => ["because of this"],
        _ => ["see here"],
    };
}
