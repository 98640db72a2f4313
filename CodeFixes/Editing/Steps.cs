using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>
/// A remedy in one document that is made in several steps, each in the text as the one before has left it: frames that are written
/// around each other keep their layout.
/// </summary>
internal sealed class Steps(SourceFile first)
{
    private readonly Solution before = first.Document.Project.Solution;

    /// <summary>The file as it is now, for the edits of the next step.</summary>
    public SourceFile File { get; private set; } = first;

    /// <summary>Makes the edits of this step; answers where some pieces of the text are then, or null where there is no way on.</summary>
    public async Task<TextSpan[]?> NextAsync(params TextSpan[] follow)
    {
        if (SolutionEdits.Of(File) is not { } edits
            || edits.ApplyTo(File.Document.Project.Solution).GetDocument(File.Document.Id) is not { } document
            || await SourceFile.OpenAsync(document, File.Cancellation).ConfigureAwait(false) is not { } next)
            return null;
        var followed = new TextSpan[follow.Length];
        for (var i = 0; i < follow.Length; i++)
        {
            if (SpanTracking.Follow(follow[i], edits.ChangesOf(document.Id)) is not { } span)
                return null;
            followed[i] = span;
        }

        File = next;
        return followed;
    }

    /// <summary>All steps as one, with the edits that are made in the file now.</summary>
    public SolutionEdits? Finish() =>
        SolutionEdits.Of(File) is { } last
            ? SolutionEdits.Between(before, last.ApplyTo(File.Document.Project.Solution), [File.Document.Id])
            : null;
}
