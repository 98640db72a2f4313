namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1001, within one method.</summary>
public sealed class UnprotectedLookupTests
{
    [Fact]
    public Task LookupWithoutSection_Triggers() => Verify.Body("""
        var task = {|UTR1001:pid.Task()|};
        """);

    [Fact]
    public Task LookupInScopeBlock_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            Use(task);
        }
        """);

    [Fact]
    public Task LookupAfterScopeDeclaration_DoesNotTrigger() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        var task = pid.Task();
        Log(task?.Pid ?? 0);
        """);

    [Fact]
    public Task LookupBetweenLockAndUnlock_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        Use(pid.Task());
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task UsesOfAnUnprotectedTask_TriggerOnlyAtTheLookup() => Verify.Body("""
        var task = {|UTR1001:pid.Task()|};
        if (task is null)
            return;
        Log(task.Pid);
        Use(task);
        Log(task.Comm);
        """);

    [Fact]
    public Task LookupBeforeTheSection_Triggers() => Verify.Body("""
        var task = {|UTR1001:pid.Task()|};
        using (Rcu.EnterReadScope())
            Use(task);
        """);

    [Fact]
    public Task LookupAfterTheSection_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Use(pid.Task());
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task LookupAfterUnlock_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        Use(pid.Task());
        Rcu.ReadUnlock();
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task LookupAfterTheInnerSectionInTheOuterOne_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
            Use(pid.Task());
        }
        """);

    [Fact]
    public Task LookupAfterBothNestedSections_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        Rcu.ReadLock();
        Rcu.ReadUnlock();
        Rcu.ReadUnlock();
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task TwoLookups_TriggerAtEach() => Verify.Body("""
        Use({|UTR1001:pid.Task()|});
        Use({|UTR1001:pid.Task(PidType.Tgid)|});
        """);

    [Fact]
    public Task DiscardedLookup_Triggers() => Verify.Body("""
        _ = {|UTR1001:pid.Task()|};
        """);

    [Fact]
    public Task LookupInACondition_Triggers() => Verify.Body("""
        if ({|UTR1001:pid.Task()|} is { } task)
            Log(task.Pid);
        """);

    [Fact]
    public Task LookupUsedAsReceiver_Triggers() => Verify.Body("""
        Log({|UTR1001:pid.Task()|}!.Pid);
        """);

    [Fact]
    public Task LookupBeforeConditionalAccess_Triggers() => Verify.Body("""
        Log({|UTR1001:pid.Task()|}?.Comm ?? "gone");
        """);

    [Fact]
    public Task LookupInsideConditionalAccess_TriggersOnTheWhole() => Verify.Members("""
        public void Run(PidHandle? maybe)
        {
            var task = {|UTR1001:maybe?.Task()|};
        }
        """);

    [Fact]
    public Task LookupInsideConditionalAccessInASection_DoesNotTrigger() => Verify.Members("""
        public int Run(PidHandle? maybe)
        {
            using (Rcu.EnterReadScope())
                return maybe?.Task()?.Pid ?? 0;
        }
        """);

    [Fact]
    public Task GroupLeaderWithoutSection_Triggers() => Verify.Body("""
        var leader = {|UTR1001:TaskStruct.Current.GroupLeader|};
        Log(leader.Tgid);
        """);

    [Fact]
    public Task GroupLeaderInASection_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Log(TaskStruct.Current.GroupLeader.Pid);
        """);

    [Fact]
    public Task RealParentThroughConditionalAccess_TriggersOnTheWhole() => Verify.Members("""
        public void ReportParent(TaskStruct? child)
        {
            var parent = {|UTR1001:child?.RealParent|};
        }
        """);

    [Fact]
    public Task ParentOfACallbackChildWithoutSection_Triggers() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                Log({|UTR1001:child.GroupLeader|}.Pid);
                return ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task PlainMembersOfCurrent_DoNotTrigger() => Verify.Body("""
        Log(TaskStruct.Current.Pid);
        var current = TaskStruct.Current;
        Log(current.Comm);
        """);

    [Fact]
    public Task LookupInNameof_DoesNotTrigger() => Verify.Body("""
        Log(nameof(pid.Task));
        Log(nameof(TaskStruct.GroupLeader));
        """);

    [Fact]
    public Task LookupInUnreachableCode_DoesNotTrigger() => Verify.Body("""
        Work();
        return;
        Use(pid.Task());
        """);

    [Fact]
    public Task LookupInALoopWhoseBodyHasTheSection_TriggersInTheCondition() => Verify.Body("""
        while ({|UTR1001:pid.Task()|} is not null)
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
        }
        """);

    [Fact]
    public Task LookupInAnInterpolation_Triggers() => Verify.Body("""
        Log($"traced: {{|UTR1001:pid.Task()|}!.Comm}");
        """);

    [Fact]
    public Task LookupInTopLevelStatements_Triggers() => Verify.Program("""
        foreach (var handle in Array.Empty<PidHandle>())
            Use({|UTR1001:handle.Task()|});
        """);

    [Fact]
    public Task LookupInASectionOfTopLevelStatements_DoesNotTrigger() => Verify.Program("""
        foreach (var handle in Array.Empty<PidHandle>())
            using (Rcu.EnterReadScope())
                Use(handle.Task());
        """);

    [Fact]
    public Task LookupsOutsideOrdinaryMethods_Trigger() => Verify.Source("""
        public sealed class Session(PidHandle pid)
        {
            private readonly int leader = {|UTR1001:pid.Task()|}?.Tgid ?? 0;

            public Session(PidHandle pid, string name) : this(pid) => Log(name + {|UTR1001:pid.Task()|}?.Comm);

            public int Number => {|UTR1001:pid.Task()|}?.Pid ?? leader;

            public bool IsExiting
            {
                get => {|UTR1001:pid.Task()|}?.IsExiting ?? true;
                set => Log({|UTR1001:pid.Task()|}?.IsExiting ?? value);
            }

            public int this[PidType type] => {|UTR1001:pid.Task(type)|}?.Pid ?? 0;

            public static bool operator !(Session session) => session.IsExiting;

            public static explicit operator int(Session session) => session.Number;

            public event Action Exited
            {
                add { Log({|UTR1001:pid.Task()|}?.Pid ?? 0); value(); }
                remove { }
            }
        }
        """);

    [Fact]
    public Task LookupsInSectionsOutsideOrdinaryMethods_DoNotTrigger() => Verify.Source("""
        public sealed class Session(PidHandle pid)
        {
            public int Number
            {
                get
                {
                    using var scope = Rcu.EnterReadScope();
                    return pid.Task()?.Pid ?? 0;
                }
            }

            public static implicit operator string(Session session)
            {
                Rcu.ReadLock();
                try
                {
                    return session.Find()?.Comm ?? "";
                }
                finally
                {
                    Rcu.ReadUnlock();
                }
            }

            [RequiresReadLock]
            public TaskStruct? Find() => pid.Task();
        }
        """);

    [Fact]
    public Task SectionThatALoopClosesTooEarly_TriggersOnce() => Verify.Members("""
        private static void Run(PidHandle[] pids)
        {
            {|UTR4001:Rcu.ReadLock()|};
            foreach (var pid in pids)
            {
                Use({|UTR1001:pid.Task()|});
                {|UTR4002:Rcu.ReadUnlock()|};
            }
        }
        """);
}
