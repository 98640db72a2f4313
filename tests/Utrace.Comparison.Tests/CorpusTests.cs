namespace Utrace.Comparisons.Tests;

/// <summary>The corpus: each marked line is flagged, and no other; the others are behind in both columns.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string, string> Cases()
    {
        var all = new TheoryData<string, string>();
        foreach (string folder in (string[])["Counted", "Tasks"])
            foreach (Case one in Corpus.Read(folder))
                all.Add(folder, one.ToString());
        return all;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_line_that_is_marked_is_flagged_and_no_other(string folder, string name)
    {
        Case one = Corpus.Read(folder).Single(other => other.ToString() == name);
        Assert.Equal(one.Expected, Programs.VerdictOn(Programs.Compile(one)));
    }

    [Fact]
    public void The_corpus_is_large_and_fair()
    {
        foreach (string folder in (string[])["Counted", "Tasks"])
        {
            IReadOnlyList<Case> cases = Corpus.Read(folder);
            Assert.True(cases.Count >= 120);
            Assert.InRange(cases.Count(one => one.IsFaulty), cases.Count / 3, cases.Count * 2 / 3);
        }
    }

    [Fact]
    public void The_others_find_less_and_cry_wolf_more_and_the_page_says_so()
    {
        IReadOnlyList<Case> counted = Corpus.Read("Counted");
        IReadOnlyList<Score> scores = Score.Of(counted);
        Score ours = scores[0];
        foreach (Score other in scores.Skip(1))
        {
            Assert.True(ours.Missed.Count < other.Missed.Count);
            Assert.True(ours.Alarmed.Count < other.Alarmed.Count);
        }

        Assert.Equal(File.ReadAllText(PageInTheRepository()), Report.Write(counted, Corpus.Read("Tasks"), scores));
    }

    private static string PageInTheRepository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Utrace.Analyzers.sln")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder!, "docs", "comparison.md");
    }
}
