using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Utrace.CodeFixes.Editing;

/// <summary>
/// Edits of one text, all given in places of the text as it was. What lies inside a deleted piece goes with it; two edits that
/// contradict each other make the whole inconsistent, and then there is no fix.
/// </summary>
internal sealed class DocumentEdits
{
    private readonly List<TextChange> edits = [];
    private readonly HashSet<TextSpan> lines = [];

    public bool IsEmpty => edits.Count == 0;

    /// <summary>Inserts; what was inserted first at a place stands first.</summary>
    public void Insert(int position, string text)
    {
        if (text.Length > 0)
            edits.Add(new TextChange(new TextSpan(position, 0), text));
    }

    public void Replace(TextSpan span, string text) => edits.Add(new TextChange(span, text));

    public void Delete(TextSpan span) => edits.Add(new TextChange(span, ""));

    /// <summary>Deletes whole lines, from the start of the first: blanks that would indent that one go along.</summary>
    public void DeleteLines(TextSpan span)
    {
        lines.Add(span);
        Delete(span);
    }

    /// <summary>The edits in order, none touching another; null where they contradict each other.</summary>
    public ImmutableArray<TextChange>? Merge()
    {
        var merged = new List<TextChange>();
        foreach (var edit in edits.OrderBy(edit => edit.Span.Start).ThenBy(edit => edit.Span.Length == 0 ? 0 : 1)
            .ThenByDescending(edit => edit.Span.Length))
        {
            if (merged.Count == 0 || edit.Span.Start >= merged[merged.Count - 1].Span.End)
            {
                Append(merged, edit);
                continue;
            }

            var last = merged[merged.Count - 1];
            // A brace that is gone leaves its partner behind.
            var swallowed = last.Span.Contains(edit.Span) && !HoldsHalfABlock(edit.NewText!)
                && (last.NewText!.Length == 0 || edit.Equals(last) || edit.NewText!.Trim().Length == 0);
            if (!swallowed)
                return null;
        }

        return [.. merged];
    }

    private static bool HoldsHalfABlock(string text) => text.Count(c => c == '{') != text.Count(c => c == '}');

    /// <summary>Two insertions at one place become one, so that the order in which they were made is kept.</summary>
    private void Append(List<TextChange> merged, TextChange edit)
    {
        if (merged.Count > 0 && lines.Contains(edit.Span) && merged[merged.Count - 1] is { Span.Length: 0 } before && before.Span.Start == edit.Span.Start)
            merged[merged.Count - 1] = new TextChange(before.Span, before.NewText!.TrimEnd(' ', '\t'));
        if (merged.Count > 0 && edit.Span.Length == 0 && merged[merged.Count - 1] is var last && last.Span == edit.Span)
            merged[merged.Count - 1] = new TextChange(edit.Span, new StringBuilder(last.NewText).Append(edit.NewText).ToString());
        else
            merged.Add(edit);
    }
}
