namespace Utrace.Analyzers.Tests.Engines;

/// <summary>UTR3011: an engine that is kept, or data that owns references, and no event that tells when to clean up.</summary>
public sealed class EngineWithoutCleanupTests
{
    private const string Ops = """
        public sealed class Plain : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;
            public override ResumeAction ReportExit(ResumeAction action, UtraceEngine engine, int originalCode, ref int code) => action;
        }

        public sealed class Reaper : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;
            public override void ReportReap(UtraceEngine engine, TaskStruct task) { }
        }

        public sealed class Mourner : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;
            public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal) => ResumeAction.Detach;
        }

        public sealed class Releaser : UtraceEngineOps
        {
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;
            public override void Release(object? data) => (data as IDisposable)?.Dispose();
        }

        public sealed class Session([Owned] PidHandle pid) : IDisposable
        {
            public int Number => pid.Number;
            public UtraceEngine? Engine { get; set; }
            public void Dispose() => pid.Put();
        }

        """;

    private static Task InModule(string statements, string cleanup = "foreach (var (_, kept) in _engines) kept.Put();") => Verify.Source(Ops + $$"""
        public sealed class Module(UtraceEvents asked) : IDisposable
        {
            private readonly Dictionary<int, UtraceEngine> _engines = [];
            private readonly List<UtraceEngine> _list = [];
            private readonly System.Collections.Concurrent.ConcurrentDictionary<int, UtraceEngine> _shared = new();
            private UtraceEngine? _engine;

            public UtraceEngine? Engine { get; set; }

            public void Run(PidHandle pid, UtraceEngineOps any, bool flag)
            {
                if (_engine is not null || Engine is not null)
                    return;
                {{statements}}
            }

            public void Dispose()
            {
                {{cleanup}}
                foreach (var one in _list) one.Put();
                foreach (var one in _shared.Values) one.Put();
                _engine?.Put();
                Engine?.Put();
            }
        }
        """);

    [Theory]
    [InlineData("_engines.Add(1, e);")]
    [InlineData("_engines[1] = e;")]
    [InlineData("_list.Add(e);")]
    [InlineData("_shared.TryAdd(1, e);")]
    [InlineData("_shared[1] = e;")]
    [InlineData("_engines.Add(1, e); _engine = e.Get();")]
    public Task KeptInACollection_Triggers(string keep) => InModule($$"""
        var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Plain());
        {{keep}}
        _ = e.SetEvents(pid, {|UTR3011:UtraceEvents.Exec|});
        """);

    [Theory]
    [InlineData("_list.Add(e);", "new Reaper()")]
    [InlineData("_engine = e;", "new Reaper()")]
    [InlineData("Engine = e;", "new Reaper()")]
    [InlineData("this._engine = e;", "new Mourner()")]
    [InlineData("(_engine, flag) = (e, true);", "new Mourner()")]
    [InlineData("_list.Add(e);", "any")]
    public Task KeptWithACleanupThatNobodyCalls_Triggers(string keep, string ops) => InModule($$"""
        var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, {{ops}});
        if (e.SetEvents(pid, {|UTR3011:UtraceEvents.Exec|}) != Errno.None)
        {
            e.Put();
            return;
        }
        {{keep}}
        """);

    [Theory]
    [InlineData("_engines", "_engines.Add(1, e);", "new Plain()")]
    [InlineData("_engine", "_engine = e;", "new Reaper()")]
    public Task KeptWhereNothingEverPutsIt_IsAnotherFault(string member, string keep, string ops) => Verify.Source((Ops + """
        public sealed class Module
        {
            private readonly Dictionary<int, UtraceEngine> _engines = [];
            private UtraceEngine? _engine;

            public int Count => _engines.Count + (_engine is null ? 0 : 1);

            public void Run(PidHandle pid)
            {
                var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, OPS);
                KEEP
                _ = e.SetEvents(pid, UtraceEvents.Exec);
            }
        }
        """).Replace(" " + member + (member == "_engine" ? ";" : " ="), " {|UTR3004:" + member + "|}" + (member == "_engine" ? ";" : " ="), StringComparison.Ordinal)
        .Replace("OPS", ops, StringComparison.Ordinal).Replace("KEEP", keep, StringComparison.Ordinal));

    [Theory]
    [InlineData("pid.Get()")]
    [InlineData("new Session(pid.Get())")]
    [InlineData("session")]
    public Task DataThatOwnsAReference_Triggers(string data) => InModule($$"""
        var session = new Session(pid.Get());
        using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Plain(), {{data}});
        _ = e.SetEvents(pid, {|UTR3011:UtraceEvents.Exec|});
        """);

    [Theory]
    [InlineData("_list.Add(e);", "new Reaper()", "UtraceEvents.Exec | UtraceEvents.Reap")]
    [InlineData("_engine = e;", "new Reaper()", "UtraceEvents.Reap")]
    [InlineData("_engine = e;", "new Mourner()", "UtraceEvents.Death | UtraceEvents.Exec")]
    [InlineData("_list.Add(e);", "new Mourner()", "UtraceEvents.Death")]
    [InlineData("_list.Add(e);", "any", "UtraceEvents.Death")]
    [InlineData("_list.Add(e);", "any", "asked")]
    [InlineData("_list.Add(e);", "any", "asked | UtraceEvents.Exec")]
    [InlineData("_engine = e;", "new Plain()", "UtraceEvents.Exec")]
    [InlineData("Engine = e;", "new Plain()", "UtraceEvents.Exec")]
    [InlineData("_engine = e;", "any", "UtraceEvents.Exec")]
    [InlineData("e.Put();", "new Reaper()", "UtraceEvents.Exec")]
    [InlineData("e.Put();", "new Plain()", "UtraceEvents.Exec")]
    [InlineData("var local = new List<UtraceEngine> { e }; foreach (var one in local) one.Put();", "new Plain()", "UtraceEvents.Exec")]
    [InlineData("_list.Add(e); _ = e.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Reap);", "new Reaper()", "UtraceEvents.Exec")]
    public Task ToldOfTheEndOrPut_DoesNotTrigger(string keep, string ops, string events) => InModule($$"""
        var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, {{ops}});
        _ = e.SetEvents(pid, {{events}});
        {{keep}}
        """);

    [Theory]
    [InlineData("foreach (var kept in _engines.Values) kept.Put(); _engines.Clear();")]
    [InlineData("foreach (var (key, _) in _engines.ToList()) if (_engines.Remove(key, out var kept)) kept.Put();")]
    [InlineData("if (this._engines.Remove(1, out var kept)) kept.Put();")]
    public Task TakenOutElsewhere_DoesNotTrigger(string cleanup) => InModule("""
        var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Plain());
        _engines[1] = e;
        _ = e.SetEvents(pid, UtraceEvents.Exec);
        """, cleanup);

    [Theory]
    [InlineData("new Releaser()", "pid.Get()")]
    [InlineData("new Releaser()", "new Session(pid.Get())")]
    [InlineData("any", "pid.Get()")]
    [InlineData("new Plain()", "new object()")]
    [InlineData("new Plain()", "null")]
    [InlineData("new Plain()", "\"name\"")]
    public Task DataThatIsReleasedOrPlain_DoesNotTrigger(string ops, string data) => InModule($$"""
        using var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, {{ops}}, {{data}});
        _ = e.SetEvents(pid, UtraceEvents.Exec);
        """);

    [Fact]
    public Task EventsAskedForElsewhere_DoNotTrigger() => InModule("""
        var e = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Reaper());
        _engine = e;
        """);
}
