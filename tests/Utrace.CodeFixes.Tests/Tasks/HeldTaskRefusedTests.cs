using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Tasks.Held.HeldTaskFix>;

namespace Utrace.CodeFixes.Tests.Tasks;

/// <summary>UTR1003 where one use can not be rewritten, so that nothing is.</summary>
public class HeldTaskRefusedTests
{
    [Theory]
    [InlineData("public TaskStruct? Get() => _task;")]
    [InlineData("public void Hand(out TaskStruct? task) { task = _task; }")]
    [InlineData("public async Task<int> GetAsync() { await Task.Yield(); return Use(_task, await Task.FromResult(1)); }")]
    [InlineData("public void Fill() => Find(out _task);")]
    [InlineData("public void Fill(int other) { (_task, other) = (TaskStruct.Current, 1); }")]
    [InlineData("public bool IsSame(Session other) => Use(_task, 1) == Use(other._task, 1);")]
    [InlineData("public bool Attach(UtraceEngineOps ops) => UtraceEngine.TryAttachTask(_task, AttachFlags.None, ops, null, out {|UTR3001:var engine|}, out _);")]
    [InlineData("public TaskStruct? Set(TaskStruct task) => {|UTR1003:_task = task|};")]
    [InlineData("public System.Linq.Expressions.Expression<Func<int>> Tree() => () => _task!.Pid;")]
    public Task UseThatNeedsTheTaskItself(string member) => Verify.OffersNothing($$"""
        public sealed class Session
        {
            private TaskStruct? {|UTR1003:_task|};

            {{member}}

            private static int Use(TaskStruct? task, int number) => number;

            private static void Find(out TaskStruct? task) => task = TaskStruct.Current;
        }
        """);

    [Fact]
    public Task Struct() => Verify.OffersNothing("""
        public struct Session
        {
            private TaskStruct? {|UTR1003:_task|};
        }
        """);

    [Fact]
    public Task Record() => Verify.OffersNothing("""
        public sealed record Session
        {
            public TaskStruct? {|UTR1003:Task|} { get; init; }
        }
        """);

    [Fact]
    public Task StaticFieldThatIsNeverReset() => Verify.OffersNothing("""
        public static class Module
        {
            private static TaskStruct? {|UTR1003:s_task|};

            public static void Load(TaskStruct task) => s_task = task;
        }
        """);

    [Fact]
    public Task PropertyOfAnInterface() => Verify.OffersNothing("""
        public interface ISession
        {
            TaskStruct? Target { get; }
        }

        public sealed class Session : ISession
        {
            public TaskStruct? {|UTR1003:Target|} { get; }
        }
        """);

    [Fact]
    public Task DisposeThatCanNotBeExtended() => Verify.OffersNothing("""
        public class Tracer : IDisposable
        {
            public void Dispose() { }
        }

        public sealed class Session : Tracer
        {
            private TaskStruct? {|UTR1003:_task|};
        }
        """);

    [Fact]
    public Task PrivateTypeThatNobodyWouldDisposeOf() => Verify.OffersNothing("""
        public sealed class Tracer
        {
            private readonly List<Session> _sessions = [];

            public void Add(TaskStruct task) => _sessions.Add(new Session { Task = task });

            private sealed class Session
            {
                public TaskStruct? {|UTR1003:Task|} { get; set; }
            }
        }
        """);

    [Fact]
    public Task HeirThatDisposesAlone() => Verify.OffersNothing("""
        public class Tracer
        {
            private TaskStruct? {|UTR1003:_task|};
        }

        public sealed class Session : Tracer, IDisposable
        {
            public void Dispose() { }
        }
        """);
}
