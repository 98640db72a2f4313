using Microsoft.CodeAnalysis.Testing;

namespace Utrace.Analyzers.Tests.Messages;

/// <summary>The words and the places of the findings about tasks, each also suppressed and as generated code.</summary>
public sealed class TaskMessageTests
{
    private const string InASection = "put it and the uses of its result inside 'using (Rcu.EnterReadScope())'";
    private const string KeepAPid =
        "beyond the read-side section that makes it good; keep a PidHandle and look the task up where it is used";

    [Theory]
    [InlineData("pid.Task()", "pid.Task()")]
    [InlineData("pid.Task(PidType.Tgid)", "pid.Task(PidType.Tgid)")]
    [InlineData("maybe?.Task()", "maybe?.Task()")]
    [InlineData("TaskStruct.Current.GroupLeader", "TaskStruct.Current.GroupLeader")]
    [InlineData("FindTheThreadThatIsTracedByTheEngine(pid, pid, maybe, maybe, 1)", "FindTheThreadThatIsTracedByTheEngine(...)")]
    [InlineData("pid.Task(\n            PidType.Tgid)", "Task(...)")]
    public Task Lookup_IsNamed(string lookup, string named) => Verify.InFull(
        $$"""
        public class Module
        {
            [RequiresReadLock]
            public static TaskStruct? FindTheThreadThatIsTracedByTheEngine(
                PidHandle first, PidHandle second, PidHandle? third, PidHandle? fourth, int count) => null;

            public void Run(PidHandle pid, PidHandle? maybe) => Use({|#0:{{lookup}}|});
        }
        """,
        Verify.Rule("UTR1001").WithLocation(0)
            .WithMessage($"'{named}' needs a read-side section and none is open here; {InASection}"));

    [Fact]
    public Task LookupInAHelper_IsNamedAtTheCallAndShownInTheHelper() => Verify.InFull(
        """
        public class Module
        {
            private static int NumberOf(PidHandle pid) => {|#1:pid.Task()|}?.Pid ?? 0;

            public int Run(PidHandle pid) => {|#0:NumberOf(pid)|};
        }
        """,
        Verify.Rule("UTR1001").WithLocation(0).WithLocation(1)
            .WithMessage($"'NumberOf(pid)' needs a read-side section and none is open here; {InASection}"));

    [Fact]
    public Task UseAfterTheSection_ShowsTheLookupAndTheUnlock() => Verify.InFull(
        """
        public class Module
        {
            public void Run(PidHandle pid)
            {
                Rcu.ReadLock();
                var task = {|#1:pid.Task()|};
                {|#2:Rcu.ReadUnlock()|};
                Use({|#0:task|});
            }
        }
        """,
        Verify.Rule("UTR1002").WithLocation(0).WithLocation(1).WithLocation(2).WithMessage(
            "'task' was looked up in a read-side section that has ended; use it inside that section, or look it up again"));

    [Fact]
    public Task UseAfterADisposedScope_ShowsTheLookupAndTheDispose() => Verify.InFull(
        """
        public class Module
        {
            public void Run(PidHandle pid)
            {
                var scope = Rcu.EnterReadScope();
                var leader = {|#1:TaskStruct.Current.GroupLeader|};
                {|#2:scope.Dispose()|};
                Log({|#0:leader|}.Pid);
            }
        }
        """,
        Verify.Rule("UTR1002").WithLocation(0).WithLocation(1).WithLocation(2).WithMessage(
            "'leader' was looked up in a read-side section that has ended; use it inside that section, or look it up again"));

    [Theory]
    [InlineData("private TaskStruct? {|#0:kept|};", "kept")]
    [InlineData("private static readonly List<TaskStruct> {|#0:All|} = [];", "All")]
    [InlineData("public TaskStruct? {|#0:Leader|} { get; set; }", "Leader")]
    [InlineData("public record Entry(TaskStruct {|#0:Task|});", "Task")]
    public Task Declaration_KeepsATask(string member, string named) => Verify.InFull(
        $$"""
        public class Module
        {
            {{member}}
        }
        """,
        Held(named, "keeps a task"));

    [Theory]
    [InlineData("public TaskStruct? Find(PidHandle pid) { using (Rcu.EnterReadScope()) return {|#0:pid.Task()|}; }",
        "pid.Task()", "is returned")]
    [InlineData("public TaskStruct Same(TaskStruct task) => {|#0:task|};", "task", "is returned")]
    [InlineData("public void Find(TaskStruct task, out TaskStruct found) => found = {|#0:task|};", "task", "is handed out")]
    [InlineData("public void Find(TaskStruct task, ref TaskStruct? found) => found = {|#0:task|};", "task", "is handed out")]
    [InlineData("private object? o; public void Keep(TaskStruct task) => o = {|#0:task|};", "task", "is stored")]
    [InlineData("private readonly List<object> l = []; public void Keep(TaskStruct task) => l.Add({|#0:task|});", "task", "is stored")]
    [InlineData("public void Go(TaskStruct task) => Task.Run(() => Use({|#0:task|}));", "task", "is captured by code that can run later")]
    public Task Value_SaysHowItIsHeld(string member, string named, string how) => Verify.InFull(
        $$"""
        public class Module
        {
            {{member}}
        }
        """,
        Held(named, how));

    [Theory]
    [InlineData("async Task", "await Task.Yield()", "", "is used after an 'await'", "gives the thread away")]
    [InlineData("IEnumerable<int>", "yield return 1", ";", "is used after a 'yield'", "hands control to the caller")]
    public Task TaskAcrossASuspension_SaysHowItIsHeld(string type, string place, string end, string held, string how) => Verify.InFull(
        $$"""
        public class Module
        {
            public {{type}} Go(PidHandle pid)
            {
                {|#1:Rcu.ReadLock()|};
                var task = pid.Task();
                {|#2:{{place}}{{end}}|}{{(end.Length == 0 ? ";" : "")}}
                Use({|#0:task|});
                Rcu.ReadUnlock();
            }
        }
        """,
        Held("task", held),
        Verify.Rule("UTR4003").WithLocation(2).WithLocation(1)
            .WithMessage($"'{place}' {how} inside the read-side section opened by 'Rcu.ReadLock()'; move it out of the section"));

    [Fact]
    public Task UseAfterABlockingCall_ShowsTheLookupAndTheCall() => Verify.InFull(
        """
        public class Module
        {
            public void Run(PidHandle pid)
            {
                {|#3:Rcu.ReadLock()|};
                var task = {|#1:pid.Task()|};
                {|#2:Thread.Sleep(1)|};
                Use({|#0:task|});
                Rcu.ReadUnlock();
            }
        }
        """,
        Verify.Rule("UTR1004").WithLocation(0).WithLocation(1).WithLocation(2).WithMessage(
            "'task' was looked up before 'Thread.Sleep(1)', which can sleep and so ends the protection of its section; look it up again after it"),
        Verify.Rule("UTR4003").WithLocation(2).WithLocation(3).WithMessage(
            "'Thread.Sleep(1)' can sleep inside the read-side section opened by 'Rcu.ReadLock()'; move it out of the section"));

    [Theory]
    [InlineData("var engine = UtraceEngine.AttachTask({|#0:task|}, AttachFlags.Create, ops); engine.Put();", "task", "AttachTask")]
    [InlineData("UtraceEngine.TryAttachTask({|#0:task|}, AttachFlags.Create, ops, null, out var e, out _); e?.Put();",
        "task", "TryAttachTask")]
    [InlineData("WaitFor({|#0:task|});", "task", "WaitFor")]
    public Task AttachByTask_NamesTheTaskAndTheMethod(string statements, string task, string method) => Verify.InFull(
        $$"""
        public class Module
        {
            [MayBlock]
            public static void WaitFor(TaskStruct task) { }

            public void Run(TaskStruct task, UtraceEngineOps ops)
            {
                {{statements}}
            }
        }
        """,
        Verify.Rule("UTR1005").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage($"'{task}' can be reaped while '{method}' waits; attach by its pid instead"));

    private static DiagnosticResult Held(string named, string how) =>
        Verify.Rule("UTR1003").WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage($"'{named}' {how} {KeepAPid}");
}
