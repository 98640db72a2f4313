using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.ComparedTasksFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1007: the pids are compared in the place of the tasks.</summary>
public class ComparedTasksTests
{
    private static string Twice(string statement) => Module($$"""
        public void Run(PidHandle pid, PidHandle other, PidHandle? maybe)
        {
            TaskStruct? first, second, third = null;
            using (Rcu.EnterReadScope())
                first = pid.Task();
            using (Rcu.EnterReadScope())
            {
                second = other.Task();
                third = maybe?.Task();
                {{statement}}
            }
        }
        """);

    private static Task Makes(string before, string after) => Verify.Makes(Twice(before), Twice(after));

    [Fact]
    public Task Equality() => Makes(
        "Console.WriteLine({|UTR1007:first == second|});", "Console.WriteLine(pid.Equals(other));");

    [Fact]
    public Task Inequality() => Makes(
        "Console.WriteLine({|UTR1007:second != first|});", "Console.WriteLine(!other.Equals(pid));");

    [Fact]
    public Task SameReferences() => Makes(
        "Console.WriteLine({|UTR1007:ReferenceEquals(first, second)|});", "Console.WriteLine(pid.Equals(other));");

    [Fact]
    public Task EqualsOfTwo() => Makes(
        "Console.WriteLine({|UTR1007:object.Equals(second, first)|});", "Console.WriteLine(other.Equals(pid));");

    [Fact]
    public Task Comparer() => Makes(
        "Console.WriteLine({|UTR1007:EqualityComparer<TaskStruct>.Default.Equals(first, second)|});", "Console.WriteLine(pid.Equals(other));");

    [Fact]
    public Task Cast() => Makes(
        "Console.WriteLine({|UTR1007:(object?)first == second|});", "Console.WriteLine(pid.Equals(other));");

    [Fact]
    public Task Lookup() => Makes(
        "Console.WriteLine({|UTR1007:first == other.Task()|});", "Console.WriteLine(pid.Equals(other));");

    [Fact]
    public Task Condition() => Makes(
        "if ({|UTR1007:first != second|} && first is not null) Console.WriteLine();",
        "if (!pid.Equals(other) && first is not null) Console.WriteLine();");

    [Fact]
    public Task PidThatMayBeNull() => Makes(
        "Console.WriteLine({|UTR1007:first == third|});", "Console.WriteLine(pid.Equals(maybe));");

    [Fact]
    public Task PidThatMayBeNullInFront() => Makes(
        "Console.WriteLine({|UTR1007:third == first|});", "Console.WriteLine(Equals(maybe, pid));");

    [Fact]
    public Task OneMethodWithLocks() => Verify.Makes(
        Module("""
            public bool IsSame(PidHandle one, PidHandle other)
            {
                Rcu.ReadLock();
                var first = one.Task();
                Rcu.ReadUnlock();
                Rcu.ReadLock();
                var second = other.Task();
                Rcu.ReadUnlock();
                return {|UTR1007:first == second|};
            }
            """),
        Module("""
            public bool IsSame(PidHandle one, PidHandle other)
            {
                Rcu.ReadLock();
                var first = one.Task();
                Rcu.ReadUnlock();
                Rcu.ReadLock();
                var second = other.Task();
                Rcu.ReadUnlock();
                return one.Equals(other);
            }
            """));

    [Fact]
    public Task OnePid_IsNotFixed() => Verify.OffersNothing(
        Twice("Console.WriteLine({|UTR1007:first == pid.Task()|});"));

    [Fact]
    public Task TaskOfTheGroup_IsNotFixed() => Verify.OffersNothing(
        Twice("Console.WriteLine({|UTR1007:first == other.Task(PidType.Tgid)|});"));

    [Fact]
    public Task VariableThatIsAssignedTwice_IsNotFixed() => Verify.OffersNothing(
        Twice("second = other.Task(); Console.WriteLine({|UTR1007:first == second|});"));

    [Fact]
    public Task LeaderOfATask_IsNotFixed() => Verify.OffersNothing(
        Twice("Console.WriteLine({|UTR1007:first == TaskStruct.Current.GroupLeader|});"));

    [Fact]
    public Task TaskOfTheTurnBefore_IsNotFixed() => Verify.OffersNothing(
        Method("""
            TaskStruct? before = null;
            while (nr-- > 0)
            {
                TaskStruct? now;
                using (Rcu.EnterReadScope())
                    now = pid.Task();
                if ({|UTR1007:now == before|})
                    Console.WriteLine();
                before = now;
            }
            """));
}
