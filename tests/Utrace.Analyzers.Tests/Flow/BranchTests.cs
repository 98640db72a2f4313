namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Facts known on a branch hold for later branches on the same condition.</summary>
public sealed class BranchTests
{
    [Theory]
    [InlineData("flag", "flag")]
    [InlineData("!flag", "!flag")]
    [InlineData("flag", "!!flag")]
    [InlineData("!flag", "flag == false")]
    [InlineData("flag", "flag is true")]
    [InlineData("nr > 3", "nr > 3")]
    [InlineData("nr > 3", "3 < nr")]
    [InlineData("nr > 3", "!(nr <= 3)")]
    [InlineData("nr == 3", "nr == 3")]
    [InlineData("nr != 3", "!(nr == 3)")]
    [InlineData("type == PidType.Tgid", "type == PidType.Tgid")]
    [InlineData("type is PidType.Tgid", "type == PidType.Tgid")]
    [InlineData("other != null", "other is not null")]
    [InlineData("other is null", "other == null")]
    [InlineData("name == \"x\"", "name == \"x\"")]
    [InlineData("enabled", "enabled")]
    [InlineData("this.enabled", "enabled")]
    public Task SameConditionAtBothEnds_DoesNotTrigger(string first, string second) => Verify.Members($$"""
        private readonly bool enabled = true;

        public void Run(IUtraceKernel kernel, PidHandle? other, PidType type, string name, int nr, bool flag)
        {
            PidHandle? found = null;
            if ({{first}})
                found = kernel.FindGetPid(nr);
            Work();
            if ({{second}})
                found?.Put();
        }
        """);

    [Theory]
    [InlineData("flag", "!flag")]
    [InlineData("flag", "nr > 3")]
    [InlineData("nr > 3", "nr > 4")]
    [InlineData("nr == 3", "nr == 4")]
    [InlineData("nr == 3", "nr != 3")]
    [InlineData("type == PidType.Tgid", "type == PidType.Pid")]
    [InlineData("other is null", "other is not null")]
    public Task DifferentConditionAtTheOtherEnd_Triggers(string first, string second) => Verify.Members($$"""
        public void Run(IUtraceKernel kernel, PidHandle? other, PidType type, int nr, bool flag)
        {
            PidHandle? found = null;
            if ({{first}})
                found = {|UTR2001:kernel.FindGetPid(nr)|};
            Work();
            if ({{second}})
                found?.Put();
        }
        """);

    [Fact]
    public Task ConditionThatChangedInBetween_Triggers() => Verify.Body("""
        PidHandle? found = null;
        if (flag)
            found = {|UTR2001:kernel.FindGetPid(nr)|};
        flag = nr > 3;
        if (flag)
            found?.Put();
        """);

    [Fact]
    public Task NumberThatChangedInBetween_Triggers() => Verify.Body("""
        PidHandle? found = null;
        if (nr > 3)
            found = {|UTR2001:kernel.FindGetPid(nr)|};
        nr -= 10;
        if (nr > 3)
            found?.Put();
        """);

    [Fact]
    public Task FlagThatIsSetWhereItIsOwned_DoesNotTrigger() => Verify.Body("""
        PidHandle? found = null;
        var owns = false;
        if (nr > 3)
        {
            found = kernel.FindGetPid(nr);
            owns = true;
        }
        Work();
        if (owns)
            found!.Put();
        """);

    [Fact]
    public Task FlagThatIsTheNullTest_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        var exists = found != null;
        if (!exists)
            return;
        found!.Put();
        """);

    [Fact]
    public Task FlagThatIsTheWrongNullTest_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        var exists = found == null;
        if (!exists)
            return;
        found?.Put();
        """);

    [Fact]
    public Task OwnedOrBorrowedByTheSameFlag_DoesNotTrigger() => Verify.Body("""
        var target = flag ? kernel.FindGetPid(nr) : pid;
        Log(target?.Number ?? 0);
        if (flag)
            target?.Put();
        """);

    [Fact]
    public Task OwnedOrBorrowedWithoutPut_Triggers() => Verify.Body("""
        var target = flag ? {|UTR2001:kernel.FindGetPid(nr)|} : pid;
        Log(target?.Number ?? 0);
        """);

    [Fact]
    public Task TaskUsedOnlyWhereTheSectionIsStillOpen_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        if (flag)
            Rcu.ReadUnlock();
        if (!flag)
            Use(task);
        if (!flag)
            Rcu.ReadUnlock();
        """);

    [Fact]
    public Task TaskUsedWhereTheSectionIsOver_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        if (flag)
            Rcu.ReadUnlock();
        if (flag)
            Use({|UTR1002:task|});
        if (!flag)
            Rcu.ReadUnlock();
        """);

    [Fact]
    public Task LookupUnderTheConditionOfTheSection_DoesNotTrigger() => Verify.Body("""
        if (flag)
            Rcu.ReadLock();
        if (flag && nr > 0)
            Use(pid.Task());
        if (flag)
            Rcu.ReadUnlock();
        """);

    [Fact]
    public Task LookupUnderAnotherConditionThanTheSection_Triggers() => Verify.Body("""
        if (flag)
            Rcu.ReadLock();
        if (nr > 0)
            Use({|UTR1001:pid.Task()|});
        if (flag)
            Rcu.ReadUnlock();
        """);

    [Fact]
    public Task ShortCircuitThatImpliesTheReference_DoesNotTrigger() => Verify.Body("""
        if (flag && kernel.FindGetPid(nr) is { } found)
        {
            Log(found.Number);
            found.Put();
        }
        """);

    [Fact]
    public Task ShortCircuitThatLosesTheReference_Triggers() => Verify.Body("""
        if ({|UTR2001:kernel.FindGetPid(nr)|} is { } found && found.Number > 3)
            found.Put();
        """);

    [Fact]
    public Task ManyIndependentFlags_DoNotTrigger() => Verify.Members("""
        public void Run(IUtraceKernel kernel, bool a, bool b, bool c, bool d)
        {
            PidHandle? first = null, second = null, third = null, fourth = null;
            if (a) first = kernel.FindGetPid(1);
            if (b) second = kernel.FindGetPid(2);
            if (c) third = kernel.FindGetPid(3);
            if (d) fourth = kernel.FindGetPid(4);
            Work();
            if (a) first?.Put();
            if (b) second?.Put();
            if (c) third?.Put();
            if (d) fourth?.Put();
        }
        """);
}
