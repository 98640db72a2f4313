namespace Utrace.Analyzers.Tests.Flow;

public sealed class LoopTests
{
    [Theory]
    [InlineData("while (found is null) { found = kernel.FindGetPid(++nr); }")]
    [InlineData("do { found = kernel.FindGetPid(++nr); } while (found is null);")]
    [InlineData("for (; found == null; nr++) found = kernel.FindGetPid(nr);")]
    [InlineData("while (true) { found = kernel.FindGetPid(++nr); if (found is not null) break; }")]
    [InlineData("while ((found = kernel.FindGetPid(++nr)) is null) Work();")]
    [InlineData("foreach (var n in new[] { 1, 2, 3 }) { found = kernel.FindGetPid(n); if (found != null) break; }")]
    public Task RetryUntilFound_DoesNotTrigger(string loop) => Verify.Body($$"""
        PidHandle? found = null;
        {{loop}}
        found?.Put();
        """);

    [Theory]
    [InlineData("while (found is null) { found = {|UTR2001:kernel.FindGetPid(++nr)|}; }")]
    [InlineData("do { found = {|UTR2001:kernel.FindGetPid(++nr)|}; } while (found is null);")]
    [InlineData("while (true) { found = {|UTR2001:kernel.FindGetPid(++nr)|}; if (found is not null) break; }")]
    public Task RetryUntilFoundWithoutPut_Triggers(string loop) => Verify.Body($$"""
        PidHandle? found = null;
        {{loop}}
        Log(found.Number);
        """);

    [Fact]
    public Task PatternInAWhileCondition_DoesNotTrigger() => Verify.Body("""
        while (kernel.FindGetPid(nr++) is { } found)
        {
            Log(found.Number);
            found.Put();
        }
        """);

    [Fact]
    public Task PatternInAWhileConditionWithoutPut_Triggers() => Verify.Body("""
        while ({|UTR2001:kernel.FindGetPid(nr++)|} is { } found)
            Log(found.Number);
        """);

    [Fact]
    public Task ContinueBeforeThePut_Triggers() => Verify.Members("""
        public void Run(IUtraceKernel kernel, IEnumerable<int> numbers)
        {
            foreach (var number in numbers)
            {
                var found = {|UTR2001:kernel.FindGetPid(number)|};
                if (found is null || found.Number == 1)
                    continue;
                Log(found.Number);
                found.Put();
            }
        }
        """);

    [Fact]
    public Task ContinueAfterThePut_DoesNotTrigger() => Verify.Members("""
        public void Run(IUtraceKernel kernel, IEnumerable<int> numbers)
        {
            foreach (var number in numbers)
            {
                using var found = kernel.FindGetPid(number);
                if (found is null || found.Number == 1)
                    continue;
                if (found.Number == 2)
                    break;
                Log(found.Number);
            }
        }
        """);

    [Fact]
    public Task BreakOutOfTheLoopWithTheReference_Triggers() => Verify.Body("""
        for (var i = 0; i < nr; i++)
        {
            var found = {|UTR2001:kernel.FindGetPid(i)|};
            if (found is null)
                continue;
            if (found.Number == 7)
                break;
            found.Put();
        }
        """);

    [Fact]
    public Task ReturnOutOfTheLoopWithTheReference_DoesNotTrigger() => Verify.Members("""
        public PidHandle? FindFirst(IUtraceKernel kernel, int limit)
        {
            for (var i = 0; i < limit; i++)
            {
                var found = kernel.FindGetPid(i);
                if (found is null)
                    continue;
                if (found.Number > 7)
                    return found;
                found.Put();
            }
            return null;
        }
        """);

    [Fact]
    public Task BestSoFarThatIsReplacedAndPut_DoesNotTrigger() => Verify.Members("""
        public PidHandle? FindLast(IUtraceKernel kernel, int limit)
        {
            PidHandle? best = null;
            for (var i = 0; i < limit; i++)
            {
                var found = kernel.FindGetPid(i);
                if (found is null)
                    continue;
                best?.Put();
                best = found;
            }
            return best;
        }
        """);

    [Fact]
    public Task TaskOfTheFormerIteration_Triggers() => Verify.Members("""
        public void Run(IEnumerable<PidHandle> pids)
        {
            TaskStruct? last = null;
            foreach (var pid in pids)
            {
                using (Rcu.EnterReadScope())
                {
                    if (last is not null)
                        Log({|UTR1002:last|}.Pid);
                    last = pid.Task();
                }
            }
        }
        """);

    [Fact]
    public Task TaskOfTheFormerIterationInOneSection_DoesNotTrigger() => Verify.Members("""
        public void Run(IEnumerable<PidHandle> pids)
        {
            using var scope = Rcu.EnterReadScope();
            TaskStruct? last = null;
            foreach (var pid in pids)
            {
                if (last is not null)
                    Log(last.Pid);
                last = pid.Task();
            }
        }
        """);

    [Fact]
    public Task WalkUpTheParentsInOneSection_DoesNotTrigger() => Verify.Members("""
        public int Depth(PidHandle pid)
        {
            var depth = 0;
            using (Rcu.EnterReadScope())
                for (var task = pid.Task(); task is not null; task = task.RealParent)
                    depth++;
            return depth;
        }
        """);

    [Fact]
    public Task WalkUpTheParentsWithASectionPerStep_Triggers() => Verify.Members("""
        public int Depth(PidHandle pid)
        {
            var depth = 0;
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            while (task is not null)
            {
                depth++;
                using (Rcu.EnterReadScope())
                    task = {|UTR1002:task|}.RealParent;
            }
            return depth;
        }
        """);

    [Fact]
    public Task SectionThatIsReopenedAtTheEndOfEachIteration_DoesNotTrigger() => Verify.Members("""
        public void Run(IReadOnlyList<PidHandle> pids)
        {
            Rcu.ReadLock();
            foreach (var pid in pids)
            {
                Use(pid.Task());
                Rcu.ReadUnlock();
                Rcu.Synchronize();
                Rcu.ReadLock();
            }
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task SectionThatIsNotReopenedInALoop_Triggers() => Verify.Members("""
        public void Run(PidHandle pid, int count)
        {
            Rcu.ReadLock();
            while (count-- > 0)
                Use(pid.Task());
            Rcu.ReadUnlock();
            while (count++ < 0)
                Use({|UTR1001:pid.Task()|});
        }
        """);

    [Fact]
    public Task RemovalFromACollectionInALoop_DoesNotTrigger() => Verify.Members("""
        private readonly Queue<PidHandle> pending = new();

        public void Drain()
        {
            while (pending.TryDequeue(out var pid))
                pid.Put();
            while (pending.Count > 0)
            {
                var pid = pending.Dequeue();
                pid.Put();
            }
        }
        """);

    [Fact]
    public Task DoWhileWithPutAtTheEnd_DoesNotTrigger() => Verify.Body("""
        PidHandle? found;
        do
        {
            found = kernel.FindGetPid(nr++);
            if (found is null)
                return;
            Log(found.Number);
            found.Put();
        }
        while (nr < 100);
        """);
}
