using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on a collection of which one use can not be rewritten, so that nothing is.</summary>
public class HeldCollectionRefusedTests
{
    [Fact]
    public Task PassedToAMethod() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];

            public int Count() => Of(_tasks);

            private static int Of(List<TaskStruct> tasks) => tasks.Count;
        }
        """);

    [Fact]
    public Task RemovedWhileAnElementIsInUse() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];

            public void Watch(int number, TaskStruct task) => _tasks[number] = task;

            public void Forget(int number)
            {
                if (!_tasks.TryGetValue(number, out var task))
                    return;
                _tasks.Remove(number);
                Console.WriteLine(task.Comm);
            }
        }
        """);

    [Fact]
    public Task ElementIsReturned() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];

            public void Watch(TaskStruct task) => _tasks.Add(task);

            public TaskStruct First() => _tasks[0];
        }
        """);

    [Fact]
    public Task IndexThatChanges() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly TaskStruct?[] {|UTR1003:_tasks|} = new TaskStruct?[8];
            private int _next;

            public void Watch(TaskStruct task) => _tasks[_next++] = task;
        }
        """);

    [Fact]
    public Task ListIsReplaced() => Verify.OffersNothing("""
        public sealed class Session
        {
            private List<TaskStruct> {|UTR1003:_tasks|} = [];

            public void Forget() => _tasks = [];
        }
        """);

    [Fact]
    public Task FilledWhereItIsMade() => Verify.OffersNothing("""
        public sealed class Session(TaskStruct task)
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [task];
        }
        """);

    [Fact]
    public Task ListOfLists() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<List<TaskStruct>> {|UTR1003:_tasks|} = [];
        }
        """);

    [Fact]
    public Task KeysThatAreTasks() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly Dictionary<TaskStruct, int> {|UTR1003:_counts|} = [];
        }
        """);

    [Fact]
    public Task QueryThatIsAnsweredLater() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];

            public IEnumerable<int> Numbers() => _tasks.Select(task => task.Pid);
        }
        """);

    [Fact]
    public Task StaticListThatIsNeverCleared() => Verify.OffersNothing("""
        public static class Registry
        {
            private static readonly List<TaskStruct> {|UTR1003:s_tasks|} = [];

            public static void Watch(TaskStruct task) => s_tasks.Add(task);
        }
        """);

    [Fact]
    public Task LoopThatWaits() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];

            public async Task Print()
            {
                foreach (var task in _tasks)
                {
                    await Task.Yield();
                    Send(task, await Task.FromResult(1));
                }
            }

            private static void Send(TaskStruct task, int number) { }
        }
        """);

    [Fact]
    public Task ElementCapturedByALambda() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
            private readonly List<Func<int>> _later = [];

            public void Print()
            {
                foreach (var task in _tasks)
                    _later.Add(() => task.Pid);
            }
        }
        """);

    [Fact]
    public Task RemovalOfAllThatMatch() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];

            public void Prune() => _tasks.RemoveAll(task => task.IsExiting);
        }
        """);

    [Fact]
    public Task AddedInAnExpression() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly HashSet<TaskStruct> {|UTR1003:_seen|} = [];

            public bool IsNew(TaskStruct task) => _seen.Add(task);
        }
        """);

    [Fact]
    public Task Struct() => Verify.OffersNothing("""
        public struct Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|};

            public Session(int size) => _tasks = new List<TaskStruct>(size);
        }
        """);

    [Fact]
    public Task TaskOfAnotherOwnerInTheSameStatement() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly TaskStruct?[] {|UTR1003:_slots|} = new TaskStruct?[4];

            public bool IsSame(int slot, int other) => _slots[slot]!.Pid == _slots[other]!.Pid;
        }
        """);

    [Fact]
    public Task KeyThatIsComputed() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];

            public void Watch(TaskStruct task) => _tasks[Next()] = task;

            private int Next() => _tasks.Count;
        }
        """);

    [Fact]
    public Task NullableCollection() => Verify.OffersNothing("""
        public sealed class Session
        {
            private List<TaskStruct>? {|UTR1003:_tasks|};

            public void Watch(TaskStruct task) => (_tasks ??= []).Add(task);
        }
        """);
}
