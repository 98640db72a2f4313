namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2001: ownership that passes through what .NET offers to keep and to wrap things.</summary>
public sealed class LibraryHandoverTests
{
    [Theory]
    [InlineData("stack.Push(found);")]
    [InlineData("list.Insert(0, found);")]
    [InlineData("linked.AddLast(found);")]
    [InlineData("set.Add(found);")]
    [InlineData("bag.Add(found);")]
    [InlineData("concurrent.TryAdd(nr, found);")]
    [InlineData("concurrent.GetOrAdd(nr, found);")]
    [InlineData("concurrent[nr] = found;")]
    [InlineData("channel.Writer.TryWrite(found);")]
    [InlineData("source.SetResult(found);")]
    [InlineData("source.TrySetResult(found);")]
    [InlineData("local.Value = found;")]
    [InlineData("list = [.. list, found];")]
    [InlineData("(lazily ??= []).Add(found);")]
    [InlineData("lazily = new List<PidHandle> { found };")]
    [InlineData("byNumber = new Dictionary<int, PidHandle> { [nr] = found };")]
    [InlineData("byNumber = new Dictionary<int, PidHandle> { { nr, found } };")]
    [InlineData("pair = Tuple.Create(nr, found);")]
    [InlineData("pair = new Tuple<int, PidHandle>(nr, found);")]
    [InlineData("entry = KeyValuePair.Create(nr, found);")]
    [InlineData("entry = new KeyValuePair<int, PidHandle>(nr, found);")]
    [InlineData("task = Task.FromResult(found);")]
    [InlineData("value = new ValueTask<PidHandle>(found);")]
    [InlineData("lazy = new Lazy<PidHandle>(found);")]
    [InlineData("Interlocked.Exchange(ref slot, found)?.Put();")]
    [InlineData("Interlocked.CompareExchange(ref slot, found, null);")]
    [InlineData("Volatile.Write(ref slot, found);")]
    [InlineData("var old = slot; slot = found; old?.Put();")]
    [InlineData("(slot, var old) = (found, slot); old?.Put();")]
    [InlineData("holder!.Inner.Pid = found;")]
    [InlineData("holders[0].Inner.Pid = found;")]
    [InlineData("record = record with { Pid = found };")]
    [InlineData("cancellation.Register(() => found.Put());")]
    [InlineData("cancellation.Register(found.Dispose);")]
    [InlineData("cleanups.Push(found);")]
    [InlineData("disposables.Add(found);")]
    public Task KeptByTheLibrary_DoesNotTrigger(string statement) => Verify.Source($$"""
        using System.Collections.Concurrent;
        using System.Threading.Channels;

        public sealed class Inner { public PidHandle? Pid { get; set; } }

        public sealed class Holder { public Inner Inner { get; } = new(); }

        public sealed record Entry(PidHandle? Pid);

        public sealed class Module
        {
            private readonly Stack<PidHandle> stack = new();
            private readonly LinkedList<PidHandle> linked = new();
            private readonly HashSet<PidHandle> set = [];
            private readonly ConcurrentBag<PidHandle> bag = [];
            private readonly ConcurrentDictionary<int, PidHandle> concurrent = new();
            private readonly Channel<PidHandle> channel = Channel.CreateUnbounded<PidHandle>();
            private readonly TaskCompletionSource<PidHandle> source = new();
            private readonly AsyncLocal<PidHandle> local = new();
            private readonly Stack<IDisposable> cleanups = new();
            private readonly List<IDisposable> disposables = [];
            private readonly List<Holder> holders = [];
            private readonly Holder? holder = new();
            private List<PidHandle> list = [];
            private List<PidHandle>? lazily;
            private Dictionary<int, PidHandle>? byNumber;
            private Tuple<int, PidHandle>? pair;
            private KeyValuePair<int, PidHandle> entry;
            private Task<PidHandle>? task;
            private ValueTask<PidHandle> value;
            private Lazy<PidHandle>? lazy;
            private Entry record = new((PidHandle?)null);
            private PidHandle? slot;

            public void Run(IUtraceKernel kernel, int nr, CancellationToken cancellation)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return;
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task KeptInATryWithACatch_DoesNotTrigger() => Verify.Members("""
        private readonly List<PidHandle> list = [];

        public void Run(IUtraceKernel kernel, int nr)
        {
            try
            {
                if (kernel.FindGetPid(nr) is { } found)
                    list.Add(found);
            }
            catch (InvalidOperationException)
            {
                Log(nr);
            }
        }
        """);

    [Fact]
    public Task KeptInATryAfterACallThatMayThrow_Triggers() => Verify.Members("""
        private readonly List<PidHandle> list = [];

        public void Run(IUtraceKernel kernel, int nr)
        {
            try
            {
                if ({|UTR2001:kernel.FindGetPid(nr)|} is { } found)
                {
                    Log(nr);
                    list.Add(found);
                }
            }
            catch (InvalidOperationException)
            {
                Log(nr);
            }
        }
        """);

    [Theory]
    [InlineData("Task<PidHandle?>", "return Task.FromResult(kernel.FindGetPid(nr));")]
    [InlineData("Task<PidHandle?>", "var found = kernel.FindGetPid(nr); return Task.FromResult(found);")]
    [InlineData("ValueTask<PidHandle?>", "var found = kernel.FindGetPid(nr); return ValueTask.FromResult(found);")]
    [InlineData("ValueTask<PidHandle?>", "var found = kernel.FindGetPid(nr); return new(found);")]
    [InlineData("(bool Found, PidHandle? Pid)", "var found = kernel.FindGetPid(nr); return (found is not null, found);")]
    [InlineData("PidHandle?[]", "var found = kernel.FindGetPid(nr); return [found];")]
    [InlineData("List<PidHandle?>", "var found = kernel.FindGetPid(nr); return new List<PidHandle?> { found };")]
    [InlineData("IDisposable?", "var found = kernel.FindGetPid(nr); return found;")]
    [InlineData("object?", "var found = kernel.FindGetPid(nr); return found;")]
    [InlineData("Action", "var found = kernel.FindGetPid(nr); return () => found?.Put();")]
    [InlineData("Lazy<PidHandle?>", "return new Lazy<PidHandle?>(() => kernel.FindGetPid(nr));")]
    [InlineData("Func<PidHandle?>", "return () => kernel.FindGetPid(nr);")]
    public Task ReturnedInAWrapper_DoesNotTrigger(string type, string body) => Verify.Members($$"""
        public {{type}} Open(IUtraceKernel kernel, int nr)
        {
            {{body}}
        }
        """);

    [Theory]
    [InlineData("list.Remove(nr, out var removed); removed?.Put();")]
    [InlineData("if (list.Remove(nr, out var removed)) Log(removed.Number);")]
    [InlineData("Log(list.GetValueOrDefault(nr)?.Number ?? 0);")]
    [InlineData("var first = list.Values.FirstOrDefault(pid => pid.Number == nr); Log(first?.Number ?? 0);")]
    [InlineData("var largest = list.Values.MaxBy(pid => pid.Number); Log(largest?.Number ?? 0);")]
    [InlineData("foreach (var (number, pid) in list) Log(number + pid.Number);")]
    [InlineData("var all = list.Values.ToArray(); Log(all[0].Number);")]
    [InlineData("var lent = Interlocked.Exchange(ref slot, null); lent?.Put();")]
    [InlineData("var lent = Volatile.Read(ref slot); Log(lent?.Number ?? 0);")]
    public Task TakenOutOfTheLibrary_OwesNothing_DoesNotTrigger(string statement) => Verify.Members($$"""
        private readonly Dictionary<int, PidHandle> list = [];
        private PidHandle? slot;

        public void Run(int nr)
        {
            {{statement}}
        }
        """);
}
