namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1005: attach by a task that may be reaped meanwhile.</summary>
public sealed class AttachByTaskTests
{
    [Fact]
    public Task AttachByALookedUpTask_Triggers() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        if (pid.Task() is not { } task)
            return;
        using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, ops);
        """);

    [Fact]
    public Task AttachByALookupInTheSection_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            using var attached = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, ops);
        }
        """);

    [Fact]
    public Task TryAttachByALookedUpTask_Triggers() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        var task = pid.Task();
        if (UtraceEngine.TryAttachTask({|UTR1005:task|}, AttachFlags.Create, ops, null, out var attached, out _))
            attached.Put();
        """);

    [Fact]
    public Task AttachByPid_DoesNotTrigger() => Verify.Body("""
        using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var second, out _))
            second.Put();
        """);

    [Fact]
    public Task AttachByCurrent_DoesNotTrigger() => Verify.Body("""
        using var attached = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops);
        var current = TaskStruct.Current;
        using var second = UtraceEngine.AttachTask(current, AttachFlags.Create, ops);
        """);

    [Fact]
    public Task AttachByTheLeaderOfCurrent_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            using var attached = UtraceEngine.AttachTask({|UTR1005:TaskStruct.Current.GroupLeader|}, AttachFlags.Create, ops);
        }
        """);

    [Fact]
    public Task AttachByThePlainParameterOfAPublicMethod_Triggers() => Verify.Members("""
        public void Attach(TaskStruct task, UtraceEngineOps ops)
        {
            using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, ops);
        }
        """);

    [Fact]
    public Task AttachByTheChildOfAClone_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                using var attached = UtraceEngine.AttachTask(child, AttachFlags.Create | AttachFlags.Exclusive, this);
                return ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task AttachByTheParentOfTheChildOfAClone_Triggers() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                using var scope = Rcu.EnterReadScope();
                using var attached = UtraceEngine.AttachTask({|UTR1005:child.RealParent|}, AttachFlags.Create, this);
                return ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task AttachByAnAliasOfTheChild_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                var traced = child;
                if (UtraceEngine.TryAttachTask(traced, AttachFlags.Create, this, null, out var attached, out _))
                    attached.Put();
                return ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task AttachByAnUnreapedChild_DoesNotTrigger() => Verify.Body("""
        TaskStruct child;
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is not { } task)
                return;
            child = task.AsUnreapedChild();
        }
        using var attached = UtraceEngine.AttachTask(child, AttachFlags.Create, ops);
        """);

    [Fact]
    public Task AttachByNull_DoesNotTrigger() => Verify.Body("""
        if (UtraceEngine.TryAttachTask(null, AttachFlags.Create, ops, null, out var attached, out var error))
            attached.Put();
        Log((int)error);
        """);

    [Fact]
    public Task AttachByAnAlwaysValidParameter_DoesNotTrigger() => Verify.Members("""
        public void Attach([AlwaysValid] TaskStruct task, UtraceEngineOps ops)
        {
            using var attached = UtraceEngine.AttachTask(task, AttachFlags.Create, ops);
        }
        """);

    [Fact]
    public Task AttachByAnAlwaysValidProperty_DoesNotTrigger() => Verify.Members("""
        [AlwaysValid]
        public static TaskStruct Init => TaskStruct.Current;

        public void Attach(UtraceEngineOps ops)
        {
            using var attached = UtraceEngine.AttachTask(Init, AttachFlags.Create, ops);
        }
        """);

    [Fact]
    public Task UsersOwnMethodThatMayBlock_Triggers() => Verify.Members("""
        [MayBlock]
        public static void WaitFor(TaskStruct task) => Log(task.Pid);

        public void Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            if (pid.Task() is { } task)
                WaitFor({|UTR1005:task|});
        }
        """);

    [Fact]
    public Task UsersOwnMethodThatDoesNotBlock_DoesNotTrigger() => Verify.Members("""
        public static void Print(TaskStruct task) => Log(task.Pid);

        public void Run(PidHandle pid)
        {
            using var scope = Rcu.EnterReadScope();
            if (pid.Task() is { } task)
                Print(task);
        }
        """);

    [Fact]
    public Task StaleTolerantParameterOfAMethodThatMayBlock_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            _ = {|UTR4003:engine.Barrier(task)|};
        }
        _ = engine.PrepareExamine(pid.Task(), new Examiner());
        """);

    [Fact]
    public Task DataArgumentThatIsNoTask_DoesNotTrigger() => Verify.Body("""
        using var attached = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops, data: pid.Number);
        """);
}
