using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on captured tasks: the places in which the lambda stands.</summary>
public class CapturedTaskLayoutTests
{
    [Fact]
    public Task ExpressionBodyOfTheMethod() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct task) => ThreadPool.QueueUserWorkItem(_ => Console.WriteLine({|UTR1003:task|}.Comm));
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                var pid = task.GetPid();
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } found)
                            {
                                Console.WriteLine(found.Comm);
                            }
                        }
                    }
                });
            }
        }

        """);

    [Fact]
    public Task InALoop() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(IReadOnlyList<PidHandle> pids)
            {
                using (Rcu.EnterReadScope())
                {
                    foreach (var pid in pids)
                        if (pid.Task() is { } task)
                            Task.Run(() => Console.WriteLine({|UTR1003:task|}.Comm));
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(IReadOnlyList<PidHandle> pids)
            {
                using (Rcu.EnterReadScope())
                {
                    foreach (var pid in pids)
                        if (pid.Task() is { } task)
                        {
                            var held = task.GetPid();
                            Task.Run(() =>
                            {
                                using (held)
                                {
                                    using (Rcu.EnterReadScope())
                                    {
                                        if (held.Task() is { } found)
                                        {
                                            Console.WriteLine(found.Comm);
                                        }
                                    }
                                }
                            });
                        }
                }
            }
        }

        """);

    [Fact]
    public Task SpelledTypes() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                Task<string> name = Task.Run(delegate { return {|UTR1003:task|}.Comm; });
                name.Wait();
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                PidHandle pid = task.GetPid();
                Task<string> name = Task.Run(delegate
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            TaskStruct found = pid.Task() ?? throw new InvalidOperationException("The task is gone.");
                            return found.Comm;
                        }
                    }
                });
                name.Wait();
            }
        }

        """);

    [Fact]
    public Task StatementOnOneLine() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct task) { Task.Run(() => { Console.WriteLine({|UTR1003:task|}.Comm); }); }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                var pid = task.GetPid();
                Task.Run(() =>
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } found)
                            {
                                Console.WriteLine(found.Comm);
                            }
                        }
                    }
                });
            }
        }

        """);
}
