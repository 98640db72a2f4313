namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Lambdas are judged where they run, if that can be seen, and on their own if not.</summary>
public sealed class LambdaTests
{
    [Fact]
    public Task LambdaInvokedInTheSection_DoesNotTrigger() => Verify.Body("""
        Func<int> read = () => pid.Task()?.Pid ?? 0;
        using (Rcu.EnterReadScope())
            Log(read());
        """);

    [Fact]
    public Task LambdaThatRunsLaterWithoutSection_Triggers() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ => Use({|UTR1001:pid.Task()|}));
        """);

    [Fact]
    public Task LambdaThatRunsLaterWithItsOwnSection_DoesNotTrigger() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ =>
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
        });
        """);

    [Fact]
    public Task UseAfterTheSectionInsideALambda_Triggers() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ =>
        {
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            Use({|UTR1002:task|});
        });
        """);

    [Fact]
    public Task LeakInsideALambda_Triggers() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ =>
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            Log(found?.Number ?? 0);
        });
        """);

    [Fact]
    public Task PutInsideALambda_DoesNotTrigger() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ =>
        {
            using var found = kernel.FindGetPid(nr);
            Log(found?.Number ?? 0);
        });
        """);

    [Fact]
    public Task LinqOverPidsInTheSection_DoesNotTrigger() => Verify.Members("""
        public List<string> Names(IEnumerable<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
                return pids
                    .Select(pid => pid.Task())
                    .OfType<TaskStruct>()
                    .Where(task => !task.IsExiting && task.RealParent is not null)
                    .OrderBy(task => task.Pid)
                    .Select(task => task.Comm)
                    .ToList();
        }
        """);

    [Fact]
    public Task LinqOverPidsWithoutSection_Triggers() => Verify.Members("""
        public List<string> Names(IEnumerable<PidHandle> pids) => pids
            .Select(pid => {|UTR1001:pid.Task()|})
            .OfType<TaskStruct>()
            .Select(task => task.Comm)
            .ToList();
        """);

    [Fact]
    public Task QueryExpressionInTheSection_DoesNotTrigger() => Verify.Members("""
        public int[] Groups(IEnumerable<PidHandle> pids)
        {
            using var scope = Rcu.EnterReadScope();
            return (from pid in pids
                    let task = pid.Task()
                    where task is not null && !task.IsExiting
                    orderby task.Tgid
                    select task.Tgid).Distinct().ToArray();
        }
        """);

    [Fact]
    public Task LinqThatOpensReferencesIntoAList_DoesNotTrigger() => Verify.Members("""
        public List<PidHandle> OpenAll(IUtraceKernel kernel, IEnumerable<int> numbers) =>
            numbers.Select(number => kernel.FindGetPid(number)).OfType<PidHandle>().ToList();
        """);

    [Fact]
    public Task ForEachThatPutsAll_DoesNotTrigger() => Verify.Members("""
        private readonly List<PidHandle> pids = [];

        public void Clear()
        {
            pids.ForEach(pid => pid.Put());
            pids.Clear();
        }
        """);

    [Fact]
    public Task LambdaOnOpsOfAnInvokedDuringCallParameter_DoesNotTrigger() => Verify.Members("""
        [RequiresReadLock]
        public static void WithTask(PidHandle pid, [InvokedDuringCall] Action<TaskStruct> visit)
        {
            if (pid.Task() is { } task)
                visit(task);
        }

        public int NumberOf(PidHandle pid)
        {
            var number = 0;
            using (Rcu.EnterReadScope())
                WithTask(pid, task => number = task.Pid);
            return number;
        }
        """);

    [Fact]
    public Task PutInALambdaThatRunsNow_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        Action clean = () => found?.Put();
        Work();
        clean();
        """);

    [Fact]
    public Task TaskOfALambdaParameterThatIsKept_Triggers() => Verify.Members("""
        private object? last;

        public void Run(List<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
                pids.ForEach(pid => last = {|UTR1003:pid.Task()|});
        }
        """);

    [Fact]
    public Task CapturedPidPutTwiceInALambdaThatRunsLater_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            Log(found.Number);
            found.Put();
            {|UTR2002:found.Put()|};
        });
        """);

    [Fact]
    public Task CapturedPidUsedAfterItsPutInALambdaThatRunsLater_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            found.Put();
            Log({|UTR2003:found|}.Number);
        });
        """);

    [Fact]
    public Task CapturedParameterPutTwiceInALocalFunctionOfALambda_Triggers() => Verify.Members("""
        public static void Later([Owned] PidHandle given) => ThreadPool.QueueUserWorkItem(_ =>
        {
            End();
            {|UTR2002:given.Put()|};

            void End() => given.Put();
        });
        """);

    [Fact]
    public Task CapturedPidPutOnEachWayOfALambda_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            if (found is null)
                return;
            if (found.Number > 3)
            {
                found.Put();
                return;
            }

            Log(found.Number);
            found.Put();
        });
        """);

    [Fact]
    public Task CapturedPidReplacedInALambdaThatRunsLater_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            found?.Put();
            found = kernel.FindGetPid(nr);
            Log(found?.Number ?? 0);
            found?.Put();
        });
        """);

    [Fact]
    public Task CapturedPidThatALambdaOnlyUses_DoesNotTrigger() => Verify.Body("""
        using var found = kernel.FindGetPid(nr);
        Action show = () => Log(found?.Number ?? 0);
        show();
        ThreadPool.QueueUserWorkItem(_ => Log(nr));
        """);

    [Fact]
    public Task CapturedPidThatALoopInALambdaPutsAtItsEnd_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        ThreadPool.QueueUserWorkItem(_ =>
        {
            try
            {
                while (nr > 3)
                    Log(found.Number);
            }
            finally
            {
                found.Put();
            }
        });
        """);

    [Fact]
    public Task MaybeNullPidThatALambdaOnlyLooksAt_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        ThreadPool.QueueUserWorkItem(_ => Log(found?.Number ?? 0));
        """);

    [Fact]
    public Task MaybeNullPidThatALambdaPuts_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        ThreadPool.QueueUserWorkItem(_ => found?.Put());
        """);

    [Fact]
    public Task UsedAfterItsPutOnAWayOfALambdaThatRunsNowAndAfterIt_TriggersAtBoth() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        found.Put();
        Array.ForEach([1, 2], number =>
        {
            if (number > nr)
                Log({|UTR2003:found|}.Number);
        });
        Log({|UTR2003:found|}.Number);
        """);
}
