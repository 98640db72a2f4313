using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on an out parameter whose callers are not all known or can not take a pid: no fix.</summary>
public class HandedOutTaskRefusedTests
{
    [Fact]
    public Task PublicMethod() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task IntoAField() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private TaskStruct? {|UTR1003:_task|};

            public void Run(PidHandle pid) => Find(pid, out _task);

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task ByReference() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                TaskStruct? task = null;
                Find(pid, ref task);
                Console.WriteLine(task?.Comm);
            }

            private static void Find(PidHandle pid, ref TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task HandedOnByTheCaller() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid, List<object> seen)
            {
                Find(pid, out var task);
                if (task is not null)
                    seen.Add(task);
            }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);

    [Fact]
    public Task PassedOnAsADelegate() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private delegate void Finder(PidHandle pid, out TaskStruct? task);

            public void Run() => Keep(Find);

            private static void Keep(Finder finder) { }

            private static void Find(PidHandle pid, out TaskStruct? task)
            {
                using (Rcu.EnterReadScope())
                    task = {|UTR1003:pid.Task()|};
            }
        }

        """);
}
