namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Code that stops in the middle: await and yield.</summary>
public sealed class AsyncAndIteratorTests
{
    [Fact]
    public Task TaskUsedAfterAnAwaitInTheSection_Triggers() => Verify.Members("""
        public async Task Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            await Task.Yield();
            Use({|UTR1003:task|});
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task TaskUsedTwiceAfterAnAwait_TriggersOnlyAtTheFirst() => Verify.Members("""
        public async Task Run(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            await Task.Delay(1);
            Use({|UTR1003:task|});
            Use(task);
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task TaskUsedBeforeTheAwait_DoesNotTrigger() => Verify.Members("""
        public async Task<int> Run(PidHandle pid)
        {
            int number;
            using (Rcu.EnterReadScope())
                number = pid.Task()?.Pid ?? 0;
            await Task.Yield();
            return number;
        }
        """);

    [Fact]
    public Task TaskLookedUpAgainAfterTheAwait_DoesNotTrigger() => Verify.Members("""
        public async Task Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
            await Task.Yield();
            using (Rcu.EnterReadScope())
                Use(pid.Task());
        }
        """);

    [Fact]
    public Task TaskUsedAfterTheSectionAndTheAwait_Triggers() => Verify.Members("""
        public async Task Run(PidHandle pid)
        {
            TaskStruct? task;
            using (Rcu.EnterReadScope())
                task = pid.Task();
            await Task.Yield();
            Use({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task LookupInAnAsyncMethodWithoutSection_Triggers() => Verify.Members("""
        public async Task<int> Run(PidHandle pid)
        {
            await Task.Yield();
            return {|UTR1001:pid.Task()|}?.Pid ?? 0;
        }
        """);

    [Fact]
    public Task CurrentAfterAnAwait_DoesNotTrigger() => Verify.Members("""
        public async Task Run()
        {
            Use(TaskStruct.Current);
            await Task.Yield();
            Use(TaskStruct.Current);
        }
        """);

    [Fact]
    public Task ReferenceAcrossAnAwait_DoesNotTrigger() => Verify.Members("""
        public async Task<int> Run(IUtraceKernel kernel, int nr)
        {
            using var found = kernel.FindGetPid(nr);
            await Task.Delay(10);
            return found?.Number ?? 0;
        }

        public async Task<int> RunInFinally(IUtraceKernel kernel, int nr)
        {
            var found = kernel.FindGetPid(nr);
            try
            {
                await Task.Delay(10);
                return found?.Number ?? 0;
            }
            finally
            {
                found?.Put();
            }
        }
        """);

    [Fact]
    public Task ReferenceLostInAnAsyncMethod_Triggers() => Verify.Members("""
        public async Task<int> Run(IUtraceKernel kernel, int nr)
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            await Task.Delay(10);
            if (found is null)
                return 0;
            if (found.Number == 1)
                return 1;
            found.Put();
            return 2;
        }
        """);

    [Fact]
    public Task ReferenceReturnedByAnAsyncMethod_DoesNotTrigger() => Verify.Members("""
        public async Task<PidHandle?> Open(IUtraceKernel kernel, int nr)
        {
            while (true)
            {
                var found = kernel.FindGetPid(nr);
                if (found is not null)
                    return found;
                await Task.Delay(10);
            }
        }
        """);

    [Fact]
    public Task AwaitedReferenceThatIsPut_DoesNotTrigger() => Verify.Members("""
        public static Task<PidHandle> Open(int nr) => throw new NotSupportedException();

        public async Task<int> Run(int nr)
        {
            using var found = await Open(nr);
            return found.Number;
        }
        """);

    [Fact]
    public Task TaskUsedAfterAYieldInTheSection_Triggers() => Verify.Members("""
        public IEnumerable<int> Numbers(PidHandle pid)
        {
            Rcu.ReadLock();
            var task = pid.Task();
            yield return 1;
            Log({|UTR1003:task|} is { IsExiting: true });
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task TaskUsedBeforeTheYield_DoesNotTrigger() => Verify.Members("""
        public IEnumerable<int> Numbers(IEnumerable<PidHandle> pids)
        {
            foreach (var pid in pids)
            {
                int number;
                using (Rcu.EnterReadScope())
                    number = pid.Task()?.Pid ?? 0;
                yield return number;
            }
        }
        """);

    [Fact]
    public Task LookupInAnIteratorWithoutSection_Triggers() => Verify.Members("""
        public IEnumerable<string> Names(IEnumerable<PidHandle> pids)
        {
            foreach (var pid in pids)
                yield return {|UTR1001:pid.Task()|}?.Comm ?? "gone";
        }
        """);

    [Fact]
    public Task ReferencesThatAnIteratorYields_DoNotTrigger() => Verify.Members("""
        public IEnumerable<PidHandle> OpenAll(IUtraceKernel kernel, int limit)
        {
            for (var i = 1; i < limit; i++)
            {
                var found = kernel.FindGetPid(i);
                if (found is null)
                    continue;
                yield return found;
            }
        }
        """);

    [Fact]
    public Task ReferenceThatAnIteratorSkips_Triggers() => Verify.Members("""
        public IEnumerable<int> Numbers(IUtraceKernel kernel, int limit)
        {
            for (var i = 1; i < limit; i++)
            {
                var found = {|UTR2001:kernel.FindGetPid(i)|};
                if (found is null)
                    continue;
                yield return found.Number;
            }
        }
        """);

    [Fact]
    public Task ReferenceThatAnIteratorPuts_DoesNotTrigger() => Verify.Members("""
        public IEnumerable<int> Numbers(IUtraceKernel kernel, int limit)
        {
            for (var i = 1; i < limit; i++)
            {
                using var found = kernel.FindGetPid(i);
                if (found is null)
                    yield break;
                yield return found.Number;
            }
        }
        """);

    [Fact]
    public Task YieldBreakWithTheReference_Triggers() => Verify.Members("""
        public IEnumerable<int> Numbers(IUtraceKernel kernel, int nr)
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            if (found is null)
                yield break;
            if (found.Number == 1)
                yield break;
            yield return found.Number;
            found.Put();
        }
        """);

    [Fact]
    public Task AwaitForEachOverNumbers_DoesNotTrigger() => Verify.Members("""
        public async Task Run(IUtraceKernel kernel, IAsyncEnumerable<int> numbers, CancellationToken cancellation)
        {
            await foreach (var number in numbers.WithCancellation(cancellation))
            {
                using var found = kernel.FindGetPid(number);
                if (found is null)
                    continue;
                using (Rcu.EnterReadScope())
                    Log(found.Task()?.Comm ?? "gone");
                await Task.Delay(1, cancellation);
            }
        }
        """);

    [Theory]
    [InlineData("await FindLater(kernel)")]
    [InlineData("await FindLater(kernel).ConfigureAwait(false)")]
    [InlineData("FindLater(kernel).Result")]
    [InlineData("FindLater(kernel).GetAwaiter().GetResult()")]
    public Task ResultOfATaskThatIsNotPut_Triggers(string result) => Verify.Members($$"""
        public async Task Run(IUtraceKernel kernel)
        {
            await Task.Yield();
            var found = {|UTR2001:{{result}}|};
            Log(found?.Number ?? 0);
        }

        private static async Task<PidHandle?> FindLater(IUtraceKernel kernel)
        {
            await Task.Yield();
            return kernel.FindGetPid(1);
        }
        """);

    [Theory]
    [InlineData("await FindLater(kernel)")]
    [InlineData("await FindLater(kernel).ConfigureAwait(false)")]
    [InlineData("FindLater(kernel).Result")]
    [InlineData("FindLater(kernel).GetAwaiter().GetResult()")]
    public Task ResultOfATaskThatIsPut_DoesNotTrigger(string result) => Verify.Members($$"""
        public async Task Run(IUtraceKernel kernel)
        {
            await Task.Yield();
            using var found = {{result}};
            Log(found?.Number ?? 0);
        }

        private static async Task<PidHandle?> FindLater(IUtraceKernel kernel)
        {
            await Task.Yield();
            return kernel.FindGetPid(1);
        }
        """);

    [Fact]
    public Task ResultOfATaskThatIsKept_DoesNotTrigger() => Verify.Members("""
        public int Run(Task<PidHandle> found) => found.Result.Number + found.GetAwaiter().GetResult().Number;
        """);
}
