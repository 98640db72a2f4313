namespace Utrace.Analyzers.Tests.Flow;

/// <summary><c>?.</c>, <c>??</c>, <c>??=</c> and <c>!</c>.</summary>
public sealed class NullFormTests
{
    [Theory]
    [InlineData("var found = kernel.FindGetPid(nr) ?? kernel.FindGetPid(1); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(nr) ?? pid.Get(); found.Put();")]
    [InlineData("using var found = kernel.FindGetPid(nr) ?? pid.Get();")]
    [InlineData("PidHandle? found = null; found ??= kernel.FindGetPid(nr); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(nr); found ??= kernel.FindGetPid(1); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(nr); if (found?.Number > 3) { found.Put(); return; } found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(nr); if (found?.Number is not { } number) return; Log(number); found.Put();")]
    public Task CoalescedReferenceThatIsPut_DoesNotTrigger(string statements) => Verify.Body(statements);

    [Theory]
    [InlineData("var found = {|UTR2001:kernel.FindGetPid(nr)|} ?? throw new InvalidOperationException(); Log(found.Number);")]
    [InlineData("PidHandle? found = null; found ??= {|UTR2001:kernel.FindGetPid(nr)|}; Log(found?.Number ?? 0);")]
    [InlineData("var found = {|UTR2001:kernel.FindGetPid(nr)|} ?? {|UTR2001:pid.Get()|}; Log(found.Number);")]
    [InlineData("var found = {|UTR2001:kernel.FindGetPid(nr)|}; if (found?.Number > 3) found.Put();")]
    [InlineData("var found = {|UTR2001:kernel.FindGetPid(nr)|}!; Log(found.Number);")]
    public Task CoalescedReferenceThatIsNotPut_Triggers(string statements) => Verify.Body(statements);

    [Theory]
    [InlineData("var task = pid.Task() ?? TaskStruct.Current; Use(task);")]
    [InlineData("TaskStruct? task = null; task ??= pid.Task(); Use(task);")]
    [InlineData("Log(pid.Task()?.GroupLeader.RealParent?.Pid ?? 0);")]
    [InlineData("var parent = pid.Task()?.RealParent; parent ??= pid.Task(PidType.Tgid); Use(parent);")]
    public Task CoalescedTaskInTheSection_DoesNotTrigger(string statements) => Verify.Body($$"""
        using (Rcu.EnterReadScope())
        {
            {{statements}}
        }
        """);

    [Theory]
    [InlineData("task = pid.Task() ?? TaskStruct.Current;")]
    [InlineData("task ??= pid.Task();")]
    [InlineData("task = pid.Task()?.RealParent;")]
    [InlineData("task = pid.Task()?.GroupLeader;")]
    [InlineData("task = flag ? pid.Task() : null;")]
    [InlineData("task = pid.Task()!;")]
    public Task CoalescedTaskAfterTheSection_Triggers(string statement) => Verify.Body($$"""
        TaskStruct? task = null;
        using (Rcu.EnterReadScope())
        {
            {{statement}}
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task NullBranchOfALookup_OwesAndHoldsNothing_DoesNotTrigger() => Verify.Body("""
        TaskStruct? task = null;
        if (flag)
        {
            using (Rcu.EnterReadScope())
                Log(pid.Task()?.Pid ?? 0);
        }
        Use(task);
        """);

    [Fact]
    public Task TaskKnownToBeNullAfterTheSection_DoesNotTrigger() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        if (task is null)
            Use(task);
        """);

    [Fact]
    public Task ReferenceKnownToBeNull_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (found is null)
        {
            found?.Put();
            found?.Put();
            return;
        }
        found.Put();
        """);
}
