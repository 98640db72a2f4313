namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1003: tasks in lambdas and local functions that may run when the section is long over.</summary>
public sealed class CapturedTaskTests
{
    [Theory]
    [InlineData("_ = Task.Run(() => Log({|UTR1003:task|}.Pid));")]
    [InlineData("_ = Task.Run(() => { Work(); Log({|UTR1003:task|}.Pid); Use(task); });")]
    [InlineData("_ = Task.Run(() => { if (flag) Use({|UTR1003:task|}); else Log(task.Pid); });")]
    [InlineData("_ = Task.Run(() => { Action inner = () => Use({|UTR1003:task|}); inner(); });")]
    [InlineData("_ = Task.Run(async () => { await Task.Yield(); Use({|UTR1003:task|}); });")]
    [InlineData("_ = Task.Run(delegate { Use({|UTR1003:task|}); });")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => Use({|UTR1003:task|}));")]
    [InlineData("new Thread(() => Use({|UTR1003:task|})).Start();")]
    [InlineData("AppDomain.CurrentDomain.ProcessExit += (_, _) => Use({|UTR1003:task|});")]
    [InlineData("later = () => Use({|UTR1003:task|});")]
    [InlineData("later += () => Use({|UTR1003:task|});")]
    [InlineData("actions.Add(() => Use({|UTR1003:task|}));")]
    [InlineData("var name = new Lazy<string>(() => {|UTR1003:task|}.Comm); names.Add(name);")]
    [InlineData("void Print() => Use({|UTR1003:task|}); _ = Task.Run(Print);")]
    [InlineData("void Print() { Use({|UTR1003:task|}); } later = Print;")]
    [InlineData("Enumerable.Range(0, 3).ToList().ForEach(n => _ = Task.Run(() => Use({|UTR1003:task|})));")]
    [InlineData("After(() => Use({|UTR1003:task|}));")]
    public Task CaptureByCodeThatCanRunLater_Triggers(string statement) => Verify.Members($$"""
        private Action? later;
        private readonly List<Action> actions = [];
        private readonly List<Lazy<string>> names = [];

        public void After(Action action) => actions.Add(action);

        public void Run(PidHandle pid, bool flag)
        {
            using var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            if (task is null)
                return;
            {{statement}}
        }
        """);

    [Theory]
    [InlineData("_ = Task.Run(() => Log(number));")]
    [InlineData("_ = Task.Run(() => Log(pid.Number));")]
    [InlineData("_ = Task.Run(() => Use(TaskStruct.Current));")]
    [InlineData("_ = Task.Run(() => Log(nameof(task)));")]
    [InlineData("_ = Task.Run(() => { using (Rcu.EnterReadScope()) Use(pid.Task()); });")]
    [InlineData("_ = Task.Run(() => { TaskStruct? task2; using (Rcu.EnterReadScope()) { task2 = pid.Task(); Use(task2); } });")]
    [InlineData("later = () => Log(number);")]
    [InlineData("numbers.ForEach(n => Log(n + task.Pid));")]
    [InlineData("Log(numbers.Count(n => n == task.Pid));")]
    [InlineData("Log(numbers.Where(n => n > task.Pid).Select(n => n - task.Pid).Any());")]
    [InlineData("Log(numbers.FindIndex(n => n == task.Pid));")]
    [InlineData("numbers.RemoveAll(n => n == task.Pid);")]
    [InlineData("numbers.Sort((a, b) => Math.Abs(a - task.Pid) - Math.Abs(b - task.Pid));")]
    [InlineData("Log(Array.Exists(numbers.ToArray(), n => n == task.Pid));")]
    [InlineData("Parallel.ForEach(numbers, n => Log(n + task.Pid));")]
    [InlineData("Parallel.For(0, 4, n => Log(n + task.Pid));")]
    [InlineData("Func<int> read = () => task.Pid; Log(read());")]
    [InlineData("Action print = () => Use(task); print(); print.Invoke();")]
    [InlineData("void Print() => Use(task); Print();")]
    [InlineData("int Read() { return task.Pid; } Log(Read() + Read());")]
    [InlineData("Now(() => Use(task));")]
    [InlineData("Log((from n in numbers where n == task.Pid orderby task.Tgid select n).Count());")]
    [InlineData("var current = TaskStruct.Current; _ = Task.Run(() => Use(current));")]
    [InlineData("var child = task.AsUnreapedChild(); _ = Task.Run(() => Use(child));")]
    public Task CaptureOfNothingOrByCodeThatRunsNow_DoesNotTrigger(string statement) => Verify.Members($$"""
        private Action? later;

        public void Now([InvokedDuringCall] Action action) => action();

        public void Run(PidHandle pid, List<int> numbers)
        {
            using var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            if (task is null)
                return;
            var number = task.Pid;
            {{statement}}
        }
        """);

    [Fact]
    public Task CaptureOfAPlainParameter_Triggers() => Verify.Members("""
        public void Run(TaskStruct task) => Task.Run(() => Use({|UTR1003:task|}));
        """);

    [Fact]
    public Task CaptureOfACallbackParameter_Triggers() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override void ReportReap(UtraceEngine engine, TaskStruct task) =>
                ThreadPool.QueueUserWorkItem(_ => Log({|UTR1003:task|}.Pid));
        }
        """);

    [Fact]
    public Task CaptureOfTheNumberOfACallbackParameter_DoesNotTrigger() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override void ReportReap(UtraceEngine engine, TaskStruct task)
            {
                var number = task.Pid;
                ThreadPool.QueueUserWorkItem(_ => Log(number));
            }
        }
        """);

    [Fact]
    public Task ReturnedLambda_Triggers() => Verify.Members("""
        public Func<int> Reader(TaskStruct task) => () => {|UTR1003:task|}.Pid;
        """);

    [Fact]
    public Task ReturnedLambdaThatLooksUp_DoesNotTrigger() => Verify.Members("""
        public Func<int> Reader(PidHandle pid) => () =>
        {
            using (Rcu.EnterReadScope())
                return pid.Task()?.Pid ?? 0;
        };
        """);

    [Fact]
    public Task LookupInALambdaThatCanRunLater_TriggersAtTheLookup() => Verify.Body("""
        using (Rcu.EnterReadScope())
            _ = Task.Run(() => Use({|UTR1001:pid.Task()|}));
        """);

    [Fact]
    public Task LookupInALambdaThatRunsNow_DoesNotTrigger() => Verify.Members("""
        public int Count(List<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
                return pids.Count(pid => pid.Task() is { IsExiting: false });
        }
        """);

    [Fact]
    public Task LookupInALambdaThatRunsNowWithoutSection_Triggers() => Verify.Members("""
        public int Count(List<PidHandle> pids) => pids.Count(pid => {|UTR1001:pid.Task()|} is { IsExiting: false });
        """);
}
