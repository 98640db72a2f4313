using System.Text;

namespace Utrace.Comparisons;

/// <summary>Writes <c>docs/comparison.md</c>.</summary>
internal static class Report
{
    public static string Write(IReadOnlyList<Case> counted, IReadOnlyList<Case> tasks, IReadOnlyList<Score> scores)
    {
        var text = new StringBuilder();
        text.Append($"""
            # What others find

            `PidHandle` and `UtraceEngine` are `IDisposable`, so analyzers for disposables see them too. This page holds three against the same
            {counted.Count} cases of counted references ({counted.Count(one => one.IsFaulty)} of them faulty), which stand in `tests/Utrace.Comparison/Corpus/Counted`: CA2000, CA2213 and CA1001 of
            NetAnalyzers, the ownership rules of IDisposableAnalyzers (IDISP001 to 004, 006 to 008, 016 and 017), and ours. The command writes the page:

            ```sh
            dotnet run -c Release --project tests/Utrace.Comparison -- docs/comparison.md
            ```

            An analyzer has found a faulty case if any of these rules says anything in it, wherever; it raises a false alarm if any says
            anything in a correct one. Ours is held to more: a test asks that each line that is marked, and no other, is flagged by the rule
            that the mark names. The others are at a disadvantage that is not theirs: a call into an assembly without source may give a new
            reference or lend one, and only our contracts say which.

            | analyzers | found | missed | false alarms |
            |---|---|---|---|

            """);
        foreach (Score score in scores)
            text.Append($"| {score.Name} | {score.Found.Count} | {score.Missed.Count} | {score.Alarmed.Count} |\n");
        text.Append("\nThe same by topic, as found / missed / false alarms:\n\n");
        text.Append($"| topic | cases | {string.Join(" | ", scores.Select(score => score.Name))} |\n");
        text.Append($"|---|---|{string.Concat(scores.Select(_ => "---|"))}\n");
        foreach (IGrouping<string, Case> topic in counted.GroupBy(one => one.Topic))
            text.Append($"| {topic.Key} | {topic.Count()} | {string.Join(" | ", scores.Select(score => OfTopic(score, topic.Key)))} |\n");
        text.Append($"""

            Beside them stand {tasks.Count} cases of tasks and sections ({tasks.Count(one => one.IsFaulty)} faulty) in `tests/Utrace.Comparison/Corpus/Tasks`, of which the others know nothing.

            """);
        return text.ToString();
    }

    private static string OfTopic(Score score, string topic) =>
        $"{score.Found.Count(one => one.Topic == topic)} / {score.Missed.Count(one => one.Topic == topic)} / {score.Alarmed.Count(one => one.Topic == topic)}";
}
