namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1004: a task used after a blocking call broke the section it was looked up in.</summary>
public sealed class UseAfterBlockingTests
{
    [Theory]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("Task.Delay(1).Wait()")]
    [InlineData("Log(Task.Run(() => 1).Result)")]
    [InlineData("_ = Console.ReadLine()")]
    public Task UseAfterACallThatSleeps_Triggers(string call) => Verify.Body($$"""
        Rcu.ReadLock();
        if (pid.Task() is { } task)
        {
        #pragma warning disable UTR4003 // only the use is looked at
            {{call}};
        #pragma warning restore UTR4003
            Log({|UTR1004:task|}.Pid);
        }
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task UseAfterAnAttachByPid_Triggers() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        var task = pid.Task();
        using var made = {|UTR4003:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};
        Use({|UTR1004:task|});
        """);

    [Fact]
    public Task UseAfterAnAttachByTask_Triggers() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        if (pid.Task() is not { } task)
            return;
        using var made = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, ops);
        Log({|UTR1004:task|}.Pid);
        """);

    [Fact]
    public Task OtherTaskAfterAnAttachStraightFromTheLookup_Triggers() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        var leader = TaskStruct.Current.GroupLeader;
        using var made = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, ops);
        Log({|UTR1004:leader|}.Pid);
        """);

    [Fact]
    public Task LentTaskAfterAnAttach_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task, PidHandle pid, UtraceEngineOps ops)
        {
            using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            Log({|UTR1004:task|}.Comm);
        }
        """);

    [Fact]
    public Task LaterUsesOnOnePath_TriggerOnce() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            Thread.Sleep(1);
            Log({|UTR1004:task|}.Comm);
            Log(task.Pid);
        }
        """);

    [Fact]
    public Task FirstUseOfEachPath_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task, bool flag)
        {
            Thread.Sleep(1);
            if (flag)
                Log({|UTR1004:task|}.Comm);
            else
                Log({|UTR1004:task|}.Pid);
        }
        """);

    [Fact]
    public Task SleepOnOnePathOnly_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task, bool flag)
        {
            if (flag)
                Thread.Sleep(1);
            Log({|UTR1004:task|}.Pid);
        }
        """);

    [Fact]
    public Task SleepOnAnEarlierTurn_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task, int turns)
        {
            while (turns-- > 0)
            {
                Log({|UTR1004:task|}.Pid);
                Thread.Sleep(1);
            }
        }
        """);

    [Fact]
    public Task AliasOfABrokenTask_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            var alias = task;
            Thread.Sleep(1);
            Log({|UTR1004:alias|}.Pid);
        }
        """);

    [Fact]
    public Task SleepInAHelper_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            Rest();
            Log({|UTR1004:task|}.Pid);
        }

        private static void Rest()
        {
            for (var i = 0; i < 3; i++)
                Thread.Sleep(1);
        }
        """);

    [Fact]
    public Task SleepInAHelperOfAHelper_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            Outer();
            Log({|UTR1004:task|}.Pid);
        }

        private static void Outer() => Rest();

        private static void Rest() => Thread.Sleep(1);
        """);

    [Fact]
    public Task SleepInAFunctionThatRunsNow_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            void Rest() => Thread.Sleep(1);
            Rest();
            Log({|UTR1004:task|}.Pid);
        }
        """);

    [Fact]
    public Task ReturnOfABrokenTask_Triggers() => Verify.Members("""
        [RequiresReadLock, MayBlock]
        public TaskStruct? Find(PidHandle pid)
        {
            var task = pid.Task();
            Thread.Sleep(1);
            return {|UTR1004:task|};
        }
        """);

    [Fact]
    public Task UseOfAUserTypeAfterAUserCallThatMayBlock_Triggers() => Verify.Members("""
        [MayBlock]
        public static void Flush() { }

        public void Follow(TaskStruct task)
        {
            Flush();
            Use({|UTR1004:task|});
        }
        """);

    [Fact]
    public Task BrokenTaskThatIsKept_IsOneFinding() => Verify.Members("""
        private object? kept;

        public void Keep(TaskStruct task)
        {
            Thread.Sleep(1);
            kept = {|UTR1003:task|};
            GC.KeepAlive(kept);
        }
        """);

    [Fact]
    public Task UseAfterACallThatFailsWhileItSleeps_Triggers() => Verify.Members("""
        public void Follow(TaskStruct task, PidHandle pid, UtraceEngineOps ops)
        {
            try
            {
                using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            }
            catch (UtraceException)
            {
                Log({|UTR1004:task|}.Pid);
            }
        }
        """);

    [Fact]
    public Task UseAfterTheSleepAndTheSection_IsOneFindingOfTheSection() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            {|UTR4003:Thread.Sleep(1)|};
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task UsesAfterTheSleepAndAfterTheSection_AreTwo() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            {|UTR4003:Thread.Sleep(1)|};
            Use({|UTR1004:task|});
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task ClosureThatRunsLaterSleeps_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            Action later = () => Thread.Sleep(1);
            Use(task);
            GC.KeepAlive(later);
        }
        """);
}
