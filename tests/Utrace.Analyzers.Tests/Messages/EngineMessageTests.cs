namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words and the places of the findings about calls of engines, each also suppressed and as generated code.</summary>
public sealed class EngineMessageTests
{
    [Theory]
    [InlineData("{|#0:engine.Barrier(pid)|};", "engine.Barrier(pid)")]
    [InlineData("{|#0:maybe?.Barrier(pid)|};", "maybe?.Barrier(pid)")]
    [InlineData("var error = {|#0:engine.Control(pid, ResumeAction.Stop)|};", "engine.Control(pid, ResumeAction.Stop)")]
    [InlineData("{|#0:engine.SetEvents(pid, UtraceEvents.Quiesce | UtraceEvents.SyscallEntry)|};", "SetEvents(...)")]
    public Task DroppedResult_NamesTheCall(string statements, string call) => Verify.InFull(
        InRun(statements),
        Verify.Rule("UTR3007").WithLocation(0)
            .WithMessage($"The answer of '{call}' is dropped; check it, or assign it to '_' where every answer is the same"));

    [Theory]
    [InlineData("{|#1:copy.Put()|};")]
    [InlineData("if (pid.Number == 1) Log(1); {|#1:copy.Dispose()|};")]
    public Task DetachWithoutBarrier_ShowsThePut(string put) => Verify.InFull(
        InRun("var copy = engine.Get(); _ = {|#0:copy.Control(pid, ResumeAction.Detach)|}; " + put),
        Verify.Rule("UTR3008").WithLocation(0).WithLocation(1)
            .WithMessage("'copy' may still be in a callback when it is put; where the detach answers EINPROGRESS call 'Barrier' first"));

    [Fact]
    public Task DetachBeforeADisposal_NamesWhatGoesAway() => Verify.InFull(
        InRun("""
            var state = new System.IO.MemoryStream();
            using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, state);
            _ = {|#0:made.Control(pid, ResumeAction.Detach)|};
            {|#1:state.Dispose()|};
            _ = made.Barrier(pid);
            """),
        Verify.Rule("UTR3008").WithLocation(0).WithLocation(1)
            .WithMessage("'made' may still be in a callback when 'state' goes away; where the detach answers EINPROGRESS call 'Barrier' first"));

    [Fact]
    public Task UnfinishedExamination_NamesThePath() => Verify.InFull(
        InRun("""
            var look = new Examiner();
            if ({|#0:engine.PrepareExamine(pid, look)|} != Errno.None)
                return;
            if (pid.Number == 1)
                {|#1:return;|}
            _ = engine.FinishExamine(pid, look);
            """),
        Verify.Rule("UTR3009").WithLocation(0).WithLocation(1).WithMessage(
            "'look' is prepared but not finished on the path that returns at line 10; "
            + "finish the examination on every path, and use what was read only where that answers 0"));

    [Fact]
    public Task FailedExamination_NamesWhatWasRead() => Verify.InFull(
        InRun("""
            var look = new Examiner();
            if ({|#3:engine.PrepareExamine(pid, look)|} != Errno.None)
                return;
            var number = {|#1:look.Registers.SyscallNumber|};
            _ = {|#2:engine.FinishExamine(pid, look)|};
            Log({|#0:number|} == 1);
            """),
        Verify.Rule("UTR3009").WithLocation(0).WithLocation(1).WithLocation(2)
            .WithMessage("'number' was read in an examination that failed; use it only where the call that ends it answers 0"));

    [Fact]
    public Task ReadWithoutAnExamination_SaysWhy() => Verify.InFull(
        InRun("""
            var look = new Examiner();
            if ({|#1:engine.PrepareExamine(pid, look)|} != Errno.None)
                Log({|#0:look.Registers|}.ToString()!);
            else
                _ = engine.FinishExamine(pid, look);
            """),
        Verify.Rule("UTR3009").WithLocation(0).WithLocation(1)
            .WithMessage("'look.Registers' is read although its examination did not begin; read it only where the call that begins it answers 0"));

    [Fact]
    public Task UnreportedEvent_NamesTheEventAndTheCallback() => Verify.InFull(
        InRun("""
            using var made = {|#1:UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops())|};
            _ = made.SetEvents(pid, {|#0:UtraceEvents.Exec | UtraceEvents.SignalTerm|});
            """),
        Verify.Rule("UTR3010").WithLocation(0).WithLocation(1).WithMessage(
            "'UtraceEvents.Exec | UtraceEvents.SignalTerm' asks for 'SignalTerm', which 'Ops' has no callback for; override 'ReportSignal', or leave it out"));

    [Fact]
    public Task CallWithoutItsEvent_NamesTheEvent() => Verify.InFull(
        InRun("""
            using var made = {|#1:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};
            _ = made.Control(pid, {|#0:ResumeAction.SingleStep|});
            """),
        Verify.Rule("UTR3010").WithLocation(0).WithLocation(1)
            .WithMessage("'ResumeAction.SingleStep' needs an event that 'made' has not asked for; ask for 'Quiesce' first"));

    [Fact]
    public Task EngineWithoutCleanup_NamesTheCollection() => Verify.InFull(
        InRun("""
            var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            _made.Add({|#1:made|});
            _ = made.SetEvents(pid, {|#0:UtraceEvents.Exec|});
            """),
        Verify.Rule("UTR3011").WithLocation(0).WithLocation(1)
            .WithMessage("'made' is kept in '_made', and nothing takes it out when its task is gone; ask for 'Reap' or 'Death'"));

    [Fact]
    public Task EngineWhoseDataIsNotReleased_SaysSo() => Verify.InFull(
        InRun("""
            using var made = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops(), {|#1:pid.Get()|});
            _ = made.SetEvents(pid, {|#0:UtraceEvents.Exec|});
            """),
        Verify.Rule("UTR3011").WithLocation(0).WithLocation(1)
            .WithMessage("'made' has a reference in its data, and nothing puts it when its task is gone; ask for 'Reap' or 'Death'"));

    private static string InRun(string statements) => $$"""
        public class Module
        {
            private readonly List<UtraceEngine> _made = [];
            public void Run(UtraceEngine engine, UtraceEngine? maybe, PidHandle pid, UtraceEngineOps ops)
            {
        {{statements}}
            }
            public void Stop()
            {
                foreach (var made in _made)
                    made.Put();
            }
        }
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;
        }
        """;
}
