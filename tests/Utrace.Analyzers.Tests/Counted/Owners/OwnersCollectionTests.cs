namespace Utrace.Analyzers.Tests.Counted.Owners;

/// <summary>UTR2004: collections of owned pids, and what looks at them without putting any.</summary>
public sealed class OwnersCollectionTests
{
    [Theory]
    [InlineData("List<PidHandle>", "new()", "_kept.Add(pid);")]
    [InlineData("IList<PidHandle>", "new List<PidHandle>()", "_kept.Add(pid);")]
    [InlineData("List<PidHandle>", "[]", "_kept.AddRange([pid]);")]
    [InlineData("List<PidHandle>", "[]", "_kept.AddRange(new[] { pid });")]
    [InlineData("List<PidHandle>", "[]", "_kept = [.. _kept, pid];")]
    [InlineData("List<PidHandle>", "[]", "_kept = new List<PidHandle> { pid };")]
    [InlineData("List<PidHandle>", "[]", "var list = new List<PidHandle>(); list.Add(pid); _kept = list;")]
    [InlineData("List<PidHandle>", "[]", "var list = _kept; list.Add(pid);")]
    [InlineData("List<PidHandle>?", "null", "(_kept ??= []).Add(pid);")]
    [InlineData("List<PidHandle>?", "null", "_kept ??= []; _kept.Insert(0, pid);")]
    [InlineData("PidHandle?[]", "new PidHandle?[8]", "_kept[0] = pid;")]
    [InlineData("PidHandle[]?", "null", "_kept = [pid];")]
    [InlineData("PidHandle[]?", "null", "_kept = new[] { pid, pid.Get() };")]
    [InlineData("Queue<PidHandle>", "new()", "_kept.Enqueue(pid);")]
    [InlineData("Stack<PidHandle>", "new()", "_kept.Push(pid);")]
    [InlineData("LinkedList<PidHandle>", "new()", "_kept.AddLast(pid);")]
    [InlineData("HashSet<PidHandle>", "[]", "_kept.Add(pid);")]
    [InlineData("SortedDictionary<int, PidHandle>", "[]", "_kept[nr] = pid;")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept.Add(nr, pid);")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept.TryAdd(nr, pid);")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept = new() { [nr] = pid };")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept = new() { { nr, pid } };")]
    [InlineData("Dictionary<PidHandle, int>", "[]", "_kept[pid] = nr;")]
    [InlineData("Dictionary<int, List<PidHandle>>", "[]", "if (!_kept.TryGetValue(nr, out var list)) _kept[nr] = list = []; list.Add(pid);")]
    [InlineData("Dictionary<int, List<PidHandle>>", "[]", "_kept[nr].Add(pid);")]
    [InlineData("ConcurrentDictionary<int, PidHandle>", "new()", "_kept.TryAdd(nr, pid);")]
    [InlineData("ConcurrentDictionary<int, PidHandle>", "new()", "_kept.GetOrAdd(nr, pid);")]
    [InlineData("ConcurrentDictionary<int, PidHandle>", "new()", "pid.Put(); _kept.GetOrAdd(nr, n => kernel.FindGetPid(n)!);")]
    [InlineData("ConcurrentBag<PidHandle>", "[]", "_kept.Add(pid);")]
    [InlineData("ConcurrentQueue<PidHandle>", "new()", "_kept.Enqueue(pid);")]
    [InlineData("BlockingCollection<PidHandle>", "[]", "_kept.Add(pid);")]
    [InlineData("(PidHandle?, int)", "default", "_kept = (pid, nr);")]
    [InlineData("(PidHandle? Pid, int Number)", "default", "_kept.Pid = pid;")]
    [InlineData("List<(int, PidHandle)>", "[]", "_kept.Add((nr, pid));")]
    [InlineData("KeyValuePair<int, PidHandle>", "default", "_kept = KeyValuePair.Create(nr, pid);")]
    [InlineData("Tuple<int, PidHandle>?", "null", "_kept = Tuple.Create(nr, pid);")]
    [InlineData("ImmutableList<PidHandle>", "ImmutableList<PidHandle>.Empty", "_kept = _kept.Add(pid);")]
    [InlineData("ConditionalWeakTable<object, PidHandle>", "[]", "_kept.Add(this, pid);")]
    [InlineData("IEnumerable<PidHandle?>", "[]", "pid.Put(); _kept = Enumerable.Range(1, nr).Select(n => kernel.FindGetPid(n)).ToList();")]
    public Task NeverPut_Triggers(string type, string initial, string store) =>
        Verify.Source(Storing($"{type} {{|UTR2004:_kept|}} = {initial};", store, ""));

    [Theory]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "foreach (var each in _kept) each.Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "for (var i = 0; i < _kept.Count; i++) _kept[i].Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "_kept.ForEach(each => each.Put());")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "_kept.ForEach(PutOne);")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "foreach (var each in _kept.Where(each => each.Number > 1).Reverse()) { using (each) { } }")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "foreach (IDisposable each in _kept) each.Dispose();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "PutAll(_kept);")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "var copy = _kept.ToArray(); _kept.Clear(); Array.ForEach(copy, each => each.Put());")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "var copy = new PidHandle[_kept.Count]; _kept.CopyTo(copy); foreach (var each in copy) each.Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "Parallel.ForEach(_kept, each => each.Put());")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "using var walk = _kept.GetEnumerator(); while (walk.MoveNext()) walk.Current.Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "_kept[^1].Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "_kept.RemoveAll(each => { each.Put(); return true; });")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "_ = _kept.Select(each => { each.Put(); return 1; }).Sum();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "if (_kept is [var first, ..]) first.Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "_kept.FirstOrDefault()?.Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "foreach (var each in CollectionsMarshal.AsSpan(_kept)) each.Put();")]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "Registry.Forget(_kept);")]
    [InlineData("PidHandle?[]", "new PidHandle?[8]", "_kept[0] = pid;", "foreach (var each in _kept) each?.Put();")]
    [InlineData("PidHandle?[]", "new PidHandle?[8]", "_kept[0] = pid;", "Interlocked.Exchange(ref _kept[0], null)?.Put();")]
    [InlineData("Queue<PidHandle>", "new()", "_kept.Enqueue(pid);", "while (_kept.TryDequeue(out var each)) each.Put();")]
    [InlineData("Queue<PidHandle>", "new()", "_kept.Enqueue(pid);", "while (_kept.Count > 0) _kept.Dequeue().Put();")]
    [InlineData("Stack<PidHandle>", "new()", "_kept.Push(pid);", "while (_kept.Count > 0) { var top = _kept.Pop(); Give(top); }")]
    [InlineData("LinkedList<PidHandle>", "new()", "_kept.AddLast(pid);", "for (var node = _kept.First; node is not null; node = node.Next) node.Value.Put();")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;", "foreach (var each in _kept.Values) each.Put();")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;", "foreach (var (_, each) in _kept) each.Put();")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;", "foreach (var entry in _kept) entry.Value.Put();")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;", "if (_kept.Remove(1, out var each)) each.Put();")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;", "if (_kept.TryGetValue(1, out var each)) { _kept.Remove(1); each.Put(); }")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept[nr] = pid;", "_kept.GetValueOrDefault(1)?.Put();")]
    [InlineData("Dictionary<PidHandle, int>", "[]", "_kept[pid] = nr;", "foreach (var each in _kept.Keys) each.Put();")]
    [InlineData("Dictionary<int, List<PidHandle>>", "[]", "_kept[nr].Add(pid);", "foreach (var each in _kept.Values.SelectMany(list => list)) each.Put();")]
    [InlineData("Dictionary<int, List<PidHandle>>", "[]", "_kept[nr].Add(pid);", "foreach (var list in _kept.Values) foreach (var each in list) each.Put();")]
    [InlineData("ConcurrentDictionary<int, PidHandle>", "new()", "_kept.TryAdd(nr, pid);", "foreach (var key in _kept.Keys) if (_kept.TryRemove(key, out var each)) each.Put();")]
    [InlineData("ConcurrentBag<PidHandle>", "[]", "_kept.Add(pid);", "while (_kept.TryTake(out var each)) each.Put();")]
    [InlineData("BlockingCollection<PidHandle>", "[]", "_kept.Add(pid);", "foreach (var each in _kept.GetConsumingEnumerable()) each.Put();")]
    [InlineData("(PidHandle?, int)", "default", "_kept = (pid, nr);", "_kept.Item1?.Put();")]
    [InlineData("(PidHandle? Pid, int Number)", "default", "_kept.Pid = pid;", "var (each, _) = _kept; each?.Put();")]
    [InlineData("List<(int, PidHandle)>", "[]", "_kept.Add((nr, pid));", "foreach (var (_, each) in _kept) each.Put();")]
    [InlineData("ImmutableList<PidHandle>", "ImmutableList<PidHandle>.Empty", "_kept = _kept.Add(pid);", "foreach (var each in Interlocked.Exchange(ref _kept, ImmutableList<PidHandle>.Empty)) each.Put();")]
    [InlineData("ConditionalWeakTable<object, PidHandle>", "[]", "_kept.Add(this, pid);", "foreach (var (_, each) in _kept) each.Put();")]
    [InlineData("WeakReference<PidHandle>?", "null", "_kept = new(pid);", "")]
    [InlineData("TaskCompletionSource<PidHandle>", "new()", "_kept.SetResult(pid);", "")]
    public Task PutInStop_DoesNotTrigger(string type, string initial, string store, string put) =>
        Verify.Source(Storing($"{type} _kept = {initial};", store, put));

    [Theory]
    [InlineData("foreach (var each in _kept) Use(each);")]
    [InlineData("foreach (var each in _kept) Log(each.Number);")]
    [InlineData("_kept.ForEach(Show);")]
    [InlineData("_kept.ForEach(each => Use(each));")]
    [InlineData("_kept.Clear();")]
    [InlineData("_kept.RemoveAt(0);")]
    [InlineData("_kept.RemoveAll(each => each.Number > 1);")]
    [InlineData("Log(string.Join(\", \", _kept.Select(each => each.Number)));")]
    [InlineData("Log(_kept.Count(each => each.Number > 1) + _kept.Sum(each => each.Number));")]
    [InlineData("Log(_kept.Contains(null!) || _kept.Any());")]
    [InlineData("var copy = _kept.ToArray(); Log(copy.Length); Use(copy[0]);")]
    [InlineData("if (_kept is [{ Number: > 1 }, ..]) Work();")]
    [InlineData("if (_kept.FirstOrDefault() is { } first) Use(first);")]
    [InlineData("using var own = _kept[0].Get();")]
    [InlineData("_kept = [];")]
    [InlineData("using var walk = _kept.GetEnumerator(); while (walk.MoveNext()) Use(walk.Current);")]
    [InlineData("for (var i = 0; i < _kept.Count; i++) Use(_kept[i]);")]
    [InlineData("if (_kept is [var first, ..]) Use(first);")]
    public Task OnlyLookedAt_Triggers(string use) =>
        Verify.Source(Storing("List<PidHandle> {|UTR2004:_kept|} = [];", "_kept.Add(pid);", use));

    private static string Storing(string field, string store, string stop) => $$"""
        using System.Collections.Concurrent;
        using System.Collections.Immutable;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;

        public static class Registry
        {
            public static Action<IEnumerable<PidHandle>> Forget { get; set; } = _ => { };
        }

        public sealed class Watcher
        {
            private {{field}}

            public void Watch(IUtraceKernel kernel, int nr)
            {
                if (kernel.FindGetPid(nr) is not { } pid)
                    return;
                {{store}}
            }

            public void Stop()
            {
                {{stop}}
            }

            private static void PutOne(PidHandle pid) => pid.Put();

            private static void Show(PidHandle pid) => Log(pid.Number);

            private static void PutAll(IEnumerable<PidHandle> all)
            {
                foreach (var each in all)
                    each.Put();
            }
        }
        """;
}
