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
    public void A_sleep_in_a_section_and_the_first_use_after_it() => Shows("""
        Rcu.ReadLock();
        TaskStruct? task = pid.Task();
        System.Threading.Thread.Sleep(1); // UTR4003
        Oracle.Use(task); // UTR1004
        Oracle.Use(task);
        Rcu.ReadUnlock();
        System.Threading.Thread.Sleep(1);
        """);

    [Fact]
    public void A_use_after_the_sleep_and_the_section() => Shows("""
        TaskStruct? task = null;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Oracle.Log(engine.Barrier(pid)); // UTR4003
        }
        Oracle.Use(task); // UTR1002
        """);

    [Fact]
    public void An_attach_that_is_told_to_go_by_the_pid() => Shows("""
        using (Rcu.EnterReadScope())
        {
            TaskStruct? task = pid.Task();
            using var made = UtraceEngine.AttachTask(task, AttachFlags.Create, ops); // UTR1005
            Oracle.Use(task); // UTR1004
        }
        """);

    [Fact]
    public void A_sleep_in_a_local_function_is_its_callers() => Shows("""
        void Rest() { System.Threading.Thread.Sleep(1); }
        Rest();
        using (Rcu.EnterReadScope())
        {
            Rest(); // UTR4003
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
    public void A_program_that_jumps_back_for_good_comes_to_an_end() => Shows("""
        again:
        Oracle.Log(1);
        goto again;
        """);

    [Fact]
    public void A_pid_that_one_path_forgets() => Shows("""
        PidHandle copy = pid.Get(); // UTR2001
        if (Oracle.Choose(1))
            return;
        copy.Put();
        """);

    [Fact]
    public void An_exception_that_leaves_the_method_leaves_the_pid_behind() => Shows("""
        PidHandle copy = pid.Get(); // UTR2006
        Oracle.MayThrow(1);
        copy.Put();
        """);

    [Fact]
    public void A_finally_leaves_nothing_behind() => Shows("""
        PidHandle copy = pid.Get();
        try
        {
            Oracle.MayThrow(1);
        }
        finally
        {
            copy.Put();
        }
        """);

    [Fact]
    public void A_pid_that_is_handed_on_is_left_to_the_other_rules() => Shows("""
        PidHandle copy = pid.Get();
        Oracle.MayThrow(1);
        Oracle.Give(copy);
        """);

    [Fact]
    public void A_variable_that_is_assigned_while_it_holds_a_pid() => Shows("""
        PidHandle? copy = pid.Get();
        if (Oracle.Choose(1))
            copy = null; // UTR2005
        copy?.Put();
        """);

    [Fact]
    public void A_swap_loses_nothing() => Shows("""
        PidHandle one = pid.Get();
        PidHandle other = pid.Get();
        (one, other) = (other, one);
        one.Put();
        other.Put();
        """);

    [Fact]
    public void A_pid_that_nothing_keeps() => Shows("""
        Oracle.Log(pid.Get().Number); // UTR2005
        pid.Get().Put();
        Oracle.Give(pid.Get());
        """);

    [Fact]
    public void An_engine_that_nothing_keeps() => Shows("""
        _ = engine.Get(); // UTR3005
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

    [Fact]
    public void A_pid_that_an_await_does_not_end() => Shows("""
        Slow(kernel).GetAwaiter().GetResult();
        """, """
        private static async System.Threading.Tasks.Task Slow(IUtraceKernel kernel)
        {
            PidHandle? found = await Later(kernel); // UTR2001
            await Oracle.Wait();
            if (Oracle.Choose(1))
                return;
            found?.Put();
        }
        private static async System.Threading.Tasks.Task<PidHandle?> Later(IUtraceKernel kernel)
        {
            await Oracle.Wait();
            return kernel.FindGetPid(4);
        }
        """);

    [Fact]
    public void An_iterator_and_who_goes_through_it_each_keep_their_own() => Shows("""
        foreach (int number in Numbers(pid))
        {
            PidHandle copy = pid.Get(); // UTR2001
            if (Oracle.Choose(1))
                copy.Put();
        }
        """, """
        private static System.Collections.Generic.IEnumerable<int> Numbers(PidHandle pid)
        {
            using PidHandle first = pid.Get();
            yield return first.Number;
            PidHandle second = pid.Get(); // UTR2001
            yield return second.Number;
            if (Oracle.Choose(2))
                yield break;
            second.Put();
        }
        """);

    [Fact]
    public void What_a_left_iterator_owes_is_no_path() => Shows("""
        foreach (int number in Numbers(pid))
            return;
        """, """
        private static System.Collections.Generic.IEnumerable<int> Numbers(PidHandle pid)
        {
            PidHandle own = pid.Get();
            yield return own.Number;
            own.Put();
        }
        """);

    [Fact]
    public void An_output_belongs_to_who_asked_for_it() => Shows("""
        Both(pid, out PidHandle one, out PidHandle other); // UTR2001
        one.Put();
        """, """
        private static void Both(PidHandle pid, out PidHandle one, out PidHandle other)
        {
            one = pid.Get();
            other = pid.Get();
        }
        """);

    [Fact]
    public void What_is_handed_to_an_owner_is_its_matter() => Shows("""
        using (var owner = new Owner(pid.Get()))
            Oracle.Log(owner.Number);
        """, """
        private sealed class Owner : IDisposable
        {
            private readonly PidHandle _pid;
            public Owner(PidHandle pid) => _pid = pid;
            public int Number => _pid.Number;
            public void Dispose() => _pid.Put();
        }
        """);

    [Fact]
    public void A_throw_in_an_expression_is_a_path() => Shows("""
        PidHandle copy = pid.Get(); // UTR2001
        PidHandle other = kernel.FindGetPid(4) ?? throw new OracleException();
        other.Put();
        copy.Put();
        """);

    [Fact]
    public void An_ended_task_is_used_where_it_is_handed_on() => Shows("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Oracle.Use(Found(pid));
        }
        Show(task); // UTR1002
        """, """
        private static TaskStruct? Found(PidHandle pid) => pid.Task();
        private static void Show(TaskStruct? task)
        {
            Oracle.Log(1);
            Oracle.Use(task);
        }
        """);

    [Fact]
    public void A_contract_asks_its_caller_for_the_section() => Shows("""
        Oracle.Log(Name(pid)); // UTR1001
        using (Rcu.EnterReadScope())
            Oracle.Log(Name(pid));
        """, """
        [Utrace.Contracts.RequiresReadLock]
        public string? Name(PidHandle pid) => pid.Task()?.Comm;
        """);

    [Fact]
    public void A_field_that_the_cleanup_forgets() => Shows("""
        if (Oracle.Choose(1))
            _own1.Add(pid.Get());
        _own2 ??= pid.Get();
        """, """
        private readonly System.Collections.Generic.List<PidHandle> _own1 = []; // UTR2004
        private PidHandle? _own2;
        public override void Cleanup() => _own2?.Put();
        """);

    [Fact]
    public void A_null_task_is_no_fault_of_this_rule_where_the_compiler_tells_it() => Shows("""
        using (Rcu.EnterReadScope())
            Oracle.Log(pid.Task()!.Pid);
        """);

    [Fact]
    public void A_null_task_where_nullable_analysis_is_off() => Shows("""
        #nullable disable
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            Oracle.Log(task.Pid); // UTR1006
            if (task != null)
                Oracle.Log(task.Pid);
        }
        #nullable restore
        """);

    private static void Shows(string body, string members = "")
    {
        string source = $$"""
            using System;
            using Utrace;
            using Utrace.Oracles;
            public sealed class Subject : OracleProgram
            {
                public override void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops)
                {
            {{body}}
                }
            {{members}}
            }
            """;
        string[] expected =
        [
            .. source.Split('\n').Index().Where(line => line.Item.Contains("// UTR", StringComparison.Ordinal))
                .Select(line => $"{line.Item[(line.Item.IndexOf("// ", StringComparison.Ordinal) + 3)..].Trim()} at line {line.Index + 1}"),
        ];
        string unmarked = source.Replace("// UTR", "// breaks UTR", StringComparison.Ordinal);
        ProgramTruth truth = Explorer.Explore(Compiler.Compile(unmarked), runs: 400);
        Assert.Equal(expected, truth.Broken.Keys.Order().Select(place => place.ToString()));
        Assert.True(truth.IsExhaustive);
    }
}
