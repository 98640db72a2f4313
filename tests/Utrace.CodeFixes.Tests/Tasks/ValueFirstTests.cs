using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001 in statements that no section may hold: what they want of the task is read above them.</summary>
public class ValueFirstTests
{
    [Fact]
    public Task ArgumentOfAnAwaitedCall() => Verify.Makes(
        Module("""
            public async Task RunAsync(PidHandle pid)
            {
                await LogAsync({|UTR1001:pid.Task()|}?.Comm ?? "gone");
            }

            private static Task LogAsync(string text) => Task.Run(() => Console.WriteLine(text));
            """),
        Module("""
            public async Task RunAsync(PidHandle pid)
            {
                string comm;
                using (Rcu.EnterReadScope())
                {
                    comm = pid.Task()?.Comm ?? "gone";
                }
                await LogAsync(comm);
            }

            private static Task LogAsync(string text) => Task.Run(() => Console.WriteLine(text));
            """));

    [Fact]
    public Task YieldedValue() => Verify.Makes(
        Module("""
            public IEnumerable<int> Tgids(IEnumerable<PidHandle> pids)
            {
                foreach (var pid in pids)
                    yield return {|UTR1001:pid.Task()|}?.Tgid ?? 0;
            }
            """),
        Module("""
            public IEnumerable<int> Tgids(IEnumerable<PidHandle> pids)
            {
                foreach (var pid in pids)
                {
                    int tgid;
                    using (Rcu.EnterReadScope())
                    {
                        tgid = pid.Task()?.Tgid ?? 0;
                    }
                    yield return tgid;
                }
            }
            """));

    [Fact]
    public Task ConditionOfABranchThatAttaches() => Verify.Makes(
        Method("""
            if ({|UTR1001:pid.Task()|} is { IsExiting: false })
            {
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine(attached.Data);
            }
            """),
        Method("""
            bool found;
            using (Rcu.EnterReadScope())
            {
                found = pid.Task() is { IsExiting: false };
            }
            if (found)
            {
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine(attached.Data);
            }
            """));

    [Fact]
    public Task ConditionOfALoop() => Verify.Makes(
        Method("""
            while ({|UTR1001:pid.Task()|} is { IsExiting: false })
                Thread.Sleep(1);
            while (nr > 0 && {|UTR1001:pid.Task()|} != null)
            {
                // Wait.
                Thread.Sleep(nr--);
            }
            """),
        Method("""
            while (true)
            {
                using (Rcu.EnterReadScope())
                {
                    if (!(pid.Task() is { IsExiting: false }))
                        break;
                }
                Thread.Sleep(1);
            }
            while (true)
            {
                using (Rcu.EnterReadScope())
                {
                    if (!(nr > 0 && pid.Task() != null))
                        break;
                }
                // Wait.
                Thread.Sleep(nr--);
            }
            """));

    [Fact]
    public Task ConditionThatNamesTheTask_OffersNothing() => Verify.OffersNothing(Method("""
        if ({|UTR1001:pid.Task()|} is { } task)
        {
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            Console.WriteLine(task.Comm);
        }
        """));

    [Fact]
    public Task CallReachedConditionally_OffersNothing() => Verify.OffersNothing(Module("""
        public async Task RunAsync(PidHandle? pid)
        {
            await LogAsync(pid is null ? "none" : {|UTR1001:pid.Task()|}?.Comm ?? "gone");
        }

        private static Task LogAsync(string text) => Task.Run(() => Console.WriteLine(text));
        """));
}
