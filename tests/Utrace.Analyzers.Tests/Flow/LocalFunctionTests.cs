namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Local functions are judged where they are called.</summary>
public sealed class LocalFunctionTests
{
    [Fact]
    public Task LookupInALocalFunctionCalledInTheSection_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Print();

        void Print() => Use(pid.Task());
        """);

    [Fact]
    public Task LookupInALocalFunctionCalledWithoutSection_TriggersAtTheCall() => Verify.Body("""
        {|UTR1001:Print()|};

        void Print() => Use(pid.Task());
        """);

    [Fact]
    public Task LookupInALocalFunctionCalledBothWays_TriggersAtTheBadCall() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Print();
        {|UTR1001:Print()|};

        void Print() => Use(pid.Task());
        """);

    [Fact]
    public Task LookupInALocalFunctionThatNobodyCalls_Triggers() => Verify.Body("""
        Work();

        void Print() => Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task LookupInALocalFunctionUsedAsADelegate_TriggersInTheBody() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Print();
        ThreadPool.QueueUserWorkItem(_ => Work());
        Task.Run(Print);

        void Print() => Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task LocalFunctionWithItsOwnSection_DoesNotTrigger() => Verify.Body("""
        Print();
        Task.Run(Print);

        void Print()
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
        }
        """);

    [Fact]
    public Task StaticLocalFunctionThatReturnsATask_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Use(Leader(pid));

        static TaskStruct? Leader(PidHandle pid) => pid.Task()?.GroupLeader;
        """);

    [Fact]
    public Task TaskReturnedByALocalFunctionAfterTheSection_Triggers() => Verify.Body("""
        TaskStruct? leader;
        using (Rcu.EnterReadScope())
            leader = Leader(pid);
        Use({|UTR1002:leader|});

        static TaskStruct? Leader(PidHandle pid) => pid.Task()?.GroupLeader;
        """);

    [Fact]
    public Task CapturedReferenceThatALocalFunctionPuts_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (flag)
        {
            Clean();
            return;
        }
        Work();
        Clean();

        void Clean() => found?.Put();
        """);

    [Fact]
    public Task CapturedReferenceThatIsPutOnOnePathOnly_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if (flag)
            Clean();

        void Clean() => found?.Put();
        """);

    [Fact]
    public Task CapturedVariableThatALocalFunctionSets_DoesNotTrigger() => Verify.Body("""
        PidHandle? found = null;
        Open();
        found?.Put();

        void Open() => found = kernel.FindGetPid(nr);
        """);

    [Fact]
    public Task CapturedTaskUsedByALocalFunctionAfterTheSection_Triggers() => Verify.Members("""
        public void Run(PidHandle pid)
        {
            TaskStruct? task;
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                Print(task);
            }

            static void Print(TaskStruct? task) => Use(task);

            Print({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task CapturedTaskUsedByALocalFunctionInTheSection_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            Print();
            Print();

            void Print() => Use(task);
        }
        """);

    [Fact]
    public Task RecursiveLocalFunction_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
            Log(Depth(pid.Task()));

        static int Depth(TaskStruct? task) => task is null ? 0 : 1 + Depth(task.RealParent);
        """);

    [Fact]
    public Task RecursiveLocalFunctionWithoutSection_TriggersAtTheCallFromOutside() => Verify.Body("""
        Log({|UTR1001:Depth(TaskStruct.Current)|});

        static int Depth(TaskStruct? task) => task is null ? 0 : 1 + Depth(task.RealParent);
        """);

    [Fact]
    public Task LeakInsideALocalFunction_Triggers() => Verify.Body("""
        Print(1);

        void Print(int number)
        {
            var found = {|UTR2001:kernel.FindGetPid(number)|};
            Log(found?.Number ?? 0);
        }
        """);

    [Fact]
    public Task ReferenceReturnedByALocalFunctionThatIsNotPut_Triggers() => Verify.Body("""
        var found = {|UTR2001:Open(1)|};
        Log(found?.Number ?? 0);

        PidHandle? Open(int number) => kernel.FindGetPid(number);
        """);

    [Fact]
    public Task ReferenceReturnedByALocalFunctionThatIsLent_DoesNotTrigger() => Verify.Body("""
        var lent = Same(pid);
        Log(lent.Number);

        static PidHandle Same(PidHandle pid) => pid;
        """);
}
