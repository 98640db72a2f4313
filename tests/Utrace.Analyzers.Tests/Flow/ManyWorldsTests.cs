namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Bodies in which many ways meet: what has no bearing on a reference must not make the analysis lose it.</summary>
public sealed class ManyWorldsTests
{
    [Fact]
    public Task ConditionalReferenceBesideManyNullTests_Triggers() => Verify.Members("""
        public void Run(IUtraceKernel kernel, PidHandle pid, bool[] choices)
        {
            while (choices[0])
            {
                var flag = choices[1];
                PidHandle? found = null;
                if (flag)
                    found = {|UTR2001:kernel.FindGetPid(4)|};
                using (Rcu.EnterReadScope())
                {
                    var first = pid.Task();
                    if (first != null)
                        Use(first);
                    if (choices[2])
                    {
                        try
                        {
                            var second = pid.Task();
                            if (second is not null)
                                Use(second);
                            var third = pid.Task();
                            if (third != null)
                                Use(third);
                        }
                        catch (Exception)
                        {
                            Console.WriteLine();
                        }
                    }
                    TaskStruct? fourth = null;
                    using (Rcu.EnterReadScope())
                    {
                        fourth = pid.Task();
                        if (fourth is not null)
                            Use(fourth);
                        Array.ForEach(choices, choice => Console.WriteLine(pid.Number));
                    }
                }
            }
        }
        """);

    [Fact]
    public Task ConditionalReferenceThatIsPutBesideManyNullTests_DoesNotTrigger() => Verify.Members("""
        public void Run(IUtraceKernel kernel, PidHandle pid, bool flag)
        {
            PidHandle? found = null;
            if (flag)
                found = kernel.FindGetPid(4);
            using (Rcu.EnterReadScope())
            {
                var first = pid.Task();
                var second = pid.Task();
                var third = pid.Task();
                var fourth = pid.Task();
                var fifth = pid.Task();
                if (first != null)
                    Use(first);
                if (second != null)
                    Use(second);
                if (third != null)
                    Use(third);
                if (fourth != null)
                    Use(fourth);
                if (fifth != null)
                    Use(fifth);
                Console.WriteLine($"{first}{second}{third}{fourth}{fifth}");
            }
            if (flag)
                found?.Put();
        }
        """);

    [Fact]
    public Task SectionLeftOpenInALambdaThatRunsNow_Triggers() => Verify.Body("""
        Array.ForEach([1, 2], number =>
        {
            {|UTR4001:Rcu.ReadLock()|};
            Use(pid.Task());
        });
        using (Rcu.EnterReadScope())
            Array.ForEach([1, 2], number =>
            {
                using (Rcu.EnterReadScope())
                    Use(pid.Task());
            });
        """);

    [Fact]
    public Task UnlockInAScopeOfAnotherKind_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        using (Rcu.EnterReadScope())
        {
            if (nr > 3)
            {
                Rcu.ReadUnlock();
                return;
            }
        }
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task LocalFunctionThatOpensOrClosesASectionUndeclared_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        Open();
        Rcu.ReadUnlock();
        Close();

        void Open() => {|UTR4001:Rcu.ReadLock()|};
        void Close() => {|UTR4002:Rcu.ReadUnlock()|};
        """);

    [Fact]
    public Task LocalFunctionThatDeclaresIt_DoesNotTrigger() => Verify.Body("""
        Open();
        Use(pid.Task());
        Close();

        [AcquiresReadLock] void Open() => Rcu.ReadLock();
        [ReleasesReadLock] void Close() => Rcu.ReadUnlock();
        """);

    [Fact]
    public Task SectionThatATurnOfALoopLeavesOpen_TriggersOnlyThere() => Verify.Members("""
        public void Run(PidHandle pid, UtraceEngineOps ops, bool[] choices)
        {
            while (choices[0])
                Attach();

            void Attach()
            {
                try
                {
                    {|UTR4001:Rcu.ReadLock()|};
                    Console.WriteLine(pid.Number);
                    Rcu.ReadUnlock();
                }
                catch (InvalidOperationException)
                {
                }
            }
        }
        """);

    [Fact]
    public Task LeakBesideManyWaysToHaveSectionsOpen_Triggers() => Verify.Members("""
        public void Run(IUtraceKernel kernel, PidHandle pid, bool[] choices)
        {
            Rcu.ReadLock();
            var first = choices[0];
            if (first) Rcu.ReadLock();
            var second = choices[1];
            if (second) Rcu.ReadLock();
            var third = choices[2];
            if (third) Rcu.ReadLock();
            var fourth = choices[3];
            if (fourth) Rcu.ReadLock();
            var found = {|UTR2001:kernel.FindGetPid(4)|};
            if (found != null)
                Log(found.Number);
            if (pid.Task() is { } task)
                Use(task);
            if (fourth) Rcu.ReadUnlock();
            if (third) Rcu.ReadUnlock();
            if (second) Rcu.ReadUnlock();
            if (first) Rcu.ReadUnlock();
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task PutBesideManyWaysToHaveSectionsOpen_DoesNotTrigger() => Verify.Members("""
        public void Run(IUtraceKernel kernel, PidHandle pid, bool[] choices)
        {
            Rcu.ReadLock();
            var first = choices[0];
            if (first) Rcu.ReadLock();
            var second = choices[1];
            if (second) Rcu.ReadLock();
            var third = choices[2];
            if (third) Rcu.ReadLock();
            var fourth = choices[3];
            if (fourth) Rcu.ReadLock();
            var found = kernel.FindGetPid(4);
            if (found != null)
                Log(found.Number);
            if (pid.Task() is { } task)
                Use(task);
            if (fourth) Rcu.ReadUnlock();
            if (third) Rcu.ReadUnlock();
            if (second) Rcu.ReadUnlock();
            if (first) Rcu.ReadUnlock();
            Rcu.ReadUnlock();
            found?.Put();
        }
        """);
}
