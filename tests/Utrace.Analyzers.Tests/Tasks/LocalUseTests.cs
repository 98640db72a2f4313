namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>What may be done with a good task inside its section, none of which keeps it.</summary>
public sealed class LocalUseTests
{
    [Theory]
    [InlineData("var pair = (task, task.Pid); Use(pair.task);")]
    [InlineData("var entry = new { task, task.Pid }; Log(entry.task.Comm);")]
    [InlineData("object boxed = task; Use((TaskStruct)boxed);")]
    [InlineData("TaskStruct?[] pair = [task, task.RealParent]; Use(pair[0]);")]
    [InlineData("var seen = new HashSet<TaskStruct> { task }; Log(seen.Contains(task));")]
    [InlineData("var byTask = new Dictionary<TaskStruct, int> { [task] = 1 }; Log(byTask[task]);")]
    [InlineData("var queue = new Queue<TaskStruct>(); queue.Enqueue(task); while (queue.TryDequeue(out var next)) Use(next);")]
    [InlineData("var all = new List<TaskStruct>(); all.Add(task); all.Sort((a, b) => a.Pid - b.Pid); Log(all[0].Pid);")]
    [InlineData("Span<int> numbers = [task.Pid, task.Tgid]; Log(numbers.Length);")]
    [InlineData("Console.WriteLine(task);")]
    [InlineData("Console.WriteLine(\"{0} {1}\", task.Pid, task.Comm);")]
    [InlineData("Log($\"{task.Pid,6} {task.Comm}\");")]
    [InlineData("Log(string.Concat(task.Comm, \" \", task.Pid));")]
    [InlineData("Log(task.Equals(TaskStruct.Current));")]
    [InlineData("Log(ReferenceEquals(task, TaskStruct.Current));")]
    [InlineData("ref var alias = ref task; Use(alias);")]
    [InlineData("TaskStruct copy; (copy, var number) = (task, task.Pid); Use(copy); Log(number);")]
    [InlineData("var name = task switch { { IsExiting: true } => \"exiting\", { Comm: var comm } => comm }; Log(name);")]
    [InlineData("using var leader = task.GroupLeader.GetPid(PidType.Tgid); Log(leader.Number);")]
    [InlineData("lock (gate) Log(task.Pid);")]
    [InlineData("foreach (var one in new[] { task, task.GroupLeader }) Use(one);")]
    [InlineData("var leaders = new[] { task }.Select(t => t.GroupLeader).Distinct().ToList(); Log(leaders.Count);")]
    [InlineData("var best = new[] { task }.MinBy(t => t.Pid); Use(best);")]
    [InlineData("var group = new[] { task }.GroupBy(t => t.Tgid).First(); Log(group.Key);")]
    [InlineData("var number = new[] { task }.ToDictionary(t => t.Pid)[task.Pid].Tgid; Log(number);")]
    [InlineData("last = task.Pid; name = task.Comm;")]
    [InlineData("names[task.Pid] = task.Comm;")]
    [InlineData("events.Add((task.Pid, task.Comm));")]
    [InlineData("_ = engine.Control(task, ResumeAction.Stop); _ = engine.SetEvents(task, UtraceEvents.Reap);")]
    public Task GoodTaskUsedInItsSection_DoesNotTrigger(string statement) => Verify.Members($$"""
        private readonly Lock gate = new();
        private readonly Dictionary<int, string> names = [];
        private readonly List<(int, string)> events = [];
        private int last;
        private string? name;

        public void Run(PidHandle pid, UtraceEngine engine)
        {
            using var scope = Rcu.EnterReadScope();
            var task = pid.Task();
            if (task is null)
                return;
            {{statement}}
        }
        """);

    [Theory]
    [InlineData("private object? kept; public void Keep(TaskStruct task) => kept = (object){|UTR1003:task|};")]
    [InlineData("private static object? kept; public void Keep(TaskStruct task) => kept = {|UTR1003:task|};")]
    [InlineData("public object? Kept { get; set; } public void Keep(TaskStruct task) => Kept = {|UTR1003:task|};")]
    [InlineData("private readonly Dictionary<int, object> kept = []; public void Keep(TaskStruct task) => kept[1] = {|UTR1003:task|};")]
    [InlineData("private readonly Dictionary<int, object> kept = []; public void Keep(TaskStruct task) => kept.Add(1, {|UTR1003:task|});")]
    [InlineData("private readonly Queue<object> kept = new(); public void Keep(TaskStruct task) => kept.Enqueue({|UTR1003:task|});")]
    [InlineData("private System.Collections.ArrayList kept = []; public void Keep(TaskStruct task) => kept.Add({|UTR1003:task|});")]
    [InlineData("private object? kept; public void Keep(PidHandle p) { using (Rcu.EnterReadScope()) kept = {|UTR1003:p.Task()|}; }")]
    [InlineData("private object? kept; public void Keep(TaskStruct task) => kept ??= {|UTR1003:task|};")]
    public Task GoodTaskKeptAsAnObject_Triggers(string members) => Verify.Members(members);
}
