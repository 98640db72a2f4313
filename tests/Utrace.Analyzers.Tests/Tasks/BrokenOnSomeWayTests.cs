namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>A task whose section is broken on some way only: it ends with the section all the same.</summary>
public sealed class BrokenOnSomeWayTests
{
    [Fact]
    public Task UseAfterASectionThatALambdaMayHaveBroken_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Array.ForEach([1, 2], number =>
            {
                using var made = {|UTR4003:UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops)|};
            });
        }
        Use({|UTR1002:task|});
        """);

    [Fact]
    public Task UseInASectionThatALambdaMayHaveBroken_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            Array.ForEach([1, 2], number =>
            {
                using var made = {|UTR4003:UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops)|};
            });
            Use({|UTR1004:task|});
        }
        """);

    [Fact]
    public Task TaskOfTheCallerBeyondASectionOfTheBody_IsBrokenNotEnded() => Verify.Members("""
        private static void Attach(UtraceEngineOps ops, TaskStruct task)
        {
            for (var i = 0; i < 2; i++)
                using (Rcu.EnterReadScope())
                {
                    using var made = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, ops);
                }
            Use({|UTR1004:task|});
        }
        """);
}
