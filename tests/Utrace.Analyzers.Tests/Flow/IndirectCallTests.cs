namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Helpers, local functions and lambdas that call each other.</summary>
public sealed class IndirectCallTests
{
    private const string Helper = """
        private static int NumberOf(PidHandle pid) => pid.Task()?.Pid ?? 0;

        """;

    [Theory]
    [InlineData("public void Run(PidHandle pid) => Task.Run(() => {|UTR1001:NumberOf(pid)|});")]
    [InlineData("public int Number { get; } = {|UTR1001:NumberOf({|UTR2005:TaskStruct.Current.GetPid()|})|};")]
    [InlineData("public Module(PidHandle pid) => Log({|UTR1001:NumberOf(pid)|});")]
    [InlineData("public int Run(PidHandle[] pids) => pids.Sum(pid => {|UTR1001:NumberOf(pid)|});")]
    [InlineData("public string Run(PidHandle pid) => $\"pid {{|UTR1001:NumberOf(pid)|}}\";")]
    [InlineData("public int Run(PidHandle? pid) => pid is null ? 0 : {|UTR1001:NumberOf(pid)|};")]
    [InlineData("public void Run(PidHandle pid) { {|UTR1001:Print()|}; void Print() => Log(NumberOf(pid)); }")]
    [InlineData("public async Task Run(PidHandle pid) { await Task.Yield(); Log({|UTR1001:NumberOf(pid)|}); }")]
    [InlineData("public int this[PidHandle pid] => {|UTR1001:NumberOf(pid)|};")]
    [InlineData("public override string ToString() => {|UTR1001:NumberOf(null!)|}.ToString();")]
    public Task HelperCalledWithoutSection_Triggers(string member) => Verify.Members(Helper + member);

    [Theory]
    [InlineData("public void Run(PidHandle pid) => Task.Run(() => { using (Rcu.EnterReadScope()) Log(NumberOf(pid)); });")]
    [InlineData("[RequiresReadLock] public int Run(PidHandle pid) => NumberOf(pid);")]
    [InlineData("public int Run(PidHandle[] pids) { using (Rcu.EnterReadScope()) return pids.Sum(pid => NumberOf(pid)); }")]
    [InlineData("public void Run(PidHandle pid) { using (Rcu.EnterReadScope()) Print(); void Print() => Log(NumberOf(pid)); }")]
    [InlineData("public void Run(PidHandle pid) { using (Rcu.EnterReadScope()) { Func<int> read = () => NumberOf(pid); Log(read()); } }")]
    [InlineData("public void Run(PidHandle pid) { Rcu.AssertReadLockHeld(); Log(NumberOf(pid)); }")]
    [InlineData("public int Run(PidHandle pid) { using (Rcu.EnterReadScope()) return Two(pid); int Two(PidHandle p) => 2 * NumberOf(p); }")]
    public Task HelperCalledInASection_DoesNotTrigger(string member) => Verify.Members(Helper + member);

    [Fact]
    public Task PrivateIteratorReadInTheSection_DoesNotTrigger() => Verify.Members("""
        private static IEnumerable<string> Names(IEnumerable<PidHandle> pids)
        {
            foreach (var pid in pids)
                yield return pid.Task()?.Comm ?? "gone";
        }

        public List<string> Read(IEnumerable<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
                return Names(pids).ToList();
        }
        """);

    [Fact]
    public Task CapturedTaskReadByALocalFunctionAfterTheSection_TriggersInside() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            Print();
        }
        Print();

        void Print() => Use({|UTR1002:task|});
        """);

    [Fact]
    public Task CapturedTaskReadByALambdaAfterTheSection_TriggersInside() => Verify.Body("""
        TaskStruct? task;
        Func<int> read = () => 0;
        using (Rcu.EnterReadScope())
        {
            task = pid.Task();
            read = () => {|UTR1002:task|}?.Pid ?? 0;
        }
        Log(read());
        """);

    [Fact]
    public Task CapturedTaskReadByLinqAfterTheSection_Triggers() => Verify.Body("""
        TaskStruct? task;
        using (Rcu.EnterReadScope())
            task = pid.Task();
        Log(new[] { 1, 2, 3 }.Count(n => n == {|UTR1002:task|}?.Pid));
        """);

    [Fact]
    public Task LambdaInAVariableThatRunsLater_Triggers() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            Action print = () => Use({|UTR1003:task|});
            print();
            _ = Task.Run(print);
        }
        """);

    [Fact]
    public Task ScopeDisposedEarlyInAUsing_TriggersBehindIt() => Verify.Body("""
        using var scope = Rcu.EnterReadScope();
        Use(pid.Task());
        scope.Dispose();
        Use({|UTR1001:pid.Task()|});
        """);

    [Fact]
    public Task HelperWithOptionalAndNamedArguments_TriggersAtTheCaller() => Verify.Members("""
        private static int NumberOf(int fallback, PidHandle pid, PidType type = PidType.Pid) => pid.Task(type)?.Pid ?? fallback;

        public int Bad(PidHandle pid) => {|UTR1001:NumberOf(pid: pid, fallback: 3)|};

        public int Good(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return NumberOf(type: PidType.Tgid, pid: pid, fallback: 3);
        }
        """);

    [Fact]
    public Task GenericHelper_TriggersAtTheCaller() => Verify.Members("""
        private static T Read<T>(PidHandle pid, Func<TaskStruct, T> read, T fallback) => pid.Task() is { } task ? read(task) : fallback;

        public int Bad(PidHandle pid) => {|UTR1001:Read(pid, task => task.Pid, 0)|};

        public string Good(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
                return Read(pid, task => task.Comm, "gone");
        }
        """);

    [Fact]
    public Task PrivateMethodOfANestedClass_TriggersAtTheCaller() => Verify.Members("""
        private sealed class Reader(PidHandle pid)
        {
            internal int Read() => pid.Task()?.Pid ?? 0;

            internal int ReadInSection()
            {
                using (Rcu.EnterReadScope())
                    return Read();
            }
        }

        public int Bad(PidHandle pid) => {|UTR1001:new Reader(pid).Read()|};

        public int Good(PidHandle pid) => new Reader(pid).ReadInSection();
        """);

    [Fact]
    public Task ConstructorAndDisposeThatHoldASection_TriggerInBoth() => Verify.Source("""
        public sealed class Reader : IDisposable
        {
            public Reader() => {|UTR4001:Rcu.ReadLock()|};

            public void Dispose() => {|UTR4002:Rcu.ReadUnlock()|};
        }
        """);
}
