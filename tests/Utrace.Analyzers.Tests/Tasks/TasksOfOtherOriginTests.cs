namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1002: what was read off a task, and tasks that need no section or another one.</summary>
public sealed class TasksOfOtherOriginTests
{
    [Fact]
    public Task ValuesReadInsideTheSection_DoNotTrigger() => Verify.Body("""
        int number;
        string name;
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            if (task is null)
                return;
            (number, name) = (task.Pid, task.Comm);
        }
        Log(number);
        Log(name);
        """);

    [Fact]
    public Task PidTakenInsideTheSection_DoesNotTrigger() => Verify.Body("""
        PidHandle leader;
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            if (task is null)
                return;
            leader = task.GroupLeader.GetPid(PidType.Tgid);
        }
        Log(leader.Number);
        leader.Put();
        """);

    [Fact]
    public Task PidTakenAfterTheSection_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        using var leader = {|UTR1002:task|}!.GetPid();
        """);

    [Fact]
    public Task LeaderOfATask_TriggersAfterTheSection() => Verify.Body("""
        TaskStruct? leader = null;
        using (Rcu.EnterReadScope())
            if (pid.Task() is { } task)
                leader = task.GroupLeader;
        if (leader != null)
            Log({|UTR1002:leader|}.Pid);
        """);

    [Fact]
    public Task CurrentAfterASection_DoesNotTrigger() => Verify.Body("""
        TaskStruct current;
        using (Rcu.EnterReadScope())
            current = TaskStruct.Current;
        Use(current);
        Log(current.Pid);
        """);

    [Fact]
    public Task LeaderOfCurrentAfterASection_Triggers() => Verify.Body("""
        TaskStruct leader;
        using (Rcu.EnterReadScope())
            leader = TaskStruct.Current.GroupLeader;
        Use({|UTR1002:leader|});
        """);

    [Fact]
    public Task UnreapedChildAfterTheSection_DoesNotTrigger() => Verify.Body("""
        TaskStruct? child;
        using (Rcu.EnterReadScope())
            child = pid.Task()?.AsUnreapedChild();
        Use(child);
        """);

    [Fact]
    public Task CallbackParameterAfterASectionOfTheCallback_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override void ReportReap(UtraceEngine engine, TaskStruct task)
            {
                using (Rcu.EnterReadScope())
                    Log(task.GroupLeader.Pid);
                Log(task.Pid);
            }
        }
        """);

    [Fact]
    public Task PlainParameterAfterASectionOfTheMethod_DoesNotTrigger() => Verify.Members("""
        public void Print(TaskStruct task)
        {
            using (Rcu.EnterReadScope())
                Log(task.RealParent?.Pid ?? 0);
            Log(task.Pid);
        }
        """);

    [Fact]
    public Task PropertyThatIsAlwaysValidAfterASection_DoesNotTrigger() => Verify.Source("""
        public static class Me
        {
            [AlwaysValid]
            public static TaskStruct Self => TaskStruct.Current;

            public static void Print()
            {
                var self = Self;
                using (Rcu.EnterReadScope())
                    Use(self);
                Use(self);
            }
        }
        """);
}
