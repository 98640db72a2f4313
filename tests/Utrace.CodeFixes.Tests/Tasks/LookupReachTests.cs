using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001: how far the section around a lookup reaches.</summary>
public class LookupReachTests
{
    [Fact]
    public Task LocalUsedInTheNextStatements() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            if (task is null)
                return;
            Console.WriteLine(task.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null)
                    return;
                Console.WriteLine(task.Comm);
            }
            Console.WriteLine("done");
            """));

    [Fact]
    public Task SingleStatement() => Verify.Makes(
        Method("""
            Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));

    [Fact]
    public Task PatternInIf() => Verify.Makes(
        Method("""
            if ({|UTR1001:pid.Task()|} is { IsExiting: false } task)
            {
                Console.WriteLine(task.Comm);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is { IsExiting: false } task)
                {
                    Console.WriteLine(task.Comm);
                }
            }
            """));

    [Fact]
    public Task NegatedPatternWithUsesBelow() => Verify.Makes(
        Method("""
            if ({|UTR1001:pid.Task()|} is not { } task)
                return;

            // The name first.
            Console.WriteLine(task.Comm);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;

                // The name first.
                Console.WriteLine(task.Comm);
            }
            """));

    [Fact]
    public Task ValueUsedBelowIsDeclaredAbove() => Verify.Makes(
        Method("""
            var name = {|UTR1001:pid.Task()|}?.Comm;
            Console.WriteLine("found");
            Console.WriteLine(name);
            """),
        Method("""
            string? name;
            using (Rcu.EnterReadScope())
            {
                name = pid.Task()?.Comm;
            }
            Console.WriteLine("found");
            Console.WriteLine(name);
            """));

    [Fact]
    public Task SureValueUsedBelowNeedsNoQuestionMark() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            var name = task is null ? "none" : task.Comm;
            Console.WriteLine(name.Length);
            """),
        Method("""
            string name;
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                name = task is null ? "none" : task.Comm;
            }
            Console.WriteLine(name.Length);
            """));

    [Fact]
    public Task ExplicitTypeUsedBelowIsKept() => Verify.Makes(
        Method("""
            int tgid = {|UTR1001:pid.Task()|}?.Tgid ?? 0;
            Console.WriteLine(tgid);
            """),
        Method("""
            int tgid;
            using (Rcu.EnterReadScope())
            {
                tgid = pid.Task()?.Tgid ?? 0;
            }
            Console.WriteLine(tgid);
            """));

    [Fact]
    public Task OutVariableUsedBelowExtendsTheSection() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid, Dictionary<int, string> names)
            {
                names.TryGetValue({|UTR1001:pid.Task()|}?.Pid ?? 0, out var name);
                Console.WriteLine(name);
                Console.WriteLine("done");
            }
            """),
        Module("""
            public void Run(PidHandle pid, Dictionary<int, string> names)
            {
                using (Rcu.EnterReadScope())
                {
                    names.TryGetValue(pid.Task()?.Pid ?? 0, out var name);
                    Console.WriteLine(name);
                }
                Console.WriteLine("done");
            }
            """));

    [Fact]
    public Task TaskFoundThroughATask() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            if (task is null)
                return;
            var leader = {|UTR1001:task.GroupLeader|};
            Console.WriteLine(leader.Comm);
            Console.WriteLine(nr);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null)
                    return;
                var leader = task.GroupLeader;
                Console.WriteLine(leader.Comm);
            }
            Console.WriteLine(nr);
            """));

    [Fact]
    public Task SeveralLookupsInOneMethod() => Verify.Makes(
        Method("""
            Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            Console.WriteLine(nr);
            Console.WriteLine({|UTR1001:pid.Task()|}?.Pid);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            Console.WriteLine(nr);
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Pid);
            }
            """));

    [Fact]
    public Task DeclaredAboveAndUsedBelowABranch() => Verify.Makes(
        Method("""
            TaskStruct? task = null;
            if (nr > 0)
            {
                task = {|UTR1001:pid.Task()|};
            }
            Console.WriteLine(task?.Comm);
            """),
        Method("""
            TaskStruct? task = null;
            using (Rcu.EnterReadScope())
            {
                if (nr > 0)
                {
                    task = pid.Task();
                }
                Console.WriteLine(task?.Comm);
            }
            """));

    [Fact]
    public Task CallOfAMethodThatLooksUp() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid)
            {
                {|UTR1001:Print(pid)|};
            }

            private static void Print(PidHandle pid) => Console.WriteLine(pid.Task()?.Comm);
            """),
        Module("""
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Print(pid);
                }
            }

            private static void Print(PidHandle pid) => Console.WriteLine(pid.Task()?.Comm);
            """));

    [Fact]
    public Task EachCallerOfAMethodThatLooksUp() => Verify.Makes(
        Module("""
            public void One(PidHandle pid)
            {
                {|UTR1001:Print(pid)|};
            }

            public void Other(PidHandle pid) => {|UTR1001:Print(pid)|};

            private static void Print(PidHandle pid)
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """),
        Module("""
            public void One(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Print(pid);
                }
            }

            public void Other(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Print(pid);
                }
            }

            private static void Print(PidHandle pid)
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            """));
}
