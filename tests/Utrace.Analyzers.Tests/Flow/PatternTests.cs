namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Patterns that test and name references.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("if (pid.Task() is { } task) Use(task);")]
    [InlineData("if (pid.Task() is TaskStruct task) Use(task);")]
    [InlineData("if (pid.Task() is { Pid: var number } task) { Log(number); Use(task); }")]
    [InlineData("if (pid.Task() is { GroupLeader.Pid: > 1, RealParent: { } parent }) Use(parent);")]
    [InlineData("if (pid.Task() is not { IsExiting: false } task) return; Use(task);")]
    [InlineData("if (pid.Task() is var task && task != null) Use(task);")]
    [InlineData("if ((pid.Task(), nr) is ({ } task, > 3)) Use(task);")]
    [InlineData("if (pid.Task() is { Pid: 1 or 2 or 3 }) Work();")]
    public Task PatternInTheSection_DoesNotTrigger(string statement) => Verify.Body($$"""
        using (Rcu.EnterReadScope())
        {
            {{statement}}
        }
        """);

    [Theory]
    [InlineData("if ({|UTR1001:pid.Task()|} is { } task) Use(task);")]
    [InlineData("if ({|UTR1001:pid.Task()|} is TaskStruct task) Use(task);")]
    [InlineData("if ({|UTR1001:pid.Task()|} is { Pid: var number } task) { Log(number); Use(task); }")]
    [InlineData("if ({|UTR1001:pid.Task()|} is not { IsExiting: false } task) return; Use(task);")]
    [InlineData("if (({|UTR1001:pid.Task()|}, nr) is ({ } task, > 3)) Use(task);")]
    public Task PatternWithoutSection_Triggers(string statement) => Verify.Body(statement);

    [Theory]
    [InlineData("task is { } alive && flag")]
    [InlineData("task is TaskStruct alive && flag")]
    [InlineData("task is not null and var alive && flag")]
    public Task NameForAnEndedTask_Triggers(string condition) => Verify.Body($$"""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        if ({{condition}})
            Use({|UTR1002:alive|});
        """);

    [Theory]
    [InlineData("found is { Number: > 3 and < 9 }")]
    [InlineData("found is { Number: 1 or 2 }")]
    [InlineData("found is PidHandle { Number: 7 }")]
    public Task PutOnlyWhereAPropertyMatches_Triggers(string condition) => Verify.Body($$"""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if ({{condition}})
            found.Put();
        """);

    [Theory]
    [InlineData("found is { }")]
    [InlineData("found is PidHandle")]
    [InlineData("found is not null")]
    [InlineData("found is PidHandle _")]
    [InlineData("found is { } and not null")]
    [InlineData("!(found is not { })")]
    public Task PutWhereItIsNotNull_DoesNotTrigger(string condition) => Verify.Body($$"""
        var found = kernel.FindGetPid(nr);
        if ({{condition}})
            found.Put();
        """);

    [Fact]
    public Task ListPatternOverLentReferences_DoesNotTrigger() => Verify.Members("""
        public int First(PidHandle[] pids) => pids switch
        {
            [] => 0,
            [var only] => only.Number,
            [var first, ..] => first.Number,
        };
        """);
}
