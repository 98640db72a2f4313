using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on captured tasks: several, and such as may be null.</summary>
public class CapturedTaskMoreTests
{
    [Fact]
    public Task MayBeNull() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    _ = Task.Run(() =>
                    {
                        if ({|UTR1003:task|} is null)
                            return;
                        Console.WriteLine(task.Comm);
                    });
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    var held = task?.GetPid();
                    _ = Task.Run(() =>
                    {
                        using (held)
                        {
                            using (Rcu.EnterReadScope())
                            {
                                var found = held?.Task();
                                if (found is null)
                                    return;
                                Console.WriteLine(found.Comm);
                            }
                        }
                    });
                }
            }
        }

        """);

    [Fact]
    public Task MayBeNullAndIsOnlyAskedFor() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    _ = Task.Run(() => Console.WriteLine({|UTR1003:task|}?.Comm));
                }
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    var held = task?.GetPid();
                    _ = Task.Run(() =>
                    {
                        using (held)
                        {
                            using (Rcu.EnterReadScope())
                            {
                                Console.WriteLine(held?.Task()?.Comm);
                            }
                        }
                    });
                }
            }
        }

        """);

    [Fact]
    public Task CallbackParameter() => Verify.Makes(
        """
        public sealed class Ops : UtraceEngineOps
        {
            public override void ReportReap([Borrowed] UtraceEngine engine, TaskStruct task)
            {
                _ = Task.Run(() => Console.WriteLine({|UTR1003:task|}.Pid));
            }
        }

        """,
        """
        public sealed class Ops : UtraceEngineOps
        {
            public override void ReportReap([Borrowed] UtraceEngine engine, TaskStruct task)
            {
                var pid = task.GetPid();
                _ = Task.Run(() =>
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } found)
                            {
                                Console.WriteLine(found.Pid);
                            }
                        }
                    }
                });
            }
        }

        """);

    [Fact]
    public Task TwoLambdas() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                _ = Task.Run(() => Console.WriteLine({|UTR1003:task|}.Pid));
                _ = Task.Run(() => Console.WriteLine({|UTR1003:task|}.Comm));
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                var pid = task.GetPid();
                _ = Task.Run(() =>
                {
                    using (pid)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (pid.Task() is { } found)
                            {
                                Console.WriteLine(found.Pid);
                            }
                        }
                    }
                });
                var held = task.GetPid();
                _ = Task.Run(() =>
                {
                    using (held)
                    {
                        using (Rcu.EnterReadScope())
                        {
                            if (held.Task() is { } found2)
                            {
                                Console.WriteLine(found2.Comm);
                            }
                        }
                    }
                });
            }
        }

        """);

    [Fact]
    public Task TwoTasks() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Run(TaskStruct task, TaskStruct child)
            {
                _ = Task.Run(() =>
                {
                    Console.WriteLine({|UTR1003:task|}.Pid);
                    Console.WriteLine({|UTR1003:child|}.Pid);
                });
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Run(TaskStruct task, TaskStruct child)
            {
                var pid = task.GetPid();
                var childPid = child.GetPid();
                _ = Task.Run(() =>
                {
                    using (childPid)
                    {
                        using (pid)
                        {
                            using (Rcu.EnterReadScope())
                            {
                                if (pid.Task() is { } found)
                                {
                                    Console.WriteLine(found.Pid);
                                }
                            }
                            using (Rcu.EnterReadScope())
                            {
                                if (childPid.Task() is { } found2)
                                {
                                    Console.WriteLine(found2.Pid);
                                }
                            }
                        }
                    }
                });
            }
        }

        """);
}
