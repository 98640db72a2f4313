using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.AttachByTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1005: the section ends before an attach that may sleep, where nothing behind needs it.</summary>
public class AttachOutsideSectionTests
{
    [Fact]
    public Task LockAndUnlockThatNothingElseWantsGo() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            // Attach.
            var done = UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops, null, out var attached, out _);
            Rcu.ReadUnlock();
            if (done)
                attached!.Put();
            """),
        Method("""
            // Attach.
            var done = UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var attached, out _);
            if (done)
                attached!.Put();
            """));

    [Fact]
    public Task UnlockMovesAboveTheAttach() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            Console.WriteLine(task?.Comm);
            // Attach.
            var done = UtraceEngine.TryAttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, null, out var attached, out _);
            Console.WriteLine(done);
            Rcu.ReadUnlock();
            if (done)
                attached!.Put();
            """),
        Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            Console.WriteLine(task?.Comm);
            Rcu.ReadUnlock();
            // Attach.
            var done = UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var attached, out _);
            Console.WriteLine(done);
            if (done)
                attached!.Put();
            """));

    [Fact]
    public Task SectionThatIsNeededAfterwardsStays() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            var done = UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops, null, out var attached, out _);
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            if (done)
                attached!.Put();
            """),
        Method("""
            Rcu.ReadLock();
            var done = UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var attached, out _);
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            if (done)
                attached!.Put();
            """));

    [Fact]
    public Task LocalOfTheSectionKeepsTheAttachInIt() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                var name = task?.Comm;
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, name);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                var name = task?.Comm;
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops, name);
            }
            """));

    [Fact]
    public Task AttachThatIsPutAtTheEndOfTheSectionStays() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                using var attached = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops);
            }
            Console.WriteLine();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }
            Console.WriteLine();
            """));

    [Fact]
    public Task NameThatIsTakenFurtherDownKeepsTheAttachInTheSection() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var done = UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops, null, out var attached, out _);
                attached?.Put();
            }
            for (var done = false; !done; done = true)
                Console.WriteLine();
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var done = UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var attached, out _);
                attached?.Put();
            }
            for (var done = false; !done; done = true)
                Console.WriteLine();
            """));

    [Fact]
    public Task MethodOfTheProjectMayNeedTheSection() => Verify.Makes(
        Module("""
            private static string? Name(PidHandle pid) => pid.Task()?.Comm;

            public void Watch(PidHandle pid)
            {
                Rcu.ReadLock();
                var done = UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops, Name(pid), out var attached, out _);
                Rcu.ReadUnlock();
                if (done)
                    attached!.Put();
            }
            """),
        Module("""
            private static string? Name(PidHandle pid) => pid.Task()?.Comm;

            public void Watch(PidHandle pid)
            {
                Rcu.ReadLock();
                var done = UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, Name(pid), out var attached, out _);
                Rcu.ReadUnlock();
                if (done)
                    attached!.Put();
            }
            """));
}
