namespace Utrace.Oracles.Tests;

public sealed class TrialTests
{
    [Fact]
    public void Analyzers_agree_with_the_runs_of_three_hundred_programs() => Assert.Equal("", Trial.Check(programs: 300, seed: 1));
}
