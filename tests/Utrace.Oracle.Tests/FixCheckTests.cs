using Utrace.Oracles.Fixes;
using Utrace.Oracles.Truth;

namespace Utrace.Oracles.Tests;

/// <summary>What is said of fixes: of those that are offered, and of wrong ones made by hand.</summary>
public sealed class FixCheckTests
{
    private const string Leak = """
        PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            return;
        Oracle.Log(1);
        copy.Put();
        """;

    [Fact]
    public void The_fixes_of_a_leak_repair_it()
    {
        IReadOnlyList<CheckedFix> fixes = FixCheck.Of(ProgramText.Around(Leak));
        Assert.Equal([false, true], fixes.Select(fix => fix.Fix.IsAll));
        Assert.All(fixes, IsRepaired);
        Assert.All(fixes, fix => Assert.Equal(2, fix.Compared));
    }

    [Fact]
    public void Fix_all_repairs_each_fault_of_its_rule()
    {
        IReadOnlyList<CheckedFix> fixes = FixCheck.Of(ProgramText.Around("""
            PidHandle one = pid.Get();
            Oracle.Use(one);
            PidHandle two = pid.Get();
            Oracle.Use(two);
            """));
        CheckedFix all = Assert.Single(fixes, fix => fix.Fix.IsAll);
        Assert.Equal(2, all.Fix.Places.Count);
        Assert.All(fixes, IsRepaired);
    }

    [Fact]
    public void Fix_all_that_forgets_a_fault_is_caught()
    {
        const string body = """
            PidHandle one = pid.Get();
            PidHandle two = pid.Get();
            Oracle.Use(two);
            """;
        var fix = new OfferedFix(
            [new Place("UTR2001", ProgramText.First), new Place("UTR2001", ProgramText.First + 1)], true, "by hand",
            ProgramText.Around(body.Replace("PidHandle one", "using PidHandle one", StringComparison.Ordinal)));
        Assert.Equal(FixOutcome.NotRepaired, Assert.Single(FixCheck.Of(ProgramText.Around(body), [fix])).Outcome);
    }

    [Fact]
    public void A_fault_of_another_rule_may_remain() => Assert.All(
        FixCheck.Of(ProgramText.Around("""
            TaskStruct? task = pid.Task();
            Oracle.Use(task);
            Rcu.ReadLock();
            PidHandle copy = pid.Get();
            Oracle.Use(copy);
            """)),
        IsRepaired);

    [Fact]
    public void A_kept_task_becomes_a_kept_pid()
    {
        IReadOnlyList<CheckedFix> fixes = FixCheck.Of("""
            using System;
            using Utrace;
            using Utrace.Oracles;
            public sealed class Subject : OracleProgram
            {
                private TaskStruct? _task; // UTR1003
                public override void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops)
                {
                    using (Rcu.EnterReadScope())
                        _task = pid.Task();
                    Oracle.Log(1);
                }
            }
            """);
        Assert.NotEmpty(fixes);
        Assert.All(fixes, IsRepaired);
    }

    [Fact]
    public void A_fix_that_does_nothing_is_caught() => Says(FixOutcome.NotRepaired, Leak, "UTR2001", Leak);

    [Fact]
    public void A_fix_that_is_no_program_is_caught() => Says(FixOutcome.DoesNotCompile, Leak, "UTR2001", "copy.Put();");

    [Fact]
    public void A_fix_that_puts_too_early_is_caught() => Says(
        FixOutcome.BreaksAnother, Leak, "UTR2001", """
        PidHandle copy = pid.Get(); // here
        copy.Put();
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            return;
        Oracle.Log(1);
        """);

    [Fact]
    public void A_fix_that_puts_twice_on_a_path_that_was_fine_is_caught() => Says(
        FixOutcome.BreaksAnother, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            return;
        Oracle.Log(1);
        copy.Put();
        """);

    [Fact]
    public void A_fix_that_mends_one_path_and_breaks_the_other_is_caught() => Says(
        FixOutcome.BreaksAnother, Leak, "UTR2001", """
        PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
        {
            copy.Put();
            return;
        }
        Oracle.Log(1);
        """);

    [Fact]
    public void A_fix_that_loses_a_statement_is_caught() => Says(
        FixOutcome.ChangesResult, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            return;
        """);

    [Fact]
    public void A_fix_that_turns_a_test_round_is_caught() => Says(
        FixOutcome.ChangesResult, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (!Oracle.Choose(1))
            return;
        Oracle.Log(1);
        """);

    [Fact]
    public void A_fix_that_throws_where_nothing_was_thrown_is_caught() => Says(
        FixOutcome.ChangesResult, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            throw new OracleException();
        Oracle.Log(1);
        """);

    [Fact]
    public void A_fix_that_leaves_an_engine_attached_is_caught() => Says(
        FixOutcome.ChangesResult, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            return;
        Oracle.Log(1);
        UtraceEngine.AttachPid(copy, AttachFlags.Create, ops).Put();
        """);

    [Fact]
    public void A_fix_that_leaks_something_else_is_caught() => Says(
        FixOutcome.BreaksAnother, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        UtraceEngine other = engine.Get();
        if (Oracle.Choose(1))
            return;
        Oracle.Log(1);
        other.Put();
        """);

    [Fact]
    public void A_section_that_is_left_open_is_caught() => Says(
        FixOutcome.BreaksAnother,
        """
        TaskStruct? task = pid.Task(); // here
        Oracle.Use(task);
        """,
        "UTR1001", """
        Rcu.ReadLock();
        TaskStruct? task = pid.Task(); // here
        Oracle.Use(task);
        """);

    [Fact]
    public void A_section_around_a_call_that_blocks_is_caught() => Says(
        FixOutcome.BreaksAnother,
        """
        TaskStruct? task = pid.Task(); // here
        Oracle.Use(task);
        Oracle.Log(engine.Barrier(pid));
        """,
        "UTR1001", """
        using (Rcu.EnterReadScope())
        {
            TaskStruct? task = pid.Task(); // here
            Oracle.Use(task);
            Oracle.Log(engine.Barrier(pid));
        }
        """);

    [Fact]
    public void What_the_analyzers_say_counts_where_no_run_shows_it() => Says(
        FixOutcome.FindsAnother, Leak, "UTR2001", """
        using PidHandle copy = pid.Get(); // here
        Oracle.Log(copy.Number);
        if (Oracle.Choose(1))
            return;
        Oracle.Log(1);
        void Never()
        {
            PidHandle lost = pid.Get();
            Oracle.Use(lost);
        }
        """);

    /// <summary>A lookup that the fix takes away took its reap along: the run with the reap has no counterpart.</summary>
    [Fact]
    public void An_event_that_can_not_happen_any_more_is_not_held_against_a_fix() => Says(
        FixOutcome.Repaired,
        """
        TaskStruct? task = pid.Task(); // here
        Oracle.Log(task is null);
        """,
        "UTR1001", """
        Oracle.Log(false);
        """);

    [Theory]
    [InlineData("a\nb\nc", "a\nx\nb\nc", 2, 3)]
    [InlineData("a\n{\nb\n}\nc", "a\n{\n    b\n    c\n}", 5, 4)]
    [InlineData("a\nb = 1;\nc", "a\nusing b = 1;\nc", 2, 2)]
    [InlineData("a\nb()\nc", "a\nint b;\nusing (x)\n    b = b();\nc", 2, 4)]
    public void A_line_is_known_again(string before, string after, int was, int now)
    {
        var lines = new LineMap(before, after);
        Assert.Equal(lines.Before(was), lines.After(now));
        Assert.NotEqual(lines.Before(was), lines.After(1));
    }

    private static void IsRepaired(CheckedFix fix) =>
        Assert.Equal((FixOutcome.Repaired, "", true), (fix.Outcome, fix.Because, fix.IsExhaustive));

    private static void Says(FixOutcome expected, string before, string rule, string after)
    {
        int line = ProgramText.First + before.Split('\n').ToList().FindIndex(text => text.Contains("// here", StringComparison.Ordinal));
        var fix = new OfferedFix([new Place(rule, line)], false, "by hand", ProgramText.Around(after));
        CheckedFix judged = Assert.Single(FixCheck.Of(ProgramText.Around(before), [fix]));
        Assert.Equal((expected, ""), (judged.Outcome, expected == judged.Outcome ? "" : judged.Because));
    }
}
