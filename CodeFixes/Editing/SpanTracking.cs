using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>Where a piece of text lies after edits around it.</summary>
internal static class SpanTracking
{
    /// <summary>The span after the changes, which are in order; null where one of them cuts into its border.</summary>
    public static TextSpan? Follow(TextSpan span, ImmutableArray<TextChange> changes)
    {
        var start = span.Start;
        var length = span.Length;
        foreach (var change in changes)
        {
            var grown = (change.NewText?.Length ?? 0) - change.Span.Length;
            if (change.Span.End <= span.Start)
                start += grown;
            else if (change.Span.Start >= span.End)
                break;
            else if (span.Contains(change.Span) && change.Span != span)
                length += grown;
            else
                return null;
        }

        return new TextSpan(start, length);
    }
}
