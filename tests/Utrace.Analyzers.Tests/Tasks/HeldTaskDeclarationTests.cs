namespace Utrace.Analyzers.Tests.Tasks;

/// <summary>UTR1003: declared types that hold a task.</summary>
public sealed class HeldTaskDeclarationTests
{
    [Theory]
    [InlineData("private TaskStruct? {|UTR1003:task|};")]
    [InlineData("public TaskStruct? {|UTR1003:task|};")]
    [InlineData("private static TaskStruct? {|UTR1003:task|};")]
    [InlineData("private readonly TaskStruct {|UTR1003:task|} = TaskStruct.Current;")]
    [InlineData("[ThreadStatic] private static TaskStruct? {|UTR1003:task|};")]
    [InlineData("private volatile TaskStruct? {|UTR1003:task|};")]
    [InlineData("private TaskStruct? {|UTR1003:first|}, {|UTR1003:second|};")]
    [InlineData("private readonly TaskStruct?[] {|UTR1003:tasks|} = new TaskStruct?[4];")]
    [InlineData("private readonly TaskStruct?[][] {|UTR1003:tasks|} = [];")]
    [InlineData("private readonly List<TaskStruct> {|UTR1003:tasks|} = [];")]
    [InlineData("private readonly List<(TaskStruct Task, int Count)> {|UTR1003:tasks|} = [];")]
    [InlineData("private readonly Dictionary<int, TaskStruct> {|UTR1003:tasks|} = [];")]
    [InlineData("private readonly Dictionary<TaskStruct, int> {|UTR1003:counts|} = [];")]
    [InlineData("private readonly Dictionary<int, List<TaskStruct>> {|UTR1003:groups|} = [];")]
    [InlineData("private readonly HashSet<TaskStruct> {|UTR1003:seen|} = [];")]
    [InlineData("private readonly Queue<TaskStruct> {|UTR1003:pending|} = new();")]
    [InlineData("private (TaskStruct? Task, int Count) {|UTR1003:entry|};")]
    [InlineData("private Tuple<int, TaskStruct>? {|UTR1003:entry|};")]
    [InlineData("private KeyValuePair<int, TaskStruct> {|UTR1003:entry|};")]
    [InlineData("private IEnumerable<TaskStruct>? {|UTR1003:tasks|};")]
    [InlineData("private IReadOnlyList<TaskStruct>? {|UTR1003:tasks|};")]
    [InlineData("private Lazy<TaskStruct>? {|UTR1003:lazy|};")]
    [InlineData("private WeakReference<TaskStruct>? {|UTR1003:weak|};")]
    [InlineData("private AsyncLocal<TaskStruct>? {|UTR1003:local|};")]
    [InlineData("private Task<TaskStruct>? {|UTR1003:pending|};")]
    [InlineData("private TaskCompletionSource<TaskStruct>? {|UTR1003:found|};")]
    [InlineData("public TaskStruct? {|UTR1003:Task|} { get; set; }")]
    [InlineData("public TaskStruct? {|UTR1003:Task|} { get; private set; }")]
    [InlineData("public TaskStruct {|UTR1003:Task|} { get; } = TaskStruct.Current;")]
    [InlineData("public required TaskStruct {|UTR1003:Task|} { get; init; }")]
    [InlineData("public static TaskStruct? {|UTR1003:Last|} { get; set; }")]
    [InlineData("public List<TaskStruct> {|UTR1003:Tasks|} { get; } = [];")]
    [InlineData("public TaskStruct? {|UTR1003:Task|} { get => field; set => field = value; }")]
    public Task MemberThatHoldsATask_Triggers(string member) => Verify.Members(member);

    [Theory]
    [InlineData("private PidHandle? pid;")]
    [InlineData("private readonly List<int> numbers = [];")]
    [InlineData("private Func<TaskStruct, int>? key;")]
    [InlineData("private Func<TaskStruct?>? find;")]
    [InlineData("private Action<TaskStruct>? visit;")]
    [InlineData("private Predicate<TaskStruct>? filter;")]
    [InlineData("private event Action<TaskStruct>? Found { add { } remove { } }")]
    [InlineData("private IComparer<TaskStruct>? order;")]
    [InlineData("private IEqualityComparer<TaskStruct>? equality;")]
    [InlineData("private Action<List<TaskStruct>>? visitAll;")]
    [InlineData("public TaskStruct Task => TaskStruct.Current;")]
    [InlineData("public TaskStruct Task { get => TaskStruct.Current; }")]
    [InlineData("public TaskStruct Task { get { return TaskStruct.Current; } }")]
    [InlineData("[AlwaysValid] public TaskStruct Task { get; } = TaskStruct.Current;")]
    [InlineData("public void Visit(TaskStruct task, List<TaskStruct> tasks) { Use(task); }")]
    [InlineData("private delegate int Key(TaskStruct task);")]
    [InlineData("public object? Data { get; set; }")]
    [InlineData("private readonly Type type = typeof(TaskStruct);")]
    public Task MemberThatHoldsNoTask_DoesNotTrigger(string member) => Verify.Members(member);

    [Fact]
    public Task RecordParameter_Triggers() => Verify.Source("""
        public sealed record Entry(int Number, TaskStruct {|UTR1003:Task|});

        public readonly record struct Pair(TaskStruct? {|UTR1003:First|}, TaskStruct? {|UTR1003:Second|});
        """);

    [Fact]
    public Task RecordOfPlainValues_DoesNotTrigger() => Verify.Source("""
        public sealed record Entry(int Number, string Name, PidHandle Pid);

        public readonly record struct Pair(int First, int Second);
        """);

    [Fact]
    public Task FieldOfAStruct_Triggers() => Verify.Source("""
        public struct Slot
        {
            public TaskStruct? {|UTR1003:Task|};
            public int Count;
        }

        internal static class Cache
        {
            private static readonly Slot[] slots = new Slot[8];
        }
        """);

    [Fact]
    public Task AbstractAndInterfaceProperties_DoNotTrigger() => Verify.Source("""
        public interface ITarget
        {
            [RequiresReadLock]
            TaskStruct? Task { get; }
        }

        public abstract class Target
        {
            [RequiresReadLock]
            public abstract TaskStruct? Task { get; }
        }
        """);

    [Fact]
    public Task ImplementationByAutoProperty_Triggers() => Verify.Source("""
        public interface ITarget
        {
            TaskStruct? Task { get; }
        }

        public sealed class Target : ITarget
        {
            public TaskStruct? {|UTR1003:Task|} { get; set; }
        }
        """);

    [Fact]
    public Task AssignmentsToAFlaggedField_TriggerOnlyAtTheDeclaration() => Verify.Members("""
        private TaskStruct? {|UTR1003:task|};
        private readonly List<TaskStruct> {|UTR1003:tasks|} = [];
        private readonly Dictionary<int, TaskStruct> {|UTR1003:byNumber|} = [];
        private readonly TaskStruct?[] {|UTR1003:slots|} = new TaskStruct?[4];

        public void Run(PidHandle pid)
        {
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                if (task is null)
                    return;
                tasks.Add(task);
                byNumber[task.Pid] = task;
                slots[0] = task;
            }
        }
        """);

    [Fact]
    public Task AssignmentToAFlaggedProperty_TriggersOnlyAtTheDeclaration() => Verify.Source("""
        public sealed class Target
        {
            public TaskStruct? {|UTR1003:Task|} { get; set; }
        }

        public static class Finder
        {
            public static void Fill(Target target, PidHandle pid)
            {
                using (Rcu.EnterReadScope())
                    target.Task = pid.Task();
            }
        }
        """);

    [Fact]
    public Task LocalCollectionsInsideTheSection_DoNotTrigger() => Verify.Members("""
        public int CountExiting(IReadOnlyList<PidHandle> pids)
        {
            using (Rcu.EnterReadScope())
            {
                var tasks = new List<TaskStruct>();
                var byNumber = new Dictionary<int, TaskStruct>();
                foreach (var pid in pids)
                {
                    if (pid.Task() is not { } task)
                        continue;
                    tasks.Add(task);
                    byNumber[task.Pid] = task;
                }
                return tasks.Count(task => task.IsExiting) + byNumber.Count;
            }
        }
        """);
}
