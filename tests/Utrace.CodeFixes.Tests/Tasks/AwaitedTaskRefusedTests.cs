using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on tasks across an await or yield that nothing can be held for.</summary>
public class AwaitedTaskRefusedTests
{
    [Fact]
    public Task EngineIsAskedBehindTheAwait() => Verify.OffersNothing("""
        public sealed class Module(UtraceEngine engine)
        {
            public async Task<Errno> Run(TaskStruct task)
            {
                await Task.Yield();
                return engine.Control(task, ResumeAction.Stop);
            }
        }
        """);

    [Fact]
    public Task Iterator() => Verify.OffersNothing("""
        public sealed class Module
        {
            public IEnumerable<int> Run(TaskStruct task)
            {
                yield return 1;
                yield return {|UTR1003:task|}.Pid;
            }
        }
        """);

    [Fact]
    public Task AsynchronousIterator() => Verify.OffersNothing("""
        public sealed class Module
        {
            public async IAsyncEnumerable<int> Run(TaskStruct task)
            {
                await Task.Yield();
                yield return {|UTR1003:task|}.Pid;
            }
        }
        """);

    [Fact]
    public Task AssignedAgain() => Verify.OffersNothing("""
        public sealed class Module
        {
            public async Task Run(TaskStruct? task, PidHandle pid)
            {
                await Task.Yield();
                Console.WriteLine({|UTR1003:task|}?.Comm);
                using (Rcu.EnterReadScope())
                    task = pid.Task();
            }
        }
        """);

    [Fact]
    public Task ReturnedBehindTheAwait() => Verify.OffersNothing("""
        public sealed class Module
        {
            public async Task<TaskStruct> Run(TaskStruct task)
            {
                await Task.Yield();
                return {|UTR1003:task|};
            }
        }
        """);

    [Fact]
    public Task CapturedToo() => Verify.OffersNothing("""
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                await Task.Yield();
                Console.WriteLine({|UTR1003:task|}.Comm);
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.WriteLine(nameof(task));
            }
        }
        """);

    [Fact]
    public Task ArgumentBesideAnAwait() => Verify.OffersNothing("""
        public sealed class Module
        {
            public async Task Run(TaskStruct task)
            {
                await Task.Yield();
                Print({|UTR1003:task|}, await Task.FromResult(1));
            }

            private static void Print(TaskStruct task, int number) { }
        }
        """);
}
