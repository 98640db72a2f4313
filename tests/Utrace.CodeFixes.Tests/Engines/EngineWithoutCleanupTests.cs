using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Engines.EngineWithoutCleanupFix>;

namespace Utrace.CodeFixes.Tests.Engines;

/// <summary>UTR3011: the event that tells of the end is asked for, and reported to an override.</summary>
public class EngineWithoutCleanupTests
{
    private const string Exec =
        "    public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;\n";

    private const string Reap =
        "    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);\n";

    private const string Death =
        "    public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal) => ResumeAction.Detach;\n";

    private static string Ops(string name, params string[] members) =>
        $"public sealed class {name} : UtraceEngineOps\n{{\n" + string.Join("\n", members) + "}\n\n";

    private static string Watch(string statements) => $$"""
        public sealed class Module : IDisposable
        {
            private readonly List<UtraceEngine> _list = [];
            private UtraceEngine? _engine;

            public void Run(PidHandle pid, UtraceEngineOps any, UtraceEvents asked)
            {
                if (_engine is not null)
                    return;
        {{string.Join("\n", statements.Split('\n').Select(line => "        " + line))}}
            }

            public void Dispose()
            {
                foreach (var one in _list)
                    one.Put();
                _engine?.Put();
            }
        }
        """;

    private static Task Makes(string ops, string make, string events, string keep, string fixedOps, string fixedEvents) => Verify.Makes(
        ops + Watch($"var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, {make});\n{keep}\n_ = own.SetEvents(pid, {{|UTR3011:{events}|}});"),
        fixedOps + Watch($"var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, {make});\n{keep}\n_ = own.SetEvents(pid, {fixedEvents});"));

    [Fact]
    public Task CollectionAndCallbacksWithoutTheEnd() => Makes(
        Ops("Plain", Exec), "new Plain()", "UtraceEvents.Exec", "_list.Add(own);",
        Ops("Plain", Exec, Reap), "UtraceEvents.Exec | UtraceEvents.Reap");

    [Fact]
    public Task CallbacksThatAreNotKnown() => Makes(
        "", "any", "UtraceEvents.Exec", "_list.Add(own);", "", "UtraceEvents.Exec | UtraceEvents.Reap");

    [Fact]
    public Task CallbacksThatCleanUpAtTheReap() => Makes(
        Ops("Reaper", Exec, Reap), "new Reaper()", "UtraceEvents.Exec", "_engine = own;",
        Ops("Reaper", Exec, Reap), "UtraceEvents.Exec | UtraceEvents.Reap");

    [Fact]
    public Task CallbacksThatCleanUpAtTheDeath() => Makes(
        Ops("Mourner", Exec, Death), "new Mourner()", "UtraceEvents.Exec", "_engine = own;",
        Ops("Mourner", Exec, Death), "UtraceEvents.Exec | UtraceEvents.Death");

    [Fact]
    public Task SeveralEvents() => Makes(
        Ops("Mourner", Exec, Death), "new Mourner()", "UtraceEvents.Quiesce | UtraceEvents.Exec", "_list.Add(own);",
        Ops("Mourner", Exec, Death), "UtraceEvents.Quiesce | UtraceEvents.Exec | UtraceEvents.Death");

    [Fact]
    public Task NoEvents() => Makes(
        Ops("Reaper", Exec, Reap), "new Reaper()", "UtraceEvents.None", "_engine = own;",
        Ops("Reaper", Exec, Reap), "UtraceEvents.Reap");

    [Fact]
    public Task DataThatOwnsAReference() => Makes(
        Ops("Plain", Exec), "new Plain(), pid.Get()", "UtraceEvents.Exec", "_engine = own;",
        Ops("Plain", Exec, Reap), "UtraceEvents.Exec | UtraceEvents.Reap");

    [Fact]
    public Task ConditionWithTheCall() => Verify.Makes(
        Ops("Reaper", Exec, Reap) + Watch("""
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, new Reaper(), null, out var own, out _))
                return;
            if (own.SetEvents(pid, {|UTR3011:UtraceEvents.Exec|}) != Errno.None)
            {
                own.Put();
                return;
            }
            _engine = own;
            """),
        Ops("Reaper", Exec, Reap) + Watch("""
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, new Reaper(), null, out var own, out _))
                return;
            if (own.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Reap) != Errno.None)
            {
                own.Put();
                return;
            }
            _engine = own;
            """));

    [Fact]
    public Task CallbacksInAnotherFile() => Verify.Makes(
        [
            ("Module.cs", Watch("var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Plain());\n_list.Add(own);\n_ = own.SetEvents(pid, {|UTR3011:UtraceEvents.Exec|});")),
            ("Plain.cs", Ops("Plain", Exec)),
        ],
        [
            ("Module.cs", Watch("var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Plain());\n_list.Add(own);\n_ = own.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Reap);")),
            ("Plain.cs", Ops("Plain", Exec, Reap)),
        ]);

    [Fact]
    public Task CallbacksThatAreConditionallyCompiled_AreNotFixed() => Verify.OffersNothing(
        Ops("Plain", "#if !NOTHING\n" + Exec + "#endif\n")
        + Watch("var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Plain());\n_list.Add(own);\n_ = own.SetEvents(pid, {|UTR3011:UtraceEvents.Exec|});"));

    [Fact]
    public Task EventsInALocal() => Makes(
        Ops("Reaper", Exec, Reap), "new Reaper()", "events", "var events = UtraceEvents.Exec;\n_engine = own;",
        Ops("Reaper", Exec, Reap), "events | UtraceEvents.Reap");

    [Fact]
    public Task TypeThatIsNotWrittenHere_IsAskedForTheEventAlone() => Makes(
        "", "any, pid.Get()", "UtraceEvents.Exec", "_list.Add(own);", "", "UtraceEvents.Exec | UtraceEvents.Reap");
}
