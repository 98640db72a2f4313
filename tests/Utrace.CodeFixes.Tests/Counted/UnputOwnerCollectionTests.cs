using Xunit;
using Verify = Utrace.CodeFixes.Tests.Fix<Utrace.CodeFixes.Counted.Owners.UnputOwnerFix>;

namespace Utrace.CodeFixes.Tests.Counted;

/// <summary>UTR2004, UTR3004: collections are put element by element.</summary>
public class UnputOwnerCollectionTests
{
    [Theory]
    [InlineData("List<PidHandle>", "[]", "_kept.Add(pid);", "foreach (var pid in _kept)|{|    pid.Put();|}|_kept.Clear();")]
    [InlineData("IList<PidHandle?>", "new List<PidHandle?>()", "_kept.Add(pid);", "foreach (var pid in _kept)|{|    pid?.Put();|}|_kept.Clear();")]
    [InlineData("PidHandle?[]", "new PidHandle?[8]", "_kept[0] = pid;", "foreach (var pid in _kept)|{|    pid?.Put();|}")]
    [InlineData("Queue<PidHandle>", "new()", "_kept.Enqueue(pid);", "foreach (var pid in _kept)|{|    pid.Put();|}|_kept.Clear();")]
    [InlineData("Dictionary<int, PidHandle>", "[]", "_kept.Add(nr, pid);", "foreach (var pid in _kept.Values)|{|    pid.Put();|}|_kept.Clear();")]
    [InlineData("Dictionary<PidHandle, int>", "[]", "_kept.Add(pid, nr);", "foreach (var pid in _kept.Keys)|{|    pid.Put();|}|_kept.Clear();")]
    [InlineData("Dictionary<int, List<PidHandle>>", "[]", "_kept[nr].Add(pid);", "foreach (var each in _kept.Values)|{|    foreach (var pid in each)|    {|        pid.Put();|    }|    each.Clear();|}|_kept.Clear();")]
    [InlineData("List<List<List<PidHandle>>>", "[]", "_kept[0][0].Add(pid);", "foreach (var each in _kept)|{|    foreach (var each2 in each)|    {|        foreach (var pid in each2)|        {|            pid.Put();|        }|        each2.Clear();|    }|    each.Clear();|}|_kept.Clear();")]
    [InlineData("List<PidHandle>?", "null", "(_kept ??= []).Add(pid);", "if (_kept is not null)|{|    foreach (var pid in _kept)|    {|        pid.Put();|    }|    _kept.Clear();|}")]
    [InlineData("(PidHandle? Pid, int Number)", "default", "_kept.Pid = pid;", "_kept.Pid?.Put();")]
    [InlineData("System.Collections.Concurrent.ConcurrentBag<PidHandle>", "[]", "_kept.Add(pid);", "foreach (var pid in _kept)|{|    pid.Put();|}|_kept.Clear();")]
    public Task NewDispose(string type, string initial, string store, string lines) => Verify.Makes(
        Storing($"{type} {{|UTR2004:_kept|}} = {initial};", store, "", ""),
        Storing($"{type} _kept = {initial};", store, " : IDisposable", "\n    public void Dispose()\n    {\n"
            + string.Concat(lines.Split('|').Select(line => "        " + line + "\n")) + "    }\n"));

    [Fact]
    public Task StopThatClears() => Verify.Makes(
        """
        public sealed class Watcher(IUtraceKernel kernel)
        {
            private readonly List<PidHandle> {|UTR2004:_watched|} = [];

            public void Watch(int nr)
            {
                if (kernel.FindGetPid(nr) is { } pid)
                    _watched.Add(pid);
            }

            public void Stop() => _watched.Clear();
        }

        """,
        """
        public sealed class Watcher(IUtraceKernel kernel)
        {
            private readonly List<PidHandle> _watched = [];

            public void Watch(int nr)
            {
                if (kernel.FindGetPid(nr) is { } pid)
                    _watched.Add(pid);
            }

            public void Stop()
            {
                foreach (var pid in _watched)
                {
                    pid.Put();
                }
                _watched.Clear();
            }
        }

        """);

    [Fact]
    public Task EnginesByNumber_SpelledTypes() => Verify.Makes(
        """
        public sealed class Tracer : IDisposable
        {
            private readonly Dictionary<int, UtraceEngine> {|UTR3004:_engines|} = new Dictionary<int, UtraceEngine>();

            public void Share(UtraceEngine engine, int nr)
            {
                UtraceEngine mine = engine.Get();
                _engines.Add(nr, mine);
            }

            public void Dispose()
            {
                Console.WriteLine(_engines.Count);
            }
        }

        """,
        """
        public sealed class Tracer : IDisposable
        {
            private readonly Dictionary<int, UtraceEngine> _engines = new Dictionary<int, UtraceEngine>();

            public void Share(UtraceEngine engine, int nr)
            {
                UtraceEngine mine = engine.Get();
                _engines.Add(nr, mine);
            }

            public void Dispose()
            {
                Console.WriteLine(_engines.Count);
                foreach (UtraceEngine engine in _engines.Values)
                {
                    engine.Put();
                }
                _engines.Clear();
            }
        }

        """);

    [Fact]
    public Task LazyValue() => Verify.Makes(
        """
        public sealed class Watch(PidHandle pid)
        {
            private readonly Lazy<PidHandle> {|UTR2004:_kept|} = new(() => pid.Get());

            public int Number => _kept.Value.Number;
        }

        """,
        """
        public sealed class Watch(PidHandle pid) : IDisposable
        {
            private readonly Lazy<PidHandle> _kept = new(() => pid.Get());

            public int Number => _kept.Value.Number;

            public void Dispose()
            {
                if (_kept.IsValueCreated)
                {
                    _kept.Value.Put();
                }
            }
        }

        """);

    [Theory]
    [InlineData("IEnumerable<PidHandle?>", "[]", "pid.Put(); _kept = Enumerable.Range(1, nr).Select(n => kernel.FindGetPid(n)).ToList();")]
    [InlineData("List<(int, PidHandle)[,]>", "[]", "_kept[0][0, 0] = (nr, pid);")]
    [InlineData("System.Runtime.CompilerServices.ConditionalWeakTable<object, PidHandle>", "[]", "_kept.Add(this, pid);")]
    [InlineData("KeyValuePair<int, PidHandle>", "default", "_kept = KeyValuePair.Create(nr, pid);")]
    public Task NoLoopPutsIt_OffersNothing(string type, string initial, string store) =>
        Verify.OffersNothing(Storing($"{type} {{|UTR2004:_kept|}} = {initial};", store, "", ""));

    private static string Storing(string field, string store, string bases, string dispose) => $$"""
        public sealed class Watcher{{bases}}
        {
            private {{field}}

            public void Watch(IUtraceKernel kernel, int nr)
            {
                if (kernel.FindGetPid(nr) is not { } pid)
                    return;
                var note = nr;
                {{store}}
            }
        {{dispose}}}

        """;
}
