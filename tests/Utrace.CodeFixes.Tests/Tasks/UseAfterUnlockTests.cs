using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UseAfterSectionFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1002 behind a section that calls open and close, or a block.</summary>
public class UseAfterUnlockTests
{
    [Fact]
    public Task UnlockMovesDown() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            Rcu.ReadUnlock();

            // Shown once.
            Console.WriteLine({|UTR1002:task|}?.Comm);
            Console.WriteLine("done");
            """),
        Method("""
            Rcu.ReadLock();
            var task = pid.Task();

            // Shown once.
            Console.WriteLine(task?.Comm);
            Rcu.ReadUnlock();
            Console.WriteLine("done");
            """));

    [Fact]
    public Task DisposeOfAScopeMovesDown() => Verify.Makes(
        Method("""
            var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            scope.Dispose();
            Console.WriteLine({|UTR1002:task|}?.Comm);
            """),
        Method("""
            var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            Console.WriteLine(task?.Comm);
            scope.Dispose();
            """));

    [Fact]
    public Task LockAndUnlockBecomeAScopeWhereControlLeaves() => Verify.Makes(
        Module("""
            public int TgidOf(PidHandle pid)
            {
                Console.WriteLine("looking");
                Rcu.ReadLock();
                var task = pid.Task();
                Rcu.ReadUnlock();
                if (task is null)
                    return -1;
                return {|UTR1002:task|}.Tgid;
            }
            """),
        Module("""
            public int TgidOf(PidHandle pid)
            {
                Console.WriteLine("looking");
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is null)
                        return -1;
                    return task.Tgid;
                }
            }
            """));

    [Fact]
    public Task FinallyThatUnlocksMovesDown() => Verify.Makes(
        Method("""
            TaskStruct? task;
            Rcu.ReadLock();
            try
            {
                task = pid.Task();
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            Console.WriteLine({|UTR1002:task|}?.Comm);
            """),
        Method("""
            TaskStruct? task;
            Rcu.ReadLock();
            try
            {
                task = pid.Task();
                Console.WriteLine(task?.Comm);
            }
            finally
            {
                Rcu.ReadUnlock();
            }
            """));

    [Fact]
    public Task BlockOfAScopeDeclaration() => Verify.Makes(
        Method("""
            TaskStruct? task;
            {
                using var scope = Rcu.EnterReadScope();
                task = pid.Task();
            }
            Console.WriteLine({|UTR1002:task|}?.Comm);
            """),
        Method("""
            TaskStruct? task;
            {
                using var scope = Rcu.EnterReadScope();
                task = pid.Task();
                Console.WriteLine(task?.Comm);
            }
            """));

    [Fact]
    public Task NothingForAUseInAnotherBranch() => Verify.OffersNothing(Method("""
        TaskStruct? task = null;
        try
        {
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                Console.WriteLine(nr);
            }
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine({|UTR1002:task|}?.Comm);
        }
        """));

    [Fact]
    public Task ReturnedValue() => Verify.Mends(
        Module("""
            public bool IsAlive(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();

                return task is not null && !{|UTR1002:task|}.IsExiting;
            }
            """),
        Module("""
            public bool IsAlive(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                {
                    task = pid.Task();

                    return task is not null && !task.IsExiting;
                }
            }
            """),
        """
        using var pid = kernel.FindGetPid(target)!;
        reap();
        new Module().IsAlive(pid);
        reap();
        """);
}
