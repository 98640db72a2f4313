namespace Utrace.Analyzers.Tests.Engines;

/// <summary>UTR3010: events that no override reports, and calls that need an event that was not asked for.</summary>
public sealed class UnreportedEventsTests
{
    private const string Ops = """
        public sealed class Ops : UtraceEngineOps
        {
            public override SyscallReply ReportSyscallEntry(SyscallAction syscall, ResumeAction action, UtraceEngine engine, TaskRegisters regs) =>
                new(SyscallAction.Run, ResumeAction.Resume);

            public override void ReportReap(UtraceEngine engine, TaskStruct task) { }
        }

        public class OpenOps : UtraceEngineOps
        {
            public override SignalReply ReportSignal(
                SignalAction signal, ResumeAction action, UtraceEngine engine, TaskRegisters regs, SignalInfo info) => new(signal, ResumeAction.Resume);
        }

        public sealed class DerivedOps : OpenOps
        {
            public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal) => ResumeAction.Detach;
        }

        public abstract class BaseOps : UtraceEngineOps;

        """;

    private static Task InMethod(string statements) => Verify.Source(Ops + $$"""
        public class Module
        {
            private const UtraceEvents Wanted = UtraceEvents.SyscallEntry | UtraceEvents.Exec;
            private UtraceEvents _events;
            private readonly Ops _ops = new();

            public void Run(PidHandle pid, UtraceEngine engine, UtraceEngineOps anyOps, Ops ops, OpenOps open, BaseOps abstractOps, bool flag)
            {
                {{statements}}
            }
        }
        """);

    [Theory]
    [InlineData("new Ops()", "UtraceEvents.SyscallExit")]
    [InlineData("new Ops()", "UtraceEvents.SyscallEntry | UtraceEvents.SyscallExit")]
    [InlineData("new Ops()", "UtraceEvents.Quiesce | UtraceEvents.Clone | UtraceEvents.Reap")]
    [InlineData("new Ops()", "UtraceEvents.Death")]
    [InlineData("new Ops()", "UtraceEvents.SignalTerm")]
    [InlineData("new Ops()", "Wanted")]
    [InlineData("new Ops()", "Wanted | UtraceEvents.Reap")]
    [InlineData("new Ops()", "_events | UtraceEvents.Jctl")]
    [InlineData("new Ops()", "(UtraceEvents)(1 << 4)")]
    [InlineData("ops", "UtraceEvents.Exit")]
    [InlineData("_ops", "UtraceEvents.Exit")]
    [InlineData("new OpenOps()", "UtraceEvents.Exit")]
    [InlineData("new OpenOps()", "UtraceEvents.Signal | UtraceEvents.Exec")]
    [InlineData("new DerivedOps()", "UtraceEvents.Signal | UtraceEvents.Death | UtraceEvents.Reap")]
    public Task UnreportedEvent_Triggers(string ops, string events) => InMethod(
        $$"""using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, {{ops}}); _ = e.SetEvents(pid, {|UTR3010:{{events}}|});""");

    [Theory]
    [InlineData("var own = new OpenOps(); using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, own); _ = e.SetEvents(pid, {|UTR3010:UtraceEvents.Exit|});")]
    [InlineData("UtraceEngineOps own = new Ops(); using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, own); _ = e.SetEvents(pid, {|UTR3010:UtraceEvents.Exit|});")]
    [InlineData("using var e = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops); _ = e.SetEvents(TaskStruct.Current, {|UTR3010:UtraceEvents.Exit|});")]
    [InlineData("if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var e, out _)) return; using (e) _ = e.SetEvents(pid, {|UTR3010:UtraceEvents.Exit|});")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops); var f = e; _ = f.SetEvents(pid, {|UTR3010:UtraceEvents.Exit|});")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops); var events = UtraceEvents.Exit; _ = e.SetEvents(pid, {|UTR3010:events|});")]
    public Task OtherForms_Trigger(string statements) => InMethod(statements);

    [Theory]
    [InlineData("new Ops()", "UtraceEvents.SyscallEntry")]
    [InlineData("new Ops()", "UtraceEvents.SyscallEntry | UtraceEvents.Reap")]
    [InlineData("new Ops()", "UtraceEvents.Quiesce")]
    [InlineData("new Ops()", "UtraceEvents.None")]
    [InlineData("new Ops()", "default")]
    [InlineData("new Ops()", "(UtraceEvents)(1 << 30)")]
    [InlineData("new Ops()", "_events")]
    [InlineData("new Ops()", "Wanted & ~UtraceEvents.Exec")]
    [InlineData("new Ops()", "_events & UtraceEvents.Exit")]
    [InlineData("new Ops()", "flag ? UtraceEvents.Exit : UtraceEvents.None")]
    [InlineData("new DerivedOps()", "UtraceEvents.SignalCore | UtraceEvents.SignalIgn | UtraceEvents.Death")]
    [InlineData("anyOps", "UtraceEvents.Exit")]
    [InlineData("open", "UtraceEvents.Exit")]
    [InlineData("abstractOps", "UtraceEvents.Exit")]
    [InlineData("null", "UtraceEvents.Exit")]
    [InlineData("flag ? open : new DerivedOps()", "UtraceEvents.Exit")]
    public Task ReportedOrUnknown_DoesNotTrigger(string ops, string events) => InMethod(
        $$"""using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, {{ops}}); _ = e.SetEvents(pid, {{events}});""");

    [Theory]
    [InlineData("_ = engine.SetEvents(pid, UtraceEvents.Exit);")]
    [InlineData("var own = new OpenOps(); own = open; using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, own); _ = e.SetEvents(pid, UtraceEvents.Exit);")]
    [InlineData("using var e = engine.Get(); _ = e.SetEvents(pid, UtraceEvents.Exit);")]
    public Task UnknownEngine_DoesNotTrigger(string statements) => InMethod(statements);

    [Fact]
    public Task Callback_KnowsItsOwnType() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                _ = engine.SetEvents(TaskStruct.Current, {|UTR3010:UtraceEvents.Exec | UtraceEvents.Exit|});
                _ = engine.SetEvents(TaskStruct.Current, UtraceEvents.Exec | UtraceEvents.Quiesce);
                return action;
            }
        }

        public class OpenOps : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
            {
                _ = engine.SetEvents(TaskStruct.Current, UtraceEvents.Exec | UtraceEvents.Exit);
                return action;
            }
        }

        public sealed class SelfMade : UtraceEngineOps
        {
            public void Start(PidHandle pid)
            {
                using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, this);
                _ = engine.SetEvents(pid, {|UTR3010:UtraceEvents.Clone|});
            }
        }
        """);

    [Theory]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.Control(pid, {|UTR3010:ResumeAction.SingleStep|});")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.Control(pid, {|UTR3010:ResumeAction.BlockStep|});")]
    [InlineData("using var e = UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, anyOps); _ = e.Control(TaskStruct.Current, {|UTR3010:ResumeAction.Report|});")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); if (flag && e.SetEvents(pid, UtraceEvents.Quiesce) != Errno.None) return; _ = e.Control(pid, {|UTR3010:ResumeAction.Report|});")]
    [InlineData("_ = engine.SetEvents(pid, UtraceEvents.Exec); _ = engine.Control(pid, {|UTR3010:ResumeAction.SingleStep|});")]
    [InlineData("_ = engine.SetEvents(pid, UtraceEvents.None); _ = engine.Control(pid, {|UTR3010:ResumeAction.Report|});")]
    [InlineData("_ = engine.SetEvents(pid, Wanted); if (engine.Control(pid, {|UTR3010:ResumeAction.Report|}) != Errno.None) return;")]
    public Task CallWithoutQuiesce_Triggers(string statements) => InMethod(statements);

    [Theory]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.SetEvents(pid, UtraceEvents.Quiesce); _ = e.Control(pid, ResumeAction.SingleStep);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.SetEvents(pid, Wanted | UtraceEvents.Quiesce); _ = e.Control(pid, ResumeAction.Report);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.SetEvents(pid, _events); _ = e.Control(pid, ResumeAction.Report);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.Control(pid, ResumeAction.Interrupt);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); _ = e.Control(pid, ResumeAction.Stop);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.MatchOps, anyOps); _ = e.Control(pid, ResumeAction.SingleStep);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create | AttachFlags.MatchOps, anyOps); _ = e.Control(pid, ResumeAction.SingleStep);")]
    [InlineData("using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, anyOps); Use(e); _ = e.Control(pid, ResumeAction.SingleStep);")]
    [InlineData("_ = engine.Control(pid, ResumeAction.SingleStep);")]
    [InlineData("_ = engine.SetEvents(pid, UtraceEvents.None); _ = engine.SetEvents(pid, UtraceEvents.Quiesce); _ = engine.Control(pid, ResumeAction.Report);")]
    [InlineData("_ = engine.SetEvents(pid, flag ? UtraceEvents.Quiesce : UtraceEvents.None); if (flag) _ = engine.Control(pid, ResumeAction.Report);")]
    [InlineData("using var e = engine.Get(); _ = e.Control(pid, ResumeAction.SingleStep);")]
    public Task CallWithQuiesce_DoesNotTrigger(string statements) => InMethod(statements);
}
