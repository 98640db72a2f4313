using Xunit;
using static Utrace.CodeFixes.Tests.Framework;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Engines.UnreportedEventsFix>;

namespace Utrace.CodeFixes.Tests.Engines;

/// <summary>UTR3010: overrides that are missing, and events that need not be asked for.</summary>
public class UnreportedEventsTests
{
    private const string Exec = """
            public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs) => action;
        """;

    private static string Watch(string statements) => Method("using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops());\n" + statements);

    private static string Ops(string members) => "public class Ops : UtraceEngineOps\n{\n" + members + "\n}\n\n";

    [Fact]
    public Task OverrideBehindTheOthers() => Verify.Makes(
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Exec | UtraceEvents.Clone|});
            """),
        Ops(Exec + "\n\n" + """
                public override ResumeAction ReportClone(ResumeAction action, UtraceEngine engine, CloneFlags flags, TaskStruct child) =>
                    base.ReportClone(action, engine, flags, child);
            """) + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Exec | UtraceEvents.Clone);
            """));

    [Fact]
    public Task OverrideWithARefParameter() => Verify.Makes(
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Exit|});
            """),
        Ops(Exec + "\n\n" + """
                public override ResumeAction ReportExit(ResumeAction action, UtraceEngine engine, int originalCode, ref int code) =>
                    base.ReportExit(action, engine, originalCode, ref code);
            """) + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Exit);
            """));

    [Fact]
    public Task TwoOverrides() => Verify.Makes(
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap | UtraceEvents.Death|});
            """),
        Ops(Exec + "\n\n" + """
                public override ResumeAction ReportDeath(UtraceEngine engine, bool groupDead, int signal) =>
                    base.ReportDeath(engine, groupDead, signal);

                public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);
            """) + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Reap | UtraceEvents.Death);
            """));

    [Fact]
    public Task TypeWithoutABody() => Verify.Makes(
        "public sealed class Ops : UtraceEngineOps;\n\n" + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});
            """),
        Ops("    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);")
            .Replace("class", "sealed class") + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Reap);
            """));

    [Fact]
    public Task TypeWithoutMembers() => Verify.Makes(
        "public sealed class Ops : UtraceEngineOps { }\n\n" + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});
            """),
        Ops("    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);")
            .Replace("class", "sealed class") + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Reap);
            """));

    [Fact]
    public Task TypeInAnotherFile() => Verify.Makes(
        [
            ("Module.cs", Watch("_ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});")),
            ("Ops.cs", Ops(Exec)),
        ],
        [
            ("Module.cs", Watch("_ = own.SetEvents(pid, UtraceEvents.Reap);")),
            ("Ops.cs", Ops(Exec + "\n\n    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);")),
        ]);

    [Fact]
    public Task TypeThatAttachesItself() => Verify.Makes(
        """
        public sealed class SelfMade : UtraceEngineOps
        {
            public void Start(PidHandle pid)
            {
                using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, this);
                _ = engine.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});
            }

            private sealed class Nested;
        }
        """,
        """
        public sealed class SelfMade : UtraceEngineOps
        {
            public void Start(PidHandle pid)
            {
                using var engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, this);
                _ = engine.SetEvents(pid, UtraceEvents.Reap);
            }

            public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);

            private sealed class Nested;
        }
        """);

    [Fact]
    public Task CallbacksInALocal() => Verify.Makes(
        Ops(Exec) + Method("""
            UtraceEngineOps ops = new Ops();
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var own, out _))
                return;
            using (own)
                _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});
            """),
        Ops(Exec + "\n\n    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);") + Method("""
            UtraceEngineOps ops = new Ops();
            if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var own, out _))
                return;
            using (own)
                _ = own.SetEvents(pid, UtraceEvents.Reap);
            """));

    [Fact]
    public Task OneOverrideForTwoEngines() => Verify.Makes(
        Ops(Exec) + Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops());
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});
            using var other = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops());
            _ = other.SetEvents(pid, {|UTR3010:UtraceEvents.Reap | UtraceEvents.Exec|});
            """),
        Ops(Exec + "\n\n    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);") + Method("""
            using var own = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops());
            _ = own.SetEvents(pid, UtraceEvents.Reap);
            using var other = UtraceEngine.AttachPid(pid, AttachFlags.Create, new Ops());
            _ = other.SetEvents(pid, UtraceEvents.Reap | UtraceEvents.Exec);
            """));

    [Fact]
    public Task BaseOfOnesOwnThatOverrides() => Verify.Makes(
        "public class Base : UtraceEngineOps\n{\n" + Exec + "\n}\n\npublic sealed class Ops : Base\n{\n}\n\n" + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap | UtraceEvents.Exec|});
            """),
        "public class Base : UtraceEngineOps\n{\n" + Exec + "\n}\n\npublic sealed class Ops : Base\n{\n"
            + "    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);\n}\n\n" + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Reap | UtraceEvents.Exec);
            """));

    [Fact]
    public Task EventThatIsLeftOut() => Verify.Makes(
        1,
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Exec | UtraceEvents.Clone|});
            """),
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Exec);
            """));

    [Fact]
    public Task EventThatIsLeftOutOfThree() => Verify.Makes(
        1,
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Quiesce | UtraceEvents.Clone | UtraceEvents.Exec|});
            """),
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, UtraceEvents.Quiesce | UtraceEvents.Exec);
            """));

    [Fact]
    public Task TypeWithConditionalParts_IsNotFixed() => Verify.OffersNothing(
        Ops("#if !NOTHING\n" + Exec + "\n#endif") + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:UtraceEvents.Reap|});
            """));

    [Fact]
    public Task CastOfANumber_IsNotLeftOut() => Verify.Makes(
        Ops(Exec) + Watch("""
            _ = own.SetEvents(pid, {|UTR3010:(UtraceEvents)(1 << 1)|});
            """),
        Ops(Exec + "\n\n    public override void ReportReap(UtraceEngine engine, TaskStruct task) => base.ReportReap(engine, task);") + Watch("""
            _ = own.SetEvents(pid, (UtraceEvents)(1 << 1));
            """));
}
