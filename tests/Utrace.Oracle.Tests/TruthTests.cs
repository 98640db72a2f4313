using Utrace.Oracles.Truth;

namespace Utrace.Oracles.Tests;

/// <summary>What the runs show of programs whose faults are known: the places that are marked, and no others.</summary>
public sealed class TruthTests
{
    [Fact]
    public void A_lookup_without_a_section() => Shows("""
        TaskStruct? task = pid.Task(); // UTR1001
        Oracle.Use(task);
        """);

    [Fact]
    public void The_first_use_after_the_section_on_each_path() => Shows("""
        TaskStruct? task = null;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Oracle.Use(task);
        }
        if (Oracle.Choose(1))
            Oracle.Log(task is null);
        else
        {
            Oracle.Use(task); // UTR1002
            Oracle.Use(task);
        }
        """);

    [Fact]
    public void A_nested_section_that_ends_is_no_fault() => Shows("""
        Rcu.ReadLock();
        TaskStruct? task = null;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        Oracle.Use(task);
        Rcu.ReadUnlock();
        """);

    [Fact]
    public void A_use_lies_in_the_statement_that_hangs_on_another() => Shows("""
        PidHandle copy = pid.Get();
        copy.Put();
        using (Rcu.EnterReadScope())
            if (Oracle.Choose(1))
                Oracle.Log(copy.Task()?.Pid); // UTR2003
        """);

    [Fact]
    public void A_pid_that_one_path_forgets() => Shows("""
        PidHandle copy = pid.Get(); // UTR2001
        if (Oracle.Choose(1))
            return;
        copy.Put();
        """);

    [Fact]
    public void A_pid_is_not_lost_by_an_exception_that_leaves_the_method() => Shows("""
        PidHandle copy = pid.Get();
        Oracle.MayThrow(1);
        copy.Put();
        """);

    [Fact]
    public void A_pid_is_lost_by_an_exception_that_is_caught() => Shows("""
        try
        {
            PidHandle copy = pid.Get(); // UTR2001
            Oracle.MayThrow(1);
            copy.Put();
        }
        catch (OracleException)
        {
            Oracle.Log(1);
        }
        """);

    [Fact]
    public void The_same_flag_takes_the_same_side() => Shows("""
        bool flag = Oracle.Choose(1);
        PidHandle? copy = null;
        if (flag) copy = pid.Get();
        Oracle.Log(1);
        if (flag) copy?.Put();
        """);

    [Fact]
    public void Two_puts_of_which_one_is_a_using() => Shows("""
        using PidHandle copy = pid.Get();
        if (Oracle.Choose(1))
            copy.Put(); // UTR2002
        """);

    [Fact]
    public void An_engine_that_is_used_after_its_put() => Shows("""
        UtraceEngine copy = engine.Get();
        copy.Put();
        Oracle.Use(copy); // UTR3003
        """);

    [Fact]
    public void A_section_that_a_return_leaves_open() => Shows("""
        Rcu.ReadLock(); // UTR4001
        if (Oracle.Choose(1))
            return;
        Rcu.ReadUnlock();
        """);

    [Fact]
    public void An_unlock_too_many() => Shows("""
        Rcu.ReadLock();
        Rcu.ReadUnlock();
        Rcu.ReadUnlock(); // UTR4002
        """);

    [Fact]
    public void An_attach_by_a_task_of_the_open_section() => Shows("""
        using (Rcu.EnterReadScope())
        {
            if (pid.Task() is { } task)
            {
                using UtraceEngine own = UtraceEngine.AttachTask(task, AttachFlags.Create, ops); // UTR1005
                Oracle.Use(own);
            }
        }
        """);

    private static void Shows(string body)
    {
        string[] lines = body.Split('\n');
        string source = $$"""
            using System;
            using Utrace;
            using Utrace.Oracles;
            public sealed class Subject : OracleProgram
            {
                public override void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops)
                {
            {{body.Replace("// UTR", "// breaks UTR", StringComparison.Ordinal)}}
                }
            }
            """;
        string[] expected =
        [
            .. lines.Index().Where(line => line.Item.Contains("// UTR", StringComparison.Ordinal))
                .Select(line => $"{line.Item[(line.Item.IndexOf("// ", StringComparison.Ordinal) + 3)..].Trim()} at line {line.Index + 8}"),
        ];
        ProgramTruth truth = Explorer.Explore(Compiler.Compile(source), runs: 400);
        Assert.Equal(expected, truth.Broken.Keys.Order().Select(place => place.ToString()));
        Assert.True(truth.IsExhaustive);
    }
}
