namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1007: after an exec one thread can have two tasks, so what was looked up at different times is not compared.</summary>
public sealed class ComparedTasksTests
{
    private const string Twice = """
        TaskStruct? first, second;
        using (Rcu.EnterReadScope())
            first = pid.Task();
        using (Rcu.EnterReadScope())
        {
            second = pid.Task();
            
        """;

    [Theory]
    [InlineData("Log({|UTR1007:first == second|});")]
    [InlineData("Log({|UTR1007:first != second|});")]
    [InlineData("if ({|UTR1007:second == first|}) Work();")]
    [InlineData("Log({|UTR1007:ReferenceEquals(first, second)|});")]
    [InlineData("if ({|UTR1007:ReferenceEquals(first, second)|}) Work();")]
    [InlineData("Log({|UTR1007:Equals(first, second)|});")]
    [InlineData("Log({|UTR1007:object.Equals(second, first)|});")]
    [InlineData("if (second is { } it && {|UTR1007:it.Equals(first)|}) Work();")]
    [InlineData("if (first is { } it) Log({|UTR1007:it.Equals(second)|});")]
    [InlineData("Log({|UTR1007:EqualityComparer<TaskStruct>.Default.Equals(first, second)|});")]
    [InlineData("Log({|UTR1007:(object?)first == second|});")]
    [InlineData("var copy = first; Log({|UTR1007:copy == second|});")]
    [InlineData("Log(flag && {|UTR1007:first == second|});")]
    [InlineData("Log({|UTR1007:first == pid.Task()|});")]
    [InlineData("while ({|UTR1007:first != second|} && flag) Work();")]
    [InlineData("var same = {|UTR1007:first == second|} ? 1 : 2; Log(same);")]
    public Task TaskOfAnEndedSectionComparedWithOneOfThis_Triggers(string statement) => Verify.Body(Twice + statement + "\n}");

    [Theory]
    [InlineData("Log(first == null); Log(null == second); Log(first is null);")]
    [InlineData("Log(second?.Pid == null);")]
    [InlineData("Log(second == TaskStruct.Current);")]
    [InlineData("Log(first == TaskStruct.Current);")]
    [InlineData("var third = pid.Task(PidType.Tgid); Log(second == third);")]
    [InlineData("var third = pid.Task(PidType.Tgid); Log(ReferenceEquals(third, second)); Log(Equals(second, third));")]
    [InlineData("Log(second?.GroupLeader == second);")]
    [InlineData("using (Rcu.EnterReadScope()) Log(pid.Task(PidType.Tgid) == second);")]
    [InlineData("var copy = second; Log(copy == second);")]
    [InlineData("first = pid.Task(); Log(first == second);")]
    [InlineData("second = first; Log(first == second);")]
    [InlineData("if (first is null) Log(first == second);")]
    [InlineData("Log(second?.Pid == nr);")]
    [InlineData("using var held = second?.GetPid(); Log(pid.Equals(held)); Log(Equals(pid, held));")]
    [InlineData("Log(Equals(nr, 1)); Log(\"a\".Equals(\"b\"));")]
    [InlineData("object? other = flag; Log(Equals(other, second));")]
    public Task OneSectionOrNoTask_DoesNotTrigger(string statement) =>
        Verify.Body(Twice + statement + "\n}");

    [Fact]
    public Task BothEndedInDifferentSections_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        var first = pid.Task();
        Rcu.ReadUnlock();
        Rcu.ReadLock();
        var second = pid.Task(PidType.Tgid);
        Rcu.ReadUnlock();
        Log({|UTR1007:first == second|});
        """);

    [Fact]
    public Task BothEndedInOneSection_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        var first = pid.Task();
        using (Rcu.EnterReadScope())
            _ = 1;
        var second = pid.Task(PidType.Tgid);
        Rcu.ReadUnlock();
        Log(first == second);
        """);

    [Fact]
    public Task TaskOfTheTurnBefore_Triggers() => Verify.Body("""
        TaskStruct? before = null;
        while (flag)
        {
            TaskStruct? now;
            using (Rcu.EnterReadScope())
                now = pid.Task();
            if ({|UTR1007:now == before|})
                Work();
            before = now;
        }
        """);

    [Fact]
    public Task TaskOfTheTurnBeforeInOneSection_DoesNotTrigger() => Verify.Body("""
        TaskStruct? before = null;
        using (Rcu.EnterReadScope())
            for (var i = 0; i < nr; i++)
            {
                var now = pid.Task();
                if (now == before)
                    Work();
                before = now;
            }
        Work();
        """);

    [Fact]
    public Task BlockedBetweenTheLookups_Triggers() => Verify.Members("""
        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var first = pid.Task();
            {|UTR4003:Wait()|};
            var second = pid.Task();
            Log({|UTR1007:first == second|});
            Rcu.ReadUnlock();
        }

        [MayBlock]
        public static void Wait() { }
        """);

    [Fact]
    public Task BlockedAfterBothLookups_DoesNotTrigger() => Verify.Members("""
        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var first = pid.Task();
            var second = pid.Task(PidType.Tgid);
            {|UTR4003:Wait()|};
            Log(first == second);
            Rcu.ReadUnlock();
        }

        [MayBlock]
        public static void Wait() { }
        """);

    [Fact]
    public Task AwaitBetweenTheLookups_Triggers() => Verify.Members("""
        public async Task<bool> Run(PidHandle pid)
        {
            TaskStruct? first;
            using (Rcu.EnterReadScope())
                first = pid.Task();
            await Task.Yield();
            TaskStruct? second;
            using (Rcu.EnterReadScope())
                second = pid.Task();
            return {|UTR1007:first == second|};
        }
        """);

    [Fact]
    public Task TaskThatACallbackIsHandedComparedWithAnEndedOne_Triggers() => Verify.Source("""
        public sealed class Ops(PidHandle pid) : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                TaskStruct? known;
                using (Rcu.EnterReadScope())
                    known = pid.Task();
                return {|UTR1007:child == known|} ? ResumeAction.Stop : action;
            }
        }
        """);

    [Fact]
    public Task TaskThatACallbackIsHandedComparedInASection_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops(PidHandle pid) : UtraceEngineOps
        {
            public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child)
            {
                using (Rcu.EnterReadScope())
                    return child == pid.Task() ? ResumeAction.Stop : action;
            }
        }
        """);

    [Fact]
    public Task TypeThatSaysItselfWhatEqualIs_IsUsedByIt() => Verify.Source("""
        [RcuProtected]
        public sealed class Node
        {
            public int Key { get; init; }
            [RequiresReadLock] public static Node? Find(int key) => null;
            public override bool Equals(object? other) => other is Node node && node.Key == Key;
            public override int GetHashCode() => Key;
        }

        public class Module
        {
            public void Run()
            {
                Node? first;
                using (Rcu.EnterReadScope())
                    first = Node.Find(1);
                using (Rcu.EnterReadScope())
                    if (Node.Find(1) is { } second)
                        Log(second.Equals({|UTR1002:first|}));
            }
        }
        """);
}
