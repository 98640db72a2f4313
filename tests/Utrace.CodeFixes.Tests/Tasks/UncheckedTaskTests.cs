using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UncheckedTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1006: a null check, in the form that the place asks for.</summary>
public class UncheckedTaskTests
{
    private const string Off = "#nullable disable\n";

    private static string InASection(string statements) => Off + Method("using var scope = Rcu.EnterReadScope();\n" + statements);

    private static string Members(string members) => Off + Module(members);

    [Fact]
    public Task ValueThatIsReturned() => Verify.Makes(
        Members("""
            public string NameOf(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                return {|UTR1006:pid.Task()|}.Comm;
            }
            """),
        Members("""
            public string NameOf(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                return pid.Task()?.Comm;
            }
            """));

    [Fact]
    public Task CallThatIsAStatement() => Verify.Makes(
        InASection("{|UTR1006:pid.Task()|}.ToString();"),
        InASection("pid.Task()?.ToString();"));

    [Fact]
    public Task ChainOfMembers() => Verify.Makes(
        InASection("Console.WriteLine({|UTR1006:pid.Task()|}.Comm.Trim());"),
        InASection("Console.WriteLine(pid.Task()?.Comm.Trim());"));

    [Fact]
    public Task BodyThatIsAnExpression() => Verify.Makes(
        Members("""
            [RequiresReadLock]
            public string NameOf(PidHandle pid) => {|UTR1006:pid.Task()|}.Comm;
            """),
        Members("""
            [RequiresReadLock]
            public string NameOf(PidHandle pid) => pid.Task()?.Comm;
            """));

    [Fact]
    public Task LocalOfAMethodThatGivesNothing() => Verify.Makes(
        InASection("""
            var task = pid.Task();
            Console.WriteLine({|UTR1006:task|}.Pid);
            Console.WriteLine(task.Comm);
            """),
        InASection("""
            var task = pid.Task();
            if (task is null)
                return;
            Console.WriteLine(task.Pid);
            Console.WriteLine(task.Comm);
            """));

    [Fact]
    public Task LocalThatIsAskedInTheStyleOfTheFile() => Verify.Makes(
        InASection("""
            if (engine == null)
                return;
            var task = pid.Task();
            Console.WriteLine({|UTR1006:task|}.Pid);
            """),
        InASection("""
            if (engine == null)
                return;
            var task = pid.Task();
            if (task == null)
                return;
            Console.WriteLine(task.Pid);
            """));

    [Fact]
    public Task MethodThatAnswersYesOrNo() => Verify.Makes(
        Members("""
            public bool IsLeader(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                return {|UTR1006:task|}.Pid == task.Tgid;
            }
            """),
        Members("""
            public bool IsLeader(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                if (task is null)
                    return false;
                return task.Pid == task.Tgid;
            }
            """));

    [Fact]
    public Task MethodThatAnswersWithAnError() => Verify.Makes(
        Members("""
            public Errno Show(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Console.WriteLine({|UTR1006:task|}.Pid);
                return Errno.None;
            }
            """),
        Members("""
            public Errno Show(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                if (task is null)
                    return Errno.ESRCH;
                Console.WriteLine(task.Pid);
                return Errno.None;
            }
            """));

    [Fact]
    public Task MethodThatMayGiveNull() => Verify.Makes(
        Members("""
            public int? NumberOf(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                TaskStruct task = pid.Task();
                return {|UTR1006:task|}.Pid;
            }
            """),
        Members("""
            public int? NumberOf(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                TaskStruct task = pid.Task();
                if (task is null)
                    return null;
                return task.Pid;
            }
            """));

    [Fact]
    public Task LookupInALoop() => Verify.Makes(
        Members("""
            public void Show(List<PidHandle> pids)
            {
                using var scope = Rcu.EnterReadScope();
                foreach (var pid in pids)
                {
                    var task = pid.Task();
                    Console.WriteLine({|UTR1006:task|}.Pid);
                }
            }
            """),
        Members("""
            public void Show(List<PidHandle> pids)
            {
                using var scope = Rcu.EnterReadScope();
                foreach (var pid in pids)
                {
                    var task = pid.Task();
                    if (task is null)
                        continue;
                    Console.WriteLine(task.Pid);
                }
            }
            """));

    [Fact]
    public Task LookupInTheMiddleOfAStatement() => Verify.Makes(
        InASection("Console.WriteLine({|UTR1006:pid.Task()|}.Pid);"),
        InASection("""
            var task = pid.Task();
            if (task is null)
                return;
            Console.WriteLine(task.Pid);
            """));

    [Fact]
    public Task ArgumentOfAMethodThatReachesIntoIt() => Verify.Makes(
        Members("""
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Show({|UTR1006:task|});
            }

            private static void Show(TaskStruct task) => Console.WriteLine(task.Comm);
            """),
        Members("""
            public void Run(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                if (task is null)
                    return;
                Show(task);
            }

            private static void Show(TaskStruct task) => Console.WriteLine(task.Comm);
            """));

    [Fact]
    public Task EachOfTwoBranches() => Verify.Makes(
        InASection("""
            var task = pid.Task();
            if (nr > 0)
                Console.WriteLine({|UTR1006:task|}.Pid);
            else
                Console.WriteLine({|UTR1006:task|}.Tgid);
            """),
        InASection("""
            var task = pid.Task();
            if (nr > 0)
            {
                if (task is null)
                    return;
                Console.WriteLine(task.Pid);
            }
            else
            {
                if (task is null)
                    return;
                Console.WriteLine(task.Tgid);
            }
            """));

    [Fact]
    public Task WrappedAsTheSecondChoice() => Verify.Makes(
        1,
        InASection("""
            var task = pid.Task();
            // What it is.
            Console.WriteLine({|UTR1006:task|}.Pid);
            Console.WriteLine();
            Console.WriteLine(task.Comm);
            Console.WriteLine("done");
            """),
        InASection("""
            var task = pid.Task();
            if (task is not null)
            {
                // What it is.
                Console.WriteLine(task.Pid);
                Console.WriteLine();
                Console.WriteLine(task.Comm);
            }
            Console.WriteLine("done");
            """));

    [Fact]
    public Task WrappedWhereTheMethodHasToGiveANumber() => Verify.Makes(
        Members("""
            public int Show(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                Console.WriteLine({|UTR1006:task|}.Pid);
                return 1;
            }
            """),
        Members("""
            public int Show(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                if (task is not null)
                {
                    Console.WriteLine(task.Pid);
                }
                return 1;
            }
            """));

    [Fact]
    public Task WrappedWhereAReturnWouldLeaveTheSectionOpen() => Verify.Makes(
        Off + Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            Console.WriteLine({|UTR1006:task|}.Pid);
            Rcu.ReadUnlock();
            """),
        Off + Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            if (task is not null)
            {
                Console.WriteLine(task.Pid);
            }
            Rcu.ReadUnlock();
            """));

    [Fact]
    public Task UnderConditionalAccess_TheNextUseIsAskedAsWell() => Verify.Makes(
        InASection("""
            var task = pid.Task();
            Console.WriteLine(task?.Comm);
            Console.WriteLine({|UTR1006:task|}.Pid);
            """),
        InASection("""
            var task = pid.Task();
            Console.WriteLine(task?.Comm);
            if (task is null)
                return;
            Console.WriteLine(task.Pid);
            """));

    [Fact]
    public Task NumberThatIsReturned_IsNotFixed() => Verify.OffersNothing(
        Members("""
            public int NumberOf(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                return {|UTR1006:task|}.Pid;
            }
            """));

    [Fact]
    public Task LocalThatIsWantedBehind_IsNotFixed() => Verify.OffersNothing(
        Members("""
            public int NumberOf(PidHandle pid)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                var number = {|UTR1006:task|}.Pid;
                return number;
            }
            """));

    [Fact]
    public Task UseBehindACondition_IsNotFixed() => Verify.OffersNothing(
        InASection("""
            var task = pid.Task();
            Console.WriteLine(nr > 0 && {|UTR1006:task|}.IsExiting);
            """));

    [Fact]
    public Task LookupBehindAnotherCall_IsNotFixed() => Verify.OffersNothing(
        InASection("""
            Console.WriteLine("{0} {1}", Environment.GetCommandLineArgs(), {|UTR1006:pid.Task()|}.Pid);
            """));

    [Fact]
    public Task ConditionOfALoop_IsNotFixed() => Verify.OffersNothing(
        InASection("""
            var task = pid.Task();
            while ({|UTR1006:task|}.IsExiting)
                task = pid.Task();
            """));

    [Fact]
    public Task OutParameterThatIsNotSetYet_IsNotFixed() => Verify.OffersNothing(
        Members("""
            public bool TryGet(PidHandle pid, out int number)
            {
                using var scope = Rcu.EnterReadScope();
                var task = pid.Task();
                number = {|UTR1006:task|}.Pid;
                return true;
            }
            """));
}
