namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1002: what ends a section, and what counts as a use.</summary>
public sealed class UseAfterSectionTests
{
    [Fact]
    public Task UseAfterAScopeBlock_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        Log({|UTR1002:task|}!.Pid);
        """);

    [Fact]
    public Task UseInsideTheScopeBlock_DoesNotTrigger() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Log(task!.Pid);
        }
        """);

    [Fact]
    public Task UseAfterUnlock_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        Rcu.ReadUnlock();
        if (task is not null)
            Log({|UTR1002:task|}.Comm);
        """);

    [Fact]
    public Task UseBeforeUnlock_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        if (task is not null)
            Log(task.Comm);
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task UseAfterTheBlockOfAScopeDeclaration_Triggers() => Verify.Body("""
        TaskStruct? task;
        {
            using var scope = Rcu.EnterReadScope();
            task = pid.Task();
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task UseAfterAnExplicitDispose_Triggers() => Verify.Body("""
        var scope = Rcu.EnterReadScope();
        var task = pid.Task();
        scope.Dispose();
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task UseAfterAUsersOwnRelease_Triggers() => Verify.Members("""
        [ReleasesReadLock]
        public void Leave() => Rcu.ReadUnlock();

        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            Leave();
            Use({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task UseAfterTheFinallyThatUnlocks_Triggers() => Verify.Body("""
        TaskStruct? task;
        Rcu.ReadLock();
        try
        {
            task = pid.Task();
            Use(task);
        }
        finally
        {
            Rcu.ReadUnlock();
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task UseInALaterSection_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        using (Rcu.EnterReadScope())
            Use({|UTR1002:task|});
        """);

    [Fact]
    public Task LookupAgainInALaterSection_DoesNotTrigger() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Use(task);
        }
        """);

    [Fact]
    public Task UseAfterTheInnerOfTwoSections_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            Use(task);
        }
        """);

    [Fact]
    public Task UseAfterTheOuterOfTwoSections_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        Rcu.ReadLock();
        var task = pid.Task();
        Rcu.ReadUnlock();
        Use(task);
        Rcu.ReadUnlock();
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task UseInTheInnerSectionOfATaskOfTheOuterOne_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            using (Rcu.EnterReadScope())
                Use(task);
            Use(task);
        }
        """);

    [Fact]
    public Task SecondUseOnTheSamePath_TriggersOnlyAtTheFirst() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        Rcu.ReadUnlock();
        Use({|UTR1002:task|});
        Use(task);
        Log(task!.Pid);
        """);

    [Fact]
    public Task UsesOnTwoBranches_TriggerAtTheFirstOfEach() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        Rcu.ReadUnlock();
        if (flag)
        {
            Use({|UTR1002:task|});
            Use(task);
        }
        else
        {
            Log({|UTR1002:task|}!.Pid);
        }
        """);

    [Fact]
    public Task UseOnTheBranchThatUnlockedEarly_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        if (flag)
        {
            Rcu.ReadUnlock();
            Use({|UTR1002:task|});
            return;
        }
        Use(task);
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task UnlockBeforeAnEarlyReturn_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        if (task is null)
        {
            Rcu.ReadUnlock();
            return;
        }
        Use(task);
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task UseInAReturnedExpression_Triggers() => Verify.Members("""
        public int NumberOf(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            Rcu.ReadUnlock();
            return {|UTR1002:task|}!.Pid;
        }
        """);

    [Fact]
    public Task MemberBehindAConditionalAccess_Triggers() => Verify.Members("""
        public int NumberOf(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            Rcu.ReadUnlock();
            return {|UTR1002:task|}?.Pid ?? 0;
        }
        """);

    [Fact]
    public Task MemberInAPropertyPattern_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        Rcu.ReadUnlock();
        Log({|UTR1002:task|} is { IsExiting: true });
        """);

    [Fact]
    public Task MemberInAnInterpolation_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        var task = pid.Task();
        Rcu.ReadUnlock();
        Log($"{{|UTR1002:task|}!.Comm} is traced");
        """);
}
