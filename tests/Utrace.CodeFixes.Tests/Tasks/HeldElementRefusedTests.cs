using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 on collections and captured tasks where two rewrites would come around each other.</summary>
public class HeldElementRefusedTests
{
    [Fact]
    public Task TwoElementsInOneStatement() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly List<TaskStruct> {|UTR1003:_tasks|} = [];
            public void Add(TaskStruct task) => _tasks.Add(task);
            public bool HasTwo()
            {
                foreach (var one in _tasks)
                    foreach (var two in _tasks)
                        if (one != two && one.Tgid == two.Tgid)
                            return true;
                return false;
            }
        }
        """);

    [Fact]
    public Task RunInATryThatCatches() => Verify.OffersNothing("""
        public sealed class Module
        {
            public void Run(TaskStruct task)
            {
                try
                {
                    var t = Task.Run(() => { try { Console.WriteLine({|UTR1003:task|}.Comm); } finally { Console.WriteLine("x"); } });
                    t.Wait();
                }
                catch (AggregateException) { }
            }
        }
        """);

    [Fact]
    public Task TwoChangesOnOneLine() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly TaskStruct?[] {|UTR1003:_slots|} = new TaskStruct?[4];
            public void Set(TaskStruct a, TaskStruct b) { _slots[0] = a; _slots[1] = b; }
            public void Swap(TaskStruct a) { if (a.Pid > 1) { _slots[0] = a; } else _slots[1] = null; }
        }
        """);

    [Fact]
    public Task ChangeInsideOfAnother() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly Dictionary<int, TaskStruct> {|UTR1003:_tasks|} = [];
            public void Put(int n, TaskStruct task)
            {
                if (_tasks.Remove(n))
                    _tasks.Add(n, task);
            }
            public void Put2(int n, TaskStruct task)
            {
                if (_tasks.Remove(n))
                    _tasks[n] = task;
                else
                    _tasks.TryAdd(n, task);
            }
            public int Sum() => _tasks.Values.Sum(t => t.Pid) + _tasks.Values.Count(t => t.IsExiting);
            public bool Any() => _tasks.Values.Any();
        }
        """);

    [Theory]
    [InlineData("yield return 1; yield return task.Pid;")]
    [InlineData("yield return task.Pid; if (task.Tgid > 1) yield return task.Tgid;")]
    public Task UsedBehindAYield(string body) => Verify.OffersNothing($$"""
        public sealed class Session
        {
            private readonly HashSet<TaskStruct> {|UTR1003:_set|} = new();
            public IEnumerable<int> Pids()
            {
                foreach (var task in _set)
                {
                    {{body}}
                }
            }
            public void Add(TaskStruct t) => _set.Add(t);
            public void Clear() => _set.Clear();
        }
        """);

    [Fact]
    public Task TakenOutInASwitchSection() => Verify.OffersNothing("""
        public sealed class Session
        {
            private readonly Stack<TaskStruct> {|UTR1003:_stack|} = new();
            public string? Name(int n)
            {
                switch (n)
                {
                    case 1:
                        var task = _stack.Pop();
                        return task.Comm;
                    case 2:
                        return _stack.TryPeek(out var top) ? top.Comm : null;
                    default:
                        return null;
                }
            }
        }
        """);
}
