using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.AttachByTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1005: attach by the pid.</summary>
public class AttachByTaskTests
{
    [Fact]
    public Task PidOfTheLookupIsUsed() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null || task.IsExiting)
                    return;
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            }
            """),
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                if (task is null || task.IsExiting)
                    return;
            }
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            """));

    [Fact]
    public Task LookupThatNothingElseWantsGoes() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            }
            """),
        Method("""
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            """));

    [Fact]
    public Task LookupThatIsSaidNotToBeNullGoesToo() => Verify.Makes(
        Method("""
            using (Rcu.EnterReadScope())
            {
                var task = pid.Task();
                using var attached = UtraceEngine.AttachTask({|UTR1005:task|}!, AttachFlags.Create, _ops);
            }
            """),
        Method("""
            using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            """));

    [Fact]
    public Task ParameterGivesItsPid() => Verify.Makes(
        Module("""
            public void Watch(TaskStruct task)
            {
                // Attach.
                using var engine = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
                Console.WriteLine(engine.Data);
            }
            """),
        Module("""
            public void Watch(TaskStruct task)
            {
                using var pid = task.GetPid();
                // Attach.
                using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                Console.WriteLine(engine.Data);
            }
            """));

    [Fact]
    public Task NameThatIsTakenGetsANumber() => Verify.Makes(
        Module("""
            public void Watch(TaskStruct task, int pid)
            {
                using var engine = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, pid);
            }
            """),
        Module("""
            public void Watch(TaskStruct task, int pid)
            {
                using var pid2 = task.GetPid();
                using var engine = UtraceEngine.AttachPid(pid2, AttachFlags.Create, _ops, pid);
            }
            """));

    [Fact]
    public Task ReturnedEngine() => Verify.Makes(
        Module("""
            public UtraceEngine Watch(TaskStruct task)
            {
                return UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            }
            """),
        Module("""
            public UtraceEngine Watch(TaskStruct task)
            {
                using var pid = task.GetPid();
                return UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }
            """));

    [Fact]
    public Task ExpressionBody() => Verify.Makes(
        Module("""
            public UtraceEngine Watch(TaskStruct task) =>
                UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            """),
        Module("""
            public UtraceEngine Watch(TaskStruct task)
            {
                using var pid = task.GetPid();
                return UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }
            """));

    [Fact]
    public Task TryAttachInACondition() => Verify.Makes(
        Module("""
            public bool Watch(TaskStruct task)
            {
                if (!UtraceEngine.TryAttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, null, out var engine, out _))
                    return false;
                engine.Put();
                return true;
            }
            """),
        Module("""
            public bool Watch(TaskStruct task)
            {
                using var pid = task.GetPid();
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, _ops, null, out var engine, out _))
                    return false;
                engine.Put();
                return true;
            }
            """));

    [Fact]
    public Task CallThatIsReachedOnlyIfThereIsATask() => Verify.Makes(
        Module("""
            public bool Watch(TaskStruct? task)
            {
                if (task != null && UtraceEngine.TryAttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, null, out var engine, out _))
                {
                    engine.Put();
                    return true;
                }
                return false;
            }
            """),
        Module("""
            public bool Watch(TaskStruct? task)
            {
                using var pid = task?.GetPid();
                if (task != null && UtraceEngine.TryAttachPid(pid!, AttachFlags.Create, _ops, null, out var engine, out _))
                {
                    engine.Put();
                    return true;
                }
                return false;
            }
            """));

    [Fact]
    public Task EmbeddedStatement() => Verify.Makes(
        Module("""
            private UtraceEngine? _engine;

            public void Stop() => _engine?.Put();

            public void Watch(TaskStruct task)
            {
                if (_engine is null)
                    _engine = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            }
            """),
        Module("""
            private UtraceEngine? _engine;

            public void Stop() => _engine?.Put();

            public void Watch(TaskStruct task)
            {
                if (_engine is null)
                {
                    using var pid = task.GetPid();
                    _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                }
            }
            """));

    [Fact]
    public Task SwitchSection() => Verify.Makes(
        Module("""
            private UtraceEngine? _engine;

            public void Stop() => _engine?.Put();

            public void Watch(TaskStruct task, int mode)
            {
                switch (mode)
                {
                    case 1 when _engine is null:
                        _engine = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
                        break;
                }
            }
            """),
        Module("""
            private UtraceEngine? _engine;

            public void Stop() => _engine?.Put();

            public void Watch(TaskStruct task, int mode)
            {
                switch (mode)
                {
                    case 1 when _engine is null:
                        using (var pid = task.GetPid())
                        {
                            _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
                        }
                        break;
                }
            }
            """));

    [Fact]
    public Task TwoAttachesShareThePid() => Verify.Makes(
        Module("""
            public void Watch(TaskStruct task)
            {
                using var one = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, "one");
                using var two = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops, "two");
            }
            """),
        Module("""
            public void Watch(TaskStruct task)
            {
                using var pid = task.GetPid();
                using var one = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops, "one");
                using var two = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops, "two");
            }
            """));

    [Fact]
    public Task TypesAreSpelledOutWhereTheFileDoesSo() => Verify.Makes(
        Module("""
            public void Watch(TaskStruct task)
            {
                using UtraceEngine engine = UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
            }
            """),
        Module("""
            public void Watch(TaskStruct task)
            {
                using PidHandle pid = task.GetPid();
                using UtraceEngine engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, _ops);
            }
            """));

    [Fact]
    public Task TaskThatMayBeNull_OffersNothing() => Verify.OffersNothing(Module("""
        public UtraceEngine Watch(TaskStruct? task)
        {
            return UtraceEngine.AttachTask({|UTR1005:task|}, AttachFlags.Create, _ops);
        }
        """));

    [Fact]
    public Task MethodWithoutAPartner_OffersNothing() => Verify.OffersNothing(Module("""
        public void Watch(TaskStruct task) => Wait({|UTR1005:task|});

        [MayBlock]
        public static void Wait(TaskStruct task) { }
        """));
}
