namespace Utrace.Analyzers.Tests.Flow;

public sealed class UsingTests
{
    [Fact]
    public Task TwoUsingDeclarations_DoNotTrigger() => Verify.Body("""
        using var found = kernel.FindGetPid(nr);
        if (found is null)
            return;
        using var attached = UtraceEngine.AttachPid(found, AttachFlags.Create, ops);
        if (attached.SetEvents(found, UtraceEvents.Reap) != Errno.None)
            throw new UtraceException(Errno.ESRCH);
        using var scope = Rcu.EnterReadScope();
        Log(found.Task()?.Comm ?? "gone");
        """);

    [Fact]
    public Task OneUsingWithTwoVariables_DoesNotTrigger() => Verify.Body("""
        using (PidHandle? first = kernel.FindGetPid(1), second = kernel.FindGetPid(2))
            Log((first?.Number ?? 0) + (second?.Number ?? 0));
        """);

    [Fact]
    public Task StackedUsings_DoNotTrigger() => Verify.Body("""
        using (var found = kernel.FindGetPid(nr))
        using (Rcu.EnterReadScope())
        {
            var task = found?.Task();
            Log(task?.Comm ?? "gone");
        }
        """);

    [Fact]
    public Task UsingOfSomethingElse_TriggersForTheReference() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        using (var wait = new ManualResetEventSlim())
            Log(found?.Number ?? 0);
        """);

    [Fact]
    public Task UsingOfAConditionalReference_DoesNotTrigger() => Verify.Body("""
        using var found = flag ? kernel.FindGetPid(nr) : null;
        Log(found?.Number ?? 0);
        """);

    [Fact]
    public Task UsingDeclarationInsideABranch_DoesNotTrigger() => Verify.Body("""
        if (flag)
        {
            using var found = kernel.FindGetPid(nr);
            Log(found?.Number ?? 0);
        }
        else
        {
            using var copy = pid.Get();
            Log(copy.Number);
        }
        """);

    [Fact]
    public Task ScopeDeclarationInsideABranch_TriggersBehindIt() => Verify.Body("""
        if (flag)
        {
            using var scope = Rcu.EnterReadScope();
            Use(pid.Task());
        }
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task ScopeDeclarationInALoop_TriggersBehindIt() => Verify.Body("""
        TaskStruct? task = null;
        for (var i = 0; i < nr; i++)
        {
            using var scope = Rcu.EnterReadScope();
            task = pid.Task();
            Use(task);
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task ReferenceReturnedOutOfTheSectionOfAUsing_DoesNotTrigger() => Verify.Members("""
        public PidHandle? LeaderOf(IUtraceKernel kernel, int nr)
        {
            using var found = kernel.FindGetPid(nr);
            using var scope = Rcu.EnterReadScope();
            return found?.Task()?.GroupLeader.GetPid(PidType.Tgid);
        }
        """);

    [Fact]
    public Task UsingInASwitchSection_DoesNotTrigger() => Verify.Body("""
        switch (nr)
        {
            case 1:
            {
                using var found = kernel.FindGetPid(nr);
                Log(found?.Number ?? 0);
                break;
            }
            default:
                using (Rcu.EnterReadScope())
                    Use(pid.Task());
                break;
        }
        """);

    [Fact]
    public Task UsingOfAnOutReference_DoesNotTrigger() => Verify.Body("""
        if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var attached, out _))
            return;
        using var owned = attached;
        Use(owned);
        """);

    [Fact]
    public Task UsingOfAnAliasWithAPutOfTheOriginal_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        using var alias = found;
        {|UTR2002:found.Put()|};
        """);

    [Fact]
    public Task LockStatement_DoesNotTrigger() => Verify.Members("""
        private readonly Lock gate = new();
        private readonly List<PidHandle> pids = [];

        public void Add(IUtraceKernel kernel, int nr)
        {
            lock (gate)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return;
                if (pids.Count > 9)
                {
                    found.Put();
                    return;
                }
                pids.Add(found);
            }
        }

        public void Stop() => pids.ForEach(pid => pid.Put());
        """);
}
