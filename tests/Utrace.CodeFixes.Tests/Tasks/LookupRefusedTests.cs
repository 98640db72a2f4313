using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001 where no section can hold what uses the task.</summary>
public class LookupRefusedTests
{
    [Theory]
    [InlineData("Rcu.Synchronize();")]
    [InlineData("System.Threading.Thread.Sleep(1);")]
    public Task CallThatMayBlockBetweenTheUses_OffersNothing(string call) => Verify.OffersNothing(Method($$"""
        var task = {|UTR1001:pid.Task()|};
        {{call}}
        Console.WriteLine(task?.Comm);
        """));

    [Fact]
    public Task MethodOfTheModuleThatBlocksBetweenTheUses_OffersNothing() => Verify.OffersNothing(Module("""
        public void Run(PidHandle pid)
        {
            var task = {|UTR1001:pid.Task()|};
            Wait();
            Console.WriteLine(task?.Comm);
        }

        private static void Wait() => Rcu.Synchronize();
        """));

    [Fact]
    public Task UseBehindAnAwait_OffersNothing() => Verify.OffersNothing(Module("""
        public async Task RunAsync(PidHandle pid)
        {
            var task = {|UTR1001:pid.Task()|};
            await Task.Yield();
            Console.WriteLine(task?.Comm);
        }
        """));

    [Fact]
    public Task UseBehindAYield_OffersNothing() => Verify.OffersNothing(Module("""
        public IEnumerable<string> Names(PidHandle pid)
        {
            var task = {|UTR1001:pid.Task()|};
            yield return "first";
            Console.WriteLine(task?.Comm);
        }
        """));

    [Fact]
    public Task FieldInitializer_OffersNothing() => Verify.OffersNothing("""
        class Module
        {
            private static readonly PidHandle s_pid = null!;
            private readonly int _tgid = {|UTR1001:s_pid.Task()|}?.Tgid ?? 0;
        }
        """);

    [Fact]
    public Task LoopConditionThatNamesTheTask_OffersNothing() => Verify.OffersNothing(Method("""
        while ({|UTR1001:pid.Task()|} is { IsExiting: false } task)
            Console.WriteLine(task.Comm);
        """));

    [Fact]
    public Task QueryClause_OffersNothing() => Verify.OffersNothing(Module("""
        public IEnumerable<string?> Names(List<PidHandle> pids) =>
            from pid in pids
            select {|UTR1001:pid.Task()|}?.Comm;
        """));

    [Fact]
    public Task IteratorWhoseLoopSleeps() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            public void Run(PidHandle pid)
            {
                foreach (var number in {|UTR1001:Numbers(pid)|})
                    System.Threading.Thread.Sleep(number);
            }

            private static IEnumerable<int> Numbers(PidHandle pid)
            {
                if (pid.Task() is { } task)
                    Console.WriteLine(task.Comm);
                yield return 1;
            }
        }
        """);

    [Fact]
    public Task TaskThatIsKeptBehind() => Verify.OffersNothing(
        """
        public sealed class Module
        {
            private readonly List<object> _kept = [];

            public void Run(PidHandle pid)
            {
                var task = {|UTR1001:pid.Task()|};
                if (task is not null)
                    _kept.Add(task);
            }
        }
        """);
}
