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
    public Task SectionThatIsNeededAfterwards_IsNotFixed() => Verify.OffersNothing(
        Method("""
            Rcu.ReadLock();
            var done = UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops, null, out var attached, out _);
            Console.WriteLine(pid.Task()?.Comm);
            Rcu.ReadUnlock();
            if (done)
                attached!.Put();
            """));

    [Fact]
    public Task LocalOfTheSectionThatTheAttachNeeds_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                var name = task?.Comm;
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, name);
            }
            """));

    [Fact]
    public Task AttachThatIsPutAtTheEndOfTheSectionIsPutThereStill() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                using var attached = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops);
            }
            Console.WriteLine();
            """),
        Method("""
            {
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }
            Console.WriteLine();
            """));

    [Fact]
    public Task NameThatIsTakenFurtherDown_IsNotFixed() => Verify.OffersNothing(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var done = UtraceEngine.TryAttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops, null, out var attached, out _);
                attached?.Put();
            }
            for (var done = false; !done; done = true)
                Console.WriteLine();
            """));

    [Fact]
    public Task MethodOfTheProjectThatMayNeedTheSection_IsNotFixed() => Verify.OffersNothing(
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
            """));

    [Fact]
    public Task SectionEndsBeforeTheAttach() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { IsExiting: false } task)
                    return;

                // Now.
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
                Console.WriteLine(attached.Data);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { IsExiting: false } task)
                    return;
            }

            // Now.
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            Console.WriteLine(attached.Data);
            """));

    [Fact]
    public Task WhatIsHeldToTheEndKeepsItsBlock() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { IsExiting: false } task)
                    return;

                // Now.
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
                Console.WriteLine(attached.Data);
            }
            Console.WriteLine(1);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { IsExiting: false } task)
                    return;
            }
            {

                // Now.
                using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine(attached.Data);
            }
            Console.WriteLine(1);
            """));

    [Fact]
    public Task DeclaredScopeBecomesABlock() => Verify.Makes(
        Method("""
            using var scope = Rcu.EnterReadScope();
            if (pid.Task() is not { } task)
                return;
            var name = task.Comm;
            using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, name);
            """),
        Method("""
            string name;
            using (Rcu.EnterReadScope())
            {
                if (pid.Task() is not { } task)
                    return;
                name = task.Comm;
            }
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops, name);
            """));

    [Fact]
    public Task UnlockMovesUp() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            if (task is null || task.IsExiting)
            {
                Rcu.ReadUnlock();
                return;
            }
            using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            Console.WriteLine(attached.Data);
            Rcu.ReadUnlock();
            """),
        Method("""
            Rcu.ReadLock();
            var task = pid.Task();
            if (task is null || task.IsExiting)
            {
                Rcu.ReadUnlock();
                return;
            }
            Rcu.ReadUnlock();
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            Console.WriteLine(attached.Data);
            """));

    [Fact]
    public Task SectionWithNothingLeftGoes() => Verify.Makes(
        Method("""
            Rcu.ReadLock();
            using var attached = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops);
            Rcu.ReadUnlock();
            """),
        Method("""
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            """));

    [Fact]
    public Task AttachUnderTheTestOfTheLookup_OffersNothing() => Verify.OffersNothing(Method("""
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { IsExiting: false } task)
            {
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            }
        }
        """));

    [Fact]
    public Task TaskThatIsUsedBehindTheAttach_OffersNothing() => Verify.OffersNothing(Method("""
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is not { } task)
                return;
            using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            Console.WriteLine({|UTR1004:task|}.Comm);
        }
        """));

    [Fact]
    public Task SectionOfATry_OffersNothing() => Verify.OffersNothing(Method("""
        Rcu.ReadLock();
        try
        {
            using var attached = UtraceEngine.AttachTask({|UTR1005:pid.Task()|}, AttachFlags.Create, _ops);
        }
        finally
        {
            Rcu.ReadUnlock();
        }
        """));

    [Fact]
    public Task SectionOfTheCaller_OffersNothing() => Verify.OffersNothing(Module("""
        [RequiresReadLock]
        public void Watch(TaskStruct task)
        {
            using var engine = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
        }
        """));
}
