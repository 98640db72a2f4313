namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Several names for one reference, and one name for several.</summary>
public sealed class AliasTests
{
    [Fact]
    public Task PutThroughAnAlias_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        var alias = found;
        alias?.Put();
        """);

    [Fact]
    public Task PutThroughAnAliasOfAnAlias_DoesNotTrigger() => Verify.Body("""
        PidHandle? first, second;
        var found = first = second = kernel.FindGetPid(nr);
        second?.Put();
        """);

    [Fact]
    public Task AliasThatMovedOn_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        var alias = found;
        alias = null;
        alias?.Put();
        """);

    [Fact]
    public Task NullTestThroughAnAlias_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        var alias = found;
        if (alias == null)
            return;
        found!.Put();
        """);

    [Fact]
    public Task TwoVariablesThatSwap_DoNotTrigger() => Verify.Body("""
        var first = kernel.FindGetPid(1);
        var second = kernel.FindGetPid(2);
        var third = first;
        first = second;
        second = third;
        first?.Put();
        second?.Put();
        """);

    [Fact]
    public Task OneReferencePutUnderTwoNames_Triggers() => Verify.Body("""
        var second = kernel.FindGetPid(2);
        var first = flag ? second : null;
        second?.Put();
        {|UTR2002:first?.Put()|};
        """);

    [Fact]
    public Task TaskUsedUnderAnotherNameAfterTheSection_Triggers() => Verify.Body("""
        TaskStruct? outer = null;
        using (Rcu.EnterReadScope())
        {
            var inner = pid.Task();
            outer = inner;
        }
        Use({|UTR1002:outer|});
        """);

    [Fact]
    public Task VariableThatHoldsANewTask_DoesNotTrigger() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        task = TaskStruct.Current;
        Use(task);
        """);

    [Fact]
    public Task AliasTakenBeforeTheVariableMovedOn_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        var old = task;
        task = TaskStruct.Current;
        Use(task);
        Use({|UTR1002:old|});
        """);

    [Fact]
    public Task AliasOfOneOfTwoReferences_DoesNotTrigger() => Verify.Body("""
        var first = kernel.FindGetPid(1);
        var second = kernel.FindGetPid(2);
        var chosen = flag ? first : second;
        var other = flag ? second : first;
        chosen?.Put();
        other?.Put();
        """);

    [Fact]
    public Task FieldAsAlias_DoesNotTrigger() => Verify.Members("""
        private PidHandle? pid;

        public void Run(IUtraceKernel kernel)
        {
            pid = kernel.FindGetPid(1);
            var local = pid;
            local?.Put();
            pid = null;
        }
        """);

    [Fact]
    public Task AliasesToldApartByReferenceEquals_DoesNotTrigger() => Verify.Body("""
        var one = pid.Get();
        var next = nr > 3 ? one : pid.Get();
        if (!ReferenceEquals(one, next))
            next.Put();
        one.Put();
        """);

    [Fact]
    public Task AliasesToldApartTheWrongWay_Triggers() => Verify.Body("""
        var one = pid.Get();
        var next = nr > 3 ? one : {|UTR2001:pid.Get()|};
        if (one == next)
            next.Put();
        {|UTR2002:one.Put()|};
        """);
}
