namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1002: what may be done with a task whose section has ended.</summary>
public sealed class NoUseOfAnEndedTaskTests
{
    [Theory]
    [InlineData("Log(task is null);")]
    [InlineData("Log(task is not null);")]
    [InlineData("Log(task == null);")]
    [InlineData("Log(null != task);")]
    [InlineData("Log(task is { });")]
    [InlineData("if (task is { } alive) Work();")]
    [InlineData("if (task is not { } alive) return;")]
    [InlineData("Log(nameof(task));")]
    [InlineData("Log(nameof(task.Pid));")]
    [InlineData("Log(task == other);")]
    [InlineData("Log(task != other);")]
    [InlineData("Log(task == TaskStruct.Current);")]
    [InlineData("var copy = task;")]
    [InlineData("TaskStruct? copy; copy = task;")]
    [InlineData("task = null;")]
    [InlineData("task = TaskStruct.Current; Use(task);")]
    [InlineData("task ??= null;")]
    [InlineData("_ = task;")]
    [InlineData("_ = engine.Control(task, ResumeAction.Resume);")]
    [InlineData("_ = engine.SetEvents(task!, UtraceEvents.Reap);")]
    [InlineData("_ = engine.Barrier(task);")]
    [InlineData("_ = engine.Control(flag ? task : null, ResumeAction.Resume);")]
    public Task NoUseOfAnEndedTask_DoesNotTrigger(string statement) => Verify.Body($$"""
        TaskStruct? task, other;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            other = pid.Task(PidType.Tgid);
        }
        {{statement}}
        """);

    [Theory]
    [InlineData("Use({|UTR1002:task|});")]
    [InlineData("Log({|UTR1002:task|}!.Pid);")]
    [InlineData("if (task is { } alive) Log({|UTR1002:alive|}.Pid);")]
    [InlineData("if (task is not { } alive) return; Use({|UTR1002:alive|});")]
    [InlineData("if (task == null || {|UTR1002:task|}.IsExiting) return;")]
    [InlineData("if (task is null) return; Log({|UTR1002:task|}.Pid);")]
    [InlineData("var copy = task; Use({|UTR1002:copy|});")]
    [InlineData("TaskStruct? copy; copy = task; Use({|UTR1002:copy|});")]
    [InlineData("Use({|UTR1002:task|}); task = null;")]
    [InlineData("task ??= TaskStruct.Current; Use({|UTR1002:task|});")]
    [InlineData("_ = engine.Control({|UTR1002:task|}!.GetHashCode() > 0 ? null : task, ResumeAction.Resume);")]
    [InlineData("_ = engine.Control(pid, {|UTR1002:task|}!.IsExiting ? ResumeAction.Detach : ResumeAction.Stop);")]
    [InlineData("string[] names = [{|UTR1002:task|}!.Comm];")]
    [InlineData("for (var i = 0; i < {|UTR1002:task|}!.Pid; i++) Work();")]
    [InlineData("while (!{|UTR1002:task|}!.IsExiting) Work();")]
    [InlineData("var name = flag ? {|UTR1002:task|}!.Comm : null;")]
    public Task UseOfAnEndedTask_Triggers(string statement) => Verify.Body($$"""
        TaskStruct? task, other;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            other = pid.Task(PidType.Tgid);
        }
        {{statement}}
        """);
}
