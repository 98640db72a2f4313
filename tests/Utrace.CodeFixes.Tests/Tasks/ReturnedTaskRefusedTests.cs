using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a returned task of which one call, or one return, can not be rewritten.</summary>
public class ReturnedTaskRefusedTests
{
    [Fact]
    public Task PublicMethod() => Verify.OffersNothing("""
        public sealed class Module
        {
            public TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task MethodPassedOn() => Verify.OffersNothing("""
        public sealed class Module
        {
            public IEnumerable<bool> Run(IEnumerable<PidHandle> pids) => pids.Select(Find).Select(task => task is null);

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task ReturnedWhenTheSectionIsOver() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                var task = Find(pid);
                Console.WriteLine(task is null);
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                Rcu.ReadLock();
                var task = pid.Task();
                Rcu.ReadUnlock();
                return {|UTR1003:task|};
            }
        }
        """);

    [Fact]
    public Task CallerThatReturnsIt() => Verify.OffersNothing("""
        public sealed class Module
        {
            [RequiresReadLock]
            public TaskStruct? First(PidHandle pid)
            {
                var task = Find(pid);
                return task;
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task CallerThatAssignsAgain() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid, PidHandle other)
            {
                var task = Find(pid);
                if (task is null)
                    task = Find(other);
                Console.WriteLine(task is null);
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task CallAfterSomethingElse() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid) => Print(Next(), Find(pid)?.Comm);

            private static int Next() => 1;

            private static void Print(int number, string? name) { }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task CallThatIsMadeSometimes() => Verify.OffersNothing("""
        public sealed class Module
        {
            public string? Run(PidHandle pid, bool really) => really ? Find(pid)?.Comm : null;

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task CallInALoopCondition() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                while (Find(pid) is not null)
                    Console.WriteLine("still there");
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task CallInASwitchSection() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid, int choice)
            {
                switch (choice)
                {
                    case 1:
                        var task = Find(pid);
                        Console.WriteLine(task?.Comm);
                        break;
                }
            }

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);

    [Fact]
    public Task CallsItself() => Verify.OffersNothing("""
        public sealed class Module
        {
            private static TaskStruct? Find(PidHandle pid, int depth)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:depth == 0 ? pid.Task() : Find(pid, depth - 1)|};
            }
        }
        """);

    [Fact]
    public Task ResultIsDropped() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(PidHandle pid) => Find(pid);

            private static TaskStruct? Find(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    return {|UTR1003:pid.Task()|};
            }
        }
        """);
}
