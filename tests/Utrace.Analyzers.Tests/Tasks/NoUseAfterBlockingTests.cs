namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1004: what is fine after a blocking call, and what does not block.</summary>
public sealed class NoUseAfterBlockingTests
{
    [Fact]
    public Task LookupAgainAfterTheSleep_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Use(pid.Task());
        Thread.Sleep(1);
        using (Rcu.EnterReadScope())
            Use(pid.Task());
        """);

    [Fact]
    public Task VariableThatIsLookedUpAgain_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct task, PidHandle pid)
        {
            Log(task.Pid);
            Thread.Sleep(1);
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } again)
                    return;
                task = again;
                Log(task.Pid);
            }
        }
        """);

    [Fact]
    public Task UseBeforeTheSleep_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            Log(task.Pid);
            Thread.Sleep(1);
        }
        """);

    [Fact]
    public Task WhatWasReadBefore_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct task)
        {
            var name = task.Comm;
            Thread.Sleep(1);
            Log(name);
        }
        """);

    [Fact]
    public Task NoUseOfABrokenTask_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct? task, TaskStruct? other, UtraceEngine engine)
        {
            Thread.Sleep(1);
            if (task is null || other == null)
                return;
            if (task is { })
                Log(nameof(task));
            Log(task == other);
            var alias = task;
            Log(alias is null);
            _ = engine.Control(task, ResumeAction.Resume);
        }
        """);

    [Fact]
    public Task CurrentAfterASleep_DoesNotTrigger() => Verify.Members("""
        public void Follow([AlwaysValid] TaskStruct own)
        {
            var current = TaskStruct.Current;
            Thread.Sleep(1);
            Log(current.Pid);
            Log(own.Pid);
        }
        """);

    [Fact]
    public Task UnreapedChildAfterASleep_DoesNotTrigger() => Verify.Body("""
        TaskStruct child;
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is not { } task)
                return;
            child = task.AsUnreapedChild();
        }
        Thread.Sleep(1);
        Log(child.Pid);
        """);

    [Fact]
    public Task CloneChildAfterAnAttach_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                using var attached = UtraceEngine.AttachTask(child, AttachFlags.Create, this);
                Log(child.Pid);
                return action;
            }
        }
        """);

    [Fact]
    public Task SleepOnAPathThatReturns_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct task, bool flag)
        {
            if (flag)
            {
                Thread.Sleep(1);
                return;
            }
            Log(task.Pid);
        }
        """);

    [Fact]
    public Task SleepUnderTheOtherSideOfTheFlag_DoesNotTrigger() => Verify.Members("""
        public void Follow(TaskStruct task, bool flag)
        {
            if (flag)
                Thread.Sleep(1);
            if (!flag)
                Log(task.Pid);
        }
        """);

    [Theory]
    [InlineData("_ = Task.Run(() => Thread.Sleep(1));")]
    [InlineData("_ = Task.Delay(1);")]
    [InlineData("Thread.Yield();")]
    [InlineData("Thread.Sleep(0);")]
    [InlineData("lock (pid) Work();")]
    [InlineData("Console.WriteLine(nr);")]
    [InlineData("_ = engine.Control(pid, ResumeAction.Resume);")]
    [InlineData("_ = engine.SetEvents(pid, UtraceEvents.Quiesce);")]
    [InlineData("Rcu.Call(() => Thread.Sleep(1));")]
    public Task CallThatDoesNotSleep_DoesNotTrigger(string call) => Verify.Body($$"""
        using var scope = Rcu.EnterReadScope();
        if (pid.Task() is not { } task)
            return;
        {{call}}
        Log(task.Pid);
        """);
}
