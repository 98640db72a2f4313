using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on what a private method returns: its callers and its name.</summary>
public class ReturnedTaskCallTests
{
    [Fact]
    public Task ValueThatIsSure() => Verify.Makes(
        """
        public sealed class Module
        {
            public int GroupOf(PidHandle pid)
            {
                var task = Leader(pid);
                return task.Tgid;
            }

            private static TaskStruct Leader(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:(pid.Task() ?? throw new InvalidOperationException()).GroupLeader|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public int GroupOf(PidHandle pid)
            {
                using var pid2 = Leader(pid);
                using (Rcu.EnterReadScope())
                {
                    var task = pid2.Task() ?? throw new InvalidOperationException("The task is gone.");
                    return task.Tgid;
                }
            }

            private static PidHandle Leader(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return (pid.Task() ?? throw new InvalidOperationException()).GroupLeader.GetPid();
            }
        }

        """);

    [Fact]
    public Task CallBelowAnIf() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid, bool really)
            {
                if (really)
                    Console.WriteLine(Find(pid)?.Comm);
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Print(PidHandle pid, bool really)
            {
                if (really)
                {
                    using var pid2 = Find(pid);
                    using (Rcu.EnterReadScope())
                    {
                        Console.WriteLine(pid2?.Task()?.Comm);
                    }
                }
            }

            private static PidHandle? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task()?.GetPid();
            }
        }

        """);

    [Fact]
    public Task NobodyCalls() => Verify.Makes(
        """
        public sealed class Module
        {
            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            private static PidHandle? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task()?.GetPid();
            }
        }

        """);

    [Fact]
    public Task NameThatIsTaken() => Verify.Makes(
        """
        public sealed class Module
        {
            public int? NumberOf(PidHandle handle)
            {
                var task = GetTask(handle);
                return task?.Pid;
            }

            private PidHandle? GetPid(int number) => null;

            private static TaskStruct? GetTask(PidHandle handle)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:handle.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public int? NumberOf(PidHandle handle)
            {
                using var pid = GetTask(handle);
                using (Rcu.EnterReadScope())
                {
                    return pid?.Task()?.Pid;
                }
            }

            private PidHandle? GetPid(int number) => null;

            private static PidHandle? GetTask(PidHandle handle)
            {
                using (Rcu.EnterReadScope())
                    return handle.Task()?.GetPid();
            }
        }

        """);

    [Fact]
    public Task CallerInASection() => Verify.Makes(
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    TaskStruct? task = Find(pid);
                    Console.WriteLine(task?.Comm);
                }
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }

        """,
        """
        public sealed class Module
        {
            public void Print(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    using PidHandle? pid2 = Find(pid);
                    Console.WriteLine(pid2?.Task()?.Comm);
                }
            }

            private static PidHandle? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return pid.Task()?.GetPid();
            }
        }

        """);
}
