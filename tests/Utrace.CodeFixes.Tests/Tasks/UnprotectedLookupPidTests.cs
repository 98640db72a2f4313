using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.UnprotectedLookupFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1001: the pid instead of the lookup, and where nothing is offered.</summary>
public class UnprotectedLookupPidTests
{
    [Fact]
    public Task AttachTakesThePid() => Verify.Makes(
        Method("""
            using var attached = UtraceEngine.AttachTask({|UTR1001:pid.Task()|}, AttachFlags.Create, _ops);
            """),
        Method("""
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            """));

    [Fact]
    public Task TryAttachTakesThePid() => Verify.Makes(
        Method("""
            if (!UtraceEngine.TryAttachTask({|UTR1001:pid.Task()|}!, AttachFlags.Create, _ops, null, out var attached, out _))
                return;
            attached.Put();
            """),
        Method("""
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var attached, out _))
                return;
            attached.Put();
            """));

    [Fact]
    public Task NamedArgument() => Verify.Makes(
        Method("""
            using var attached = UtraceEngine.AttachTask(flags: AttachFlags.Create, ops: _ops, task: {|UTR1001:pid.Task()|});
            """),
        Method("""
            using var attached = UtraceEngine.AttachPid(flags: AttachFlags.Create, ops: _ops, pid: pid);
            """));

    [Fact]
    public Task OverloadOfOnesOwn() => Verify.Makes(
        Module("""
            public void Run(PidHandle pid) => Watch({|UTR1001:pid.Task()|}, 1);

            public static void Watch(TaskStruct? task, int mode) { }

            public static void Watch(PidHandle pid, int mode) { }
            """),
        Module("""
            public void Run(PidHandle pid) => Watch(pid, 1);

            public static void Watch(TaskStruct? task, int mode) { }

            public static void Watch(PidHandle pid, int mode) { }
            """));

    [Fact]
    public Task LocalThatOnlyFeedsCallsGoes() => Verify.Makes(
        Method("""
            // Which task is it?
            var task = {|UTR1001:pid.Task()|};
            _ = engine.Control(task, ResumeAction.Stop);
            _ = engine.SetEvents(task, UtraceEvents.Exec);
            """),
        Method("""
            // Which task is it?
            _ = engine.Control(pid, ResumeAction.Stop);
            _ = engine.SetEvents(pid, UtraceEvents.Exec);
            """));

    [Fact]
    public Task TestedLocalStaysInASectionAndThePidIsAttached() => Verify.Makes(
        Method("""
            var task = {|UTR1001:pid.Task()|};
            if (task == null)
                return;
            Console.WriteLine(task.Comm);
            using var attached = UtraceEngine.AttachTask(task, AttachFlags.Create, _ops);
            _ = attached.Control(task, ResumeAction.Stop);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task == null)
                    return;
                Console.WriteLine(task.Comm);
            }
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            _ = attached.Control(pid, ResumeAction.Stop);
            """));

    [Fact]
    public Task PidThatIsPutInBetweenIsNotUsedAgain() => Verify.Makes(
        Method("""
            var found = _kernel.FindGetPid(nr);
            if (found is null)
                return;
            var task = {|UTR1001:found.Task()|};
            found.Put();
            _ = engine.Control(task, ResumeAction.Stop);
            """),
        Method("""
            var found = _kernel.FindGetPid(nr);
            if (found is null)
                return;
            using (Rcu.EnterReadScope())
            {
                var task = found.Task();
                found.Put();
                _ = engine.Control(task, ResumeAction.Stop);
            }
            """));

    [Fact]
    public Task OtherKindOfPidNeedsTheLookup() => Verify.Makes(
        Method("""
            Console.WriteLine(nr);
            Watch({|UTR1001:pid.Task(PidType.Tgid)|});

            static void Watch(TaskStruct? task) => Console.WriteLine(task?.Comm);
            """),
        Method("""
            Console.WriteLine(nr);
            using (Rcu.EnterReadScope())
            {
                Watch(pid.Task(PidType.Tgid));
            }

            static void Watch(TaskStruct? task) => Console.WriteLine(task?.Comm);
            """));

    [Fact]
    public Task SectionIsOfferedBesideThePid() => Verify.Makes(
        1,
        Module("""
            public void Run(PidHandle pid)
            {
                Watch({|UTR1001:pid.Task()|}, 1);
            }

            public static void Watch(TaskStruct? task, int mode) { }

            public static void Watch(PidHandle pid, int mode) { }
            """),
        Module("""
            public void Run(PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                {
                    Watch(pid.Task(), 1);
                }
            }

            public static void Watch(TaskStruct? task, int mode) { }

            public static void Watch(PidHandle pid, int mode) { }
            """));

    [Fact]
    public Task BothKindsInOneMethodAreFixedTogether() => Verify.Makes(
        Method("""
            Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);
            using var attached = UtraceEngine.AttachTask({|UTR1001:pid.Task()|}, AttachFlags.Create, _ops);
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                Console.WriteLine(pid.Task()?.Comm);
            }
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            """));

    [Fact]
    public Task SeveralDocuments() => Verify.Makes(
        [
            ("One.cs", "class One { public void Run(PidHandle pid)\n    {\n        Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);\n    }\n}\n"),
            ("Two.cs", Method("Console.WriteLine({|UTR1001:pid.Task()|}?.Comm);")),
        ],
        [
            ("One.cs", "class One { public void Run(PidHandle pid)\n    {\n        using (Rcu.EnterReadScope())\n        {\n            Console.WriteLine(pid.Task()?.Comm);\n        }\n    }\n}\n"),
            ("Two.cs", Method("using (Rcu.EnterReadScope())\n{\n    Console.WriteLine(pid.Task()?.Comm);\n}")),
        ]);

    [Fact]
    public Task CallThatMayBlockBetweenTheUses_OffersNothing() => Verify.OffersNothing(Method("""
        var task = {|UTR1001:pid.Task()|};
        Rcu.Synchronize();
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
}
