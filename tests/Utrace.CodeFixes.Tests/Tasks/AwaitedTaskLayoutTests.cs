using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a parameter that is used behind an await: where that stands.</summary>
public class AwaitedTaskLayoutTests
{
    [Fact]
    public Task AwaitInABranch() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task, bool later)
            {
                if (later)
                {
                    // Give way.
                    await Task.Yield();
                }

                Console.WriteLine({|UTR1003:task|}.Comm);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task, bool later)
            {
                using var pid = task.GetPid();
                if (later)
                {
                    // Give way.
                    await Task.Yield();
                }

                using (Rcu.EnterReadScope())
                {
                    if (pid.Task() is { } found)
                    {
                        Console.WriteLine(found.Comm);
                    }
                }
            }
        }

        """);

    [Fact]
    public Task SpelledType() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task<string> Run(TaskStruct task)
            {
                string text = await Task.FromResult("");
                return text + {|UTR1003:task|}.Comm;
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task<string> Run(TaskStruct task)
            {
                using var pid = task.GetPid();
                string text = await Task.FromResult("");
                using (Rcu.EnterReadScope())
                {
                    var found = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return text + found.Comm;
                }
            }
        }

        """);

    [Fact]
    public Task AwaitedSequence() => Verify.Makes(
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task, IAsyncEnumerable<int> numbers)
            {
                await foreach (var number in numbers)
                    Console.WriteLine({|UTR1003:task|}.Pid + number);
            }
        }

        """,
        """
        public sealed class Module
        {
            public async Task Run(TaskStruct task, IAsyncEnumerable<int> numbers)
            {
                using var pid = task.GetPid();
                await foreach (var number in numbers)
                {
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } found)
                        {
                            Console.WriteLine(found.Pid + number);
                        }
                    }
                }
            }
        }

        """);

    [Fact]
    public Task LocalAsynchronousFunction() => Verify.Makes(
        """
        public sealed class Module
        {
            public Task Run(TaskStruct first)
            {
                return Print(first);

                static async Task Print(TaskStruct task)
                {
                    await Task.Yield();
                    Console.WriteLine({|UTR1003:task|}.Comm);
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public Task Run(TaskStruct first)
            {
                return Print(first);

                static async Task Print(TaskStruct task)
                {
                    using var pid = task.GetPid();
                    await Task.Yield();
                    using (Rcu.EnterReadScope())
                    {
                        if (pid.Task() is { } found)
                        {
                            Console.WriteLine(found.Comm);
                        }
                    }
                }
            }
        }

        """);
}
