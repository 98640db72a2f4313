using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UseAfterSectionFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1002 where a task is looked up again: programs, lambdas, several uses.</summary>
public class LookedUpAgainLayoutTests
{
    [Fact]
    public Task TopLevelStatements() => Verify.MakesProgram(
        """
        using var pid = TaskStruct.Current.GetPid();
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        await Task.Yield();
        Console.WriteLine({|UTR1002:task|}?.Comm);

        """,
        """
        using var pid = TaskStruct.Current.GetPid();
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        await Task.Yield();
        using (Rcu.EnterReadScope())
        {
            Console.WriteLine(pid.Task()?.Comm);
        }

        """);

    [Fact]
    public Task InAnAsyncLambda() => Verify.Makes(
        """
        namespace Tracing;

        public sealed class Module
        {
            public Task Run(PidHandle pid) => Each(async () =>
            {
                TaskStruct? task;
                // Found.
                using (Rcu.EnterReadScope())
                    task = pid.Task();

                await Task.Yield();

                // Used.
                Console.WriteLine({|UTR1002:task|}?.Comm);
            });

            private static Task Each(Func<Task> work) => work();
        }

        """,
        """
        namespace Tracing;

        public sealed class Module
        {
            public Task Run(PidHandle pid) => Each(async () =>
            {
                TaskStruct? task;
                // Found.
                using (Rcu.EnterReadScope())
                    task = pid.Task();

                await Task.Yield();

                using (Rcu.EnterReadScope())
                {
                    // Used.
                    Console.WriteLine(pid.Task()?.Comm);
                }
            });

            private static Task Each(Func<Task> work) => work();
        }

        """);

    [Fact]
    public Task UsedBetweenTwoAwaits() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
                await Task.Yield();
                if (task is not null)
                    Console.WriteLine(task.Pid);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                using (Rcu.EnterReadScope())
                {
                    Console.WriteLine(pid.Task()?.Comm);
                }
                await Task.Yield();
                if (task is not null)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } again)
                        {
                            Console.WriteLine(again.Pid);
                        }
                    }
                }
            }
        }

        """);

    [Fact]
    public Task UsedInALambdaThatRunsLater_OffersNothing() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public async Task<Action> Run(PidHandle pid)
            {
                TaskStruct? task;
                using (Rcu.EnterReadScope())
                    task = pid.Task();
                await Task.Yield();
                Console.WriteLine({|UTR1002:task|}?.Comm);
                return () => Console.WriteLine(task?.Comm);
            }
        }

        """);
}
