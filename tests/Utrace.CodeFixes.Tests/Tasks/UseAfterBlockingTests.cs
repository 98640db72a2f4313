using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UseAfterBlockingFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1004: the task is looked up again behind the call, or read before it.</summary>
public class UseAfterBlockingTests
{
    [Fact]
    public Task TaskThatWasLent() => Verify.Makes(
        Module("""
            public void Follow(TaskStruct task, SemaphoreSlim slots)
            {
                slots.Wait();
                Console.WriteLine({|UTR1004:task|}.Comm);
                Console.WriteLine(task.Pid);
            }
            """),
        Module("""
            public void Follow(TaskStruct task, SemaphoreSlim slots)
            {
                using var pid = task.GetPid();
                slots.Wait();
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } again)
                    {
                        Console.WriteLine(again.Comm);
                        Console.WriteLine(again.Pid);
                    }
                }
            }
            """));

    [Fact]
    public Task NamesThatAreTaken() => Verify.Makes(
        Module("""
            public void Follow(TaskStruct task, PidHandle pid, string again)
            {
                Thread.Sleep(1);
                Console.WriteLine({|UTR1004:task|}.Comm + again + pid.Number);
            }
            """),
        Module("""
            public void Follow(TaskStruct task, PidHandle pid, string again)
            {
                using var pid2 = task.GetPid();
                Thread.Sleep(1);
                using (Rcu.EnterReadScope())
                {
                    if (pid2.Task() is { } again2)
                    {
                        Console.WriteLine(again2.Comm + again + pid.Number);
                    }
                }
            }
            """));

    [Fact]
    public Task TaskOfAPidThatIsHeld() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;
                Console.WriteLine(task.Tgid);
                {|UTR4003:Thread.Sleep(1)|};
                Console.WriteLine({|UTR1004:task|}.Comm);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;
                Console.WriteLine(task.Tgid);
                {|UTR4003:Thread.Sleep(1)|};
                if (pid.Task() is { } again)
                {
                    Console.WriteLine(again.Comm);
                }
            }
            """));

    [Fact]
    public Task ArgumentOfACall() => Verify.Makes(
        Module("""
            public void Follow(TaskStruct task)
            {
                // Wait.
                Thread.Sleep(1);
                Show({|UTR1004:task|});
            }

            private static void Show(TaskStruct task) => Console.WriteLine(task.Comm);
            """),
        Module("""
            public void Follow(TaskStruct task)
            {
                using var pid = task.GetPid();
                // Wait.
                Thread.Sleep(1);
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } again)
                    {
                        Show(again);
                    }
                }
            }

            private static void Show(TaskStruct task) => Console.WriteLine(task.Comm);
            """));

    [Fact]
    public Task MethodThatRequiresASection() => Verify.Makes(
        Module("""
            [RequiresReadLock, MayBlock]
            public void Show(PidHandle pid)
            {
                if (pid.Task() is not { } task)
                    return;
                Thread.Sleep(1);
                Console.WriteLine({|UTR1004:task|}.Comm);
            }
            """),
        Module("""
            [RequiresReadLock, MayBlock]
            public void Show(PidHandle pid)
            {
                if (pid.Task() is not { } task)
                    return;
                Thread.Sleep(1);
                if (pid.Task() is { } again)
                {
                    Console.WriteLine(again.Comm);
                }
            }
            """));

    [Fact]
    public Task SleepOnOneWayOnly() => Verify.Makes(
        Module("""
            public void Follow(TaskStruct task, bool wait)
            {
                if (wait)
                    Thread.Sleep(1);
                Console.WriteLine({|UTR1004:task|}.Pid);
            }
            """),
        Module("""
            public void Follow(TaskStruct task, bool wait)
            {
                using var pid = task.GetPid();
                if (wait)
                    Thread.Sleep(1);
                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } again)
                    {
                        Console.WriteLine(again.Pid);
                    }
                }
            }
            """));

    [Fact]
    public Task ReadBeforeAsTheSecondChoice() => Verify.Makes(
        1,
        Module("""
            public void Follow(TaskStruct task)
            {
                Thread.Sleep(1);
                Console.WriteLine({|UTR1004:task|}.Comm);
                Console.WriteLine(task.Pid + task.Comm);
            }
            """),
        Module("""
            public void Follow(TaskStruct task)
            {
                var comm = task.Comm;
                var pid = task.Pid;
                Thread.Sleep(1);
                Console.WriteLine(comm);
                Console.WriteLine(pid + comm);
            }
            """));

    [Fact]
    public Task ValueThatIsReturnedIsReadBefore() => Verify.Makes(
        Module("""
            public string Follow(TaskStruct task, SemaphoreSlim slots)
            {
                slots.Wait();
                return {|UTR1004:task|}.Comm;
            }
            """),
        Module("""
            public string Follow(TaskStruct task, SemaphoreSlim slots)
            {
                var comm = task.Comm;
                slots.Wait();
                return comm;
            }
            """));

    [Fact]
    public Task ValueThatIsReadBeforeInTheStyleOfTheFile() => Verify.Makes(
        Module("""
            public int Follow(TaskStruct task, SemaphoreSlim slots)
            {
                SemaphoreSlim own = slots;
                own.Wait();
                return {|UTR1004:task|}.Pid;
            }
            """),
        Module("""
            public int Follow(TaskStruct task, SemaphoreSlim slots)
            {
                SemaphoreSlim own = slots;
                int pid = task.Pid;
                own.Wait();
                return pid;
            }
            """));

    [Fact]
    public Task LeaderThatIsReadBefore() => Verify.Makes(
        Module("""
            public string? Attach(PidHandle pid, UtraceEngine parent)
            {
                using (Rcu.EnterReadScope())
                {
                    if (TaskStruct.Current.GroupLeader is not { IsExiting: false } leader)
                        return null;
                    _ = {|UTR4003:parent.Barrier(pid)|};
                    return {|UTR1004:leader|}.Comm;
                }
            }
            """),
        Module("""
            public string? Attach(PidHandle pid, UtraceEngine parent)
            {
                using (Rcu.EnterReadScope())
                {
                    if (TaskStruct.Current.GroupLeader is not { IsExiting: false } leader)
                        return null;
                    var comm = leader.Comm;
                    _ = {|UTR4003:parent.Barrier(pid)|};
                    return comm;
                }
            }
            """));

    [Fact]
    public Task SleepOnTheTurnBefore_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Follow(TaskStruct task, int turns)
            {
                while (turns-- > 0)
                {
                    Console.WriteLine({|UTR1004:task|}.Pid);
                    Thread.Sleep(1);
                }
            }
            """));

    [Fact]
    public Task TaskThatIsReturned_IsNotFixed() => Verify.OffersNothing(
        Module("""
            [RequiresReadLock, MayBlock]
            public TaskStruct? Find(PidHandle pid)
            {
                var task = pid.Task();
                Thread.Sleep(1);
                return {|UTR1004:task|};
            }
            """));

    [Fact]
    public Task TaskThatMayBeNull_IsNotFixed() => Verify.OffersNothing(
        Module("""
            [RequiresReadLock, MayBlock]
            public void Find(TaskStruct other)
            {
                var task = other.RealParent;
                Thread.Sleep(1);
                Console.WriteLine({|UTR1004:task|}?.Comm);
            }
            """));

    [Fact]
    public Task OneExpressionWithTheCall_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Follow(TaskStruct task, Task<int> work)
            {
                Console.WriteLine("{0} {1}", work.Result, {|UTR1004:task|}.Comm);
            }
            """));

    [Fact]
    public Task HandlerOfAFailure_IsNotFixed() => Verify.OffersNothing(
        Module("""
            public void Follow(TaskStruct task, PidHandle pid)
            {
                try
                {
                    using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                }
                catch (UtraceException)
                {
                    Console.WriteLine({|UTR1004:task|}.Pid);
                }
            }
            """));
}
