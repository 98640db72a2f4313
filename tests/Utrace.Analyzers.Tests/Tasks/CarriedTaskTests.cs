namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>Tasks that are kept by something that is no field and no variable: a parameter that lives on, an engine's data, a query.</summary>
public sealed class CarriedTaskTests
{
    [Fact]
    public Task PrimaryConstructorParameterThatAMemberUses_Triggers() => Verify.Source("""
        public sealed class Target(TaskStruct {|UTR1003:task|}, PidHandle pid)
        {
            public int Number => task.Pid + pid.Number;
        }
        """);

    [Fact]
    public Task PrimaryConstructorParameterThatIsOnlyRead_DoesNotTrigger() => Verify.Source("""
        public sealed class Target(TaskStruct task)
        {
            public int Number { get; } = task.Pid;

            public static string Describe(TaskStruct task) => task.Comm;

            public int Other()
            {
                var task = TaskStruct.Current;
                return task.Pid;
            }
        }
        """);

    [Fact]
    public Task PrimaryConstructorParameterThatAFieldKeeps_TriggersOnlyAtTheField() => Verify.Source("""
        public sealed class Target(TaskStruct task)
        {
            private readonly TaskStruct {|UTR1003:kept|} = task;

            public override string ToString() => kept.Comm;
        }
        """);

    [Fact]
    public Task TaskAsTheDataOfAnEngine_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            using var made = {|UTR4003:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, {|UTR1003:task|})|};
        }
        """);

    [Fact]
    public Task PidAsTheDataOfAnEngine_DoesNotTrigger() => Verify.Body("""
        using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, pid.Get());
        using var other = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, TaskStruct.Current);
        """);

    [Fact]
    public Task ListOfAQueryReturnedOutOfTheSection_Triggers() => Verify.Members("""
        public List<TaskStruct> All(IEnumerable<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
                return {|UTR1003:pids.Select(pid => pid.Task()).OfType<TaskStruct>().ToList()|};
        }
        """);

    [Fact]
    public Task NumbersOfAQueryReturnedOutOfTheSection_DoesNotTrigger() => Verify.Members("""
        public List<int> All(IEnumerable<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
                return pids.Select(pid => pid.Task()).OfType<TaskStruct>().Select(task => task.Pid).ToList();
        }
        """);

    [Fact]
    public Task MethodGroupOfATaskThatRunsLater_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                _ = Task.Run({|UTR1003:task|}.ToString);
        }
        """);

    [Fact]
    public Task MethodGroupOfATaskThatRunsNow_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
                Log(new[] { TaskStruct.Current }.Count(task.Equals));
            _ = Task.Run(TaskStruct.Current.ToString);
        }
        """);
}
