namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR3001, UTR3002, UTR3003: the rules of pids with the numbers of engines, and what only engines have.</summary>
public sealed class EngineTests
{
    [Theory]
    [InlineData("var attached = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|}; Log(attached.Data is null);")]
    [InlineData("var attached = {|UTR3001:UtraceEngine.AttachTask(TaskStruct.Current, AttachFlags.Create, ops)|}; Use(attached);")]
    [InlineData("var copy = {|UTR3001:engine.Get()|}; Use(copy);")]
    [InlineData("if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3001:var attached|}, out _)) Use(attached);")]
    [InlineData("UtraceEngine? e; if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3001:e|}, out _)) Use(e);")]
    [InlineData("var attached = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|}; if (flag) return; attached.Put();")]
    [InlineData("var attached = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|}; if (flag) attached.Put();")]
    [InlineData("""
        var attached = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};
        if (attached.SetEvents(pid, UtraceEvents.Quiesce) != Errno.None)
            throw new UtraceException(Errno.ESRCH);
        attached.Put();
        """)]
    [InlineData("""
        for (var i = 0; i < nr; i++)
        {
            var attached = {|UTR3001:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};
            if (attached.SetEvents(pid, UtraceEvents.Quiesce) != Errno.None)
                continue;
            attached.Put();
        }
        """)]
    public Task MissingPut_Triggers(string statements) => Verify.Body(statements);

    [Theory]
    [InlineData("using var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);")]
    [InlineData("using (UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)) Work();")]
    [InlineData("var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops); attached.Put();")]
    [InlineData("if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var e, out var error)) return; e.Put();")]
    [InlineData("if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var attached, out _)) { using (attached) Work(); }")]
    [InlineData("if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var e, out _)) e.Put(); else Use(e);")]
    [InlineData("UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var attached, out _); attached?.Put();")]
    [InlineData("var ok = UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var e, out _); if (ok) e!.Put();")]
    [InlineData("Give(engine.Get());")]
    [InlineData("var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops); Give(attached);")]
    [InlineData("""
        var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        try
        {
            if (attached.SetEvents(pid, UtraceEvents.Quiesce) != Errno.None)
                throw new UtraceException(Errno.ESRCH);
        }
        finally
        {
            attached.Put();
        }
        """)]
    [InlineData("""
        UtraceEngine? attached = null;
        try
        {
            attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            Use(attached);
        }
        catch (UtraceException failure) when (failure.Errno == Errno.ESRCH)
        {
            Log("gone");
        }
        finally
        {
            attached?.Put();
        }
        """)]
    public Task Put_DoesNotTrigger(string statements) => Verify.Body(statements);

    [Fact]
    public Task ReturnOnTheFalseSideOfTryAttach_DoesNotTrigger() => Verify.Members("""
        public Errno Attach(PidHandle pid, UtraceEngineOps ops)
        {
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var attached, out var error))
                return error;
            using (attached)
                return attached.SetEvents(pid, UtraceEvents.Reap);
        }
        """);

    [Fact]
    public Task ReturnOnTheTrueSideOfTryAttach_Triggers() => Verify.Members("""
        public Errno Attach(PidHandle pid, UtraceEngineOps ops)
        {
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3001:var attached|}, out var error))
                return error;
            error = attached.SetEvents(pid, UtraceEvents.Reap);
            if (error != Errno.None)
                return error;
            attached.Put();
            return Errno.None;
        }
        """);

    [Fact]
    public Task PidAndEngineOfOneMethod_TriggerEachUnderItsNumber() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if (found is null)
            return;
        var attached = {|UTR3001:UtraceEngine.AttachPid(found, AttachFlags.Create, ops)|};
        if (attached.SetEvents(found, UtraceEvents.Reap) != Errno.None)
            return;
        attached.Put();
        found.Put();
        """);

    [Fact]
    public Task EngineStoredInAField_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer(PidHandle pid, UtraceEngineOps ops) : IDisposable
        {
            private readonly Dictionary<int, UtraceEngine> engines = [];
            private UtraceEngine? first;

            public void Start()
            {
                first ??= UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
                var second = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, this);
                engines[pid.Number] = second;
            }

            public void Dispose()
            {
                first?.Put();
                foreach (var engine in engines.Values)
                    engine.Put();
            }
        }
        """);

    [Fact]
    public Task EngineHandedOutByATryMethod_DoesNotTrigger() => Verify.Members("""
        public bool TryTrace(PidHandle pid, UtraceEngineOps ops, [NotNullWhen(true)] out UtraceEngine? engine)
        {
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out engine, out _))
                return false;
            if (engine.SetEvents(pid, UtraceEvents.Signal) == Errno.None)
                return true;
            engine.Put();
            engine = null;
            return false;
        }
        """);

    [Fact]
    public Task EngineOfACallback_IsLent_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportQuiesce(ResumeAction action, UtraceEngine engine, UtraceEvents @event)
            {
                Use(engine);
                return engine.Data is null ? ResumeAction.Detach : ResumeAction.Resume;
            }
        }
        """);

    [Fact]
    public Task CopyOfTheEngineOfACallback_Triggers() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportQuiesce(ResumeAction action, UtraceEngine engine, UtraceEvents @event)
            {
                var copy = {|UTR3001:engine.Get()|};
                Use(copy);
                return ResumeAction.Resume;
            }
        }
        """);

    [Theory]
    [InlineData("attached.Put(); {|UTR3002:attached.Put()|};")]
    [InlineData("attached.Put(); {|UTR3002:attached.Dispose()|};")]
    [InlineData("using (attached) {|UTR3002:attached.Put()|};")]
    [InlineData("if (flag) attached.Put(); {|UTR3002:attached.Put()|};")]
    [InlineData("attached.Put(); Log({|UTR3003:attached|}.Data is null);")]
    [InlineData("attached.Put(); _ = {|UTR3003:attached|}.Control(pid, ResumeAction.Detach);")]
    [InlineData("attached.Put(); {|UTR3003:attached|}.Data = null;")]
    [InlineData("attached.Put(); Use({|UTR3003:attached|});")]
    [InlineData("_ = attached.Control(pid, ResumeAction.Resume); attached.Put(); _ = {|UTR3003:attached|}.Barrier(pid);")]
    [InlineData("using (attached) Work(); _ = {|UTR3003:attached|}.SetEvents(pid, UtraceEvents.None);")]
    public Task PutTwiceOrUsedAfterIt_Triggers(string statements) => Verify.Body($$"""
        var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        {{statements}}
        """);

    [Theory]
    [InlineData("_ = attached.Control(pid, ResumeAction.Detach); _ = attached.Barrier(pid); attached.Put();")]
    [InlineData("var copy = attached.Get(); attached.Put(); _ = copy.Control(pid, ResumeAction.Resume); copy.Put();")]
    [InlineData("if (flag) { attached.Put(); return; } Use(attached); attached.Put();")]
    [InlineData("var data = attached.Data; attached.Put(); Log(data is null);")]
    [InlineData("attached.Put(); Log(attached is null); attached = UtraceEngine.AttachPid(pid, AttachFlags.None, ops); attached.Put();")]
    public Task PutOnce_DoesNotTrigger(string statements) => Verify.Body($$"""
        var attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        {{statements}}
        """);
}
