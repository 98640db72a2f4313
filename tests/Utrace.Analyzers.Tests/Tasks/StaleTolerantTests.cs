namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1001: the calls that look at the engine first may be given a stale task, if it goes straight in.</summary>
public sealed class StaleTolerantTests
{
    [Theory]
    [InlineData("engine.Control(pid.Task(), ResumeAction.Stop)")]
    [InlineData("engine.SetEvents(pid.Task(), UtraceEvents.Quiesce | UtraceEvents.Reap)")]
    [InlineData("engine.Barrier(pid.Task())")]
    [InlineData("engine.Barrier(pid.Task(), CancellationToken.None)")]
    [InlineData("engine.PrepareExamine(pid.Task(), new Examiner())")]
    [InlineData("engine.FinishExamine(pid.Task(), new Examiner())")]
    [InlineData("engine.Control(action: ResumeAction.Stop, task: pid.Task())")]
    [InlineData("engine.Control((pid.Task()), ResumeAction.Stop)")]
    [InlineData("engine.Control(pid.Task()!, ResumeAction.Stop)")]
    [InlineData("engine.Control((TaskStruct?)pid.Task(), ResumeAction.Stop)")]
    [InlineData("engine.Control(flag ? pid.Task() : null, ResumeAction.Stop)")]
    [InlineData("engine.Control(flag ? pid.Task() : pid.Task(PidType.Tgid), ResumeAction.Stop)")]
    [InlineData("engine.Control(pid.Task() ?? TaskStruct.Current, ResumeAction.Stop)")]
    [InlineData("engine.Control(pid.Task() ?? pid.Task(PidType.Tgid), ResumeAction.Stop)")]
    [InlineData("engine.Control(TaskStruct.Current.RealParent, ResumeAction.Stop)")]
    [InlineData("engine.Control(TaskStruct.Current.GroupLeader, ResumeAction.Stop)")]
    public Task LookupStraightIntoAStaleTolerantArgument_DoesNotTrigger(string call) => Verify.Body($"""
        _ = {call};
        """);

    [Fact]
    public Task ConditionalLookupStraightIntoAStaleTolerantArgument_DoesNotTrigger() => Verify.Members("""
        public Errno Stop(UtraceEngine engine, PidHandle? maybe) => engine.Control(maybe?.Task(), ResumeAction.Stop);
        """);

    [Fact]
    public Task LookupThroughALocal_Triggers() => Verify.Body("""
        var task = {|UTR1001:pid.Task()|};
        _ = engine.Control(task, ResumeAction.Stop);
        """);

    [Fact]
    public Task LookupAssignedInsideTheArgument_Triggers() => Verify.Body("""
        TaskStruct? task;
        _ = engine.Control(task = {|UTR1001:pid.Task()|}, ResumeAction.Stop);
        """);

    [Fact]
    public Task ReceiverOfALookupThatGoesStraightIn_Triggers() => Verify.Body("""
        _ = engine.Control({|UTR1001:pid.Task()|}!.GroupLeader, ResumeAction.Stop);
        """);

    [Fact]
    public Task LookupInAnotherArgument_Triggers() => Verify.Body("""
        _ = engine.Control(pid, {|UTR1001:pid.Task()|}!.IsExiting ? ResumeAction.Detach : ResumeAction.Stop);
        """);

    [Fact]
    public Task LookupInTheConditionOfAStaleTolerantArgument_Triggers() => Verify.Body("""
        _ = engine.Control({|UTR1001:pid.Task()|} is null ? TaskStruct.Current : null, ResumeAction.Stop);
        """);

    [Fact]
    public Task LookupIntoAnOrdinaryArgument_Triggers() => Verify.Body("""
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task LookupIntoAUsersOwnStaleTolerantParameter_DoesNotTrigger() => Verify.Source("""
        public sealed class Session(UtraceEngine engine)
        {
            public Errno Stop([StaleTolerant] TaskStruct? task) => engine.Control(task, ResumeAction.Stop);
        }

        public static class Program
        {
            public static void StopAll(Session session, PidHandle pid) => session.Stop(pid.Task());
        }
        """);

    [Fact]
    public Task LookupIntoAUsersOwnPlainParameter_Triggers() => Verify.Source("""
        public sealed class Session(UtraceEngine engine)
        {
            public Errno Stop(TaskStruct? task) => engine.Control(task, ResumeAction.Stop);
        }

        public static class Program
        {
            public static void StopAll(Session session, PidHandle pid) => session.Stop({|UTR1001:pid.Task()|});
        }
        """);

    [Fact]
    public Task StaleTolerantParameterOfAnImplementedInterface_DoesNotTrigger() => Verify.Source("""
        public interface ISession
        {
            Errno Stop([StaleTolerant] TaskStruct? task);
        }

        public sealed class Session(UtraceEngine engine) : ISession
        {
            public Errno Stop(TaskStruct? task) => engine.Control(task, ResumeAction.Stop);
        }

        public static class Program
        {
            public static void StopAll(Session session, PidHandle pid) => session.Stop(pid.Task());
        }
        """);

    [Fact]
    public Task AttachTaskByALookupWithoutSection_TriggersOnlyAtTheLookup() => Verify.Body("""
        using var attached = UtraceEngine.AttachTask({|UTR1001:pid.Task()|}, AttachFlags.Create, ops);
        """);

    [Fact]
    public Task ControlInTheMiddleOfAnExpression_DoesNotTrigger() => Verify.Body("""
        if (engine.Control(pid.Task(), ResumeAction.Stop) is Errno.EINPROGRESS or Errno.None && engine.Barrier(pid.Task()) == Errno.None)
            Work();
        """);
}
