namespace Utrace.Analyzers.Tests.Sections;

/// <summary>UTR4003: what a method or function of the project does when it is called inside a section.</summary>
public sealed class BlockingThroughCallsTests
{
    [Fact]
    public Task CallOfAMethodThatIsTold_DoesNotTriggerAgain() => Verify.Members("""
        [RequiresReadLock]
        private static void Rest() => {|UTR4003:Thread.Sleep(1)|};

        private static void RestInASection()
        {
            using (Rcu.EnterReadScope())
                {|UTR4003:Thread.Sleep(1)|};
        }

        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            Rest();
            RestInASection();
        }
        """);

    [Fact]
    public Task HelperThatLooksUpAndSleeps_TriggersAtTheCallThatHasASection() => Verify.Members("""
        private static int SlowNumber(PidHandle pid)
        {
            var number = pid.Task()?.Pid ?? 0;
            Thread.Sleep(1);
            return number;
        }

        public int Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return {|UTR4003:SlowNumber(pid)|};
        }
        """);

    [Fact]
    public Task HelperThatSleeps_DoesNotTriggerWhereNoSectionIs() => Verify.Members("""
        private static void Rest() => Thread.Sleep(1);

        public void Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                Use(pid.Task());
            Rest();
        }
        """);

    [Fact]
    public Task HelperThatOnlyStartsSomething_DoesNotTrigger() => Verify.Members("""
        private static void Start() => Task.Run(() => Thread.Sleep(1));

        private static async Task WaitABit()
        {
            await Task.Delay(1);
            Thread.Sleep(1);
        }

        private static IEnumerable<int> Slowly()
        {
            Thread.Sleep(1);
            yield return 1;
        }

        private static int? ResultIfDone(Task<int> work) => work.IsCompleted ? work.Result : null;

        public void Run(Task<int> work)
        {
            using var scope = Rcu.EnterReadScope();
            Start();
            _ = WaitABit();
            _ = Slowly();
            _ = ResultIfDone(work);
        }
        """);

    [Fact]
    public Task HelperThatSleepsBeforeItsFirstAwait_Triggers() => Verify.Members("""
        private static async Task WaitABit()
        {
            Thread.Sleep(1);
            await Task.Delay(1);
        }

        public void Run()
        {
            using var scope = Rcu.EnterReadScope();
            _ = {|UTR4003:WaitABit()|};
        }
        """);

    [Fact]
    public Task PropertyAndLocalFunctionThatSleep_Trigger() => Verify.Members("""
        private readonly Task<int> work = Task.Run(() => 1);

        private int Number => work.Result;

        public int Run()
        {
            int Twice() => work.Result * 2;
            using var scope = Rcu.EnterReadScope();
            return {|UTR4003:Twice()|} + {|UTR4003:Number|};
        }
        """);

    [Fact]
    public Task LambdaThatRunsInTheSection_TriggersInIt() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        Array.ForEach([1, 2], number => {|UTR4003:Thread.Sleep(number)|});
        """);

    [Fact]
    public Task LocalFunctionWithASectionOfItsOwn_TriggersInIt() => Verify.Body("""
        void Slow()
        {
            using var inner = Rcu.EnterReadScope();
            {|UTR4003:Thread.Sleep(1)|};
        }
        Slow();
        """);

    [Fact]
    public Task AwaitInAnAsyncFunctionThatIsNotAwaited_DoesNotTrigger() => Verify.Body("""
        async Task Later()
        {
            await Task.Delay(1);
            Thread.Sleep(1);
        }
        using var scope = Rcu.EnterReadScope();
        _ = Later();
        """);
}
