using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Utrace.Analyzers.Contracts;
using Utrace.CodeFixes.Editing;

namespace Utrace.CodeFixes;

/// <summary>One diagnostic as a fix sees it: where it lies in the present state of its document, and what is known there.</summary>
internal sealed class Fault
{
    private Fault(SourceFile file, TextSpan span, ImmutableArray<TextSpan> story)
    {
        File = file;
        Span = span;
        Story = story;
        Node = file.Root.FindNode(span, getInnermostNodeForTie: true);
    }

    /// <summary>The file in which it lies.</summary>
    public SourceFile File { get; }

    /// <summary>What is flagged.</summary>
    public TextSpan Span { get; }

    /// <summary>The additional locations that lie in the same file, in their order.</summary>
    public ImmutableArray<TextSpan> Story { get; }

    /// <summary>The innermost node that covers what is flagged.</summary>
    public SyntaxNode Node { get; }

    public CancellationToken Cancellation => File.Cancellation;

    /// <summary>The fault as it lies in a document, or null where the document can not hold it any more or knows no contracts.</summary>
    public static async Task<Fault?> LocateAsync(
        Document document, TextSpan span, ImmutableArray<TextSpan> story, CancellationToken cancellation)
    {
        var file = await SourceFile.OpenAsync(document, cancellation).ConfigureAwait(false);
        return file is not null && span.End <= file.Text.Length ? new Fault(file, span, story) : null;
    }
}
