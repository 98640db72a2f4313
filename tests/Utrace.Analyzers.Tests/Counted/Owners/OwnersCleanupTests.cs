namespace Utrace.Analyzers.Tests.Counted.Owners;

/// <summary>UTR2004: what counts as putting the pid in a field, and what does not.</summary>
public sealed class OwnersCleanupTests
{
    [Theory]
    [InlineData("public void Stop() => _pid?.Put();")]
    [InlineData("public void Stop() { if (_pid is { } pid) { _pid = null; pid.Put(); } }")]
    [InlineData("public void Stop() { if (_pid is not null) _pid.Dispose(); }")]
    [InlineData("public void Stop() { using (_pid) { } }")]
    [InlineData("public void Stop() { using var pid = _pid; _pid = null; }")]
    [InlineData("public void Stop() { var pid = _pid; _pid = null; pid?.Put(); }")]
    [InlineData("public void Stop() { PidHandle? pid; pid = _pid; var again = pid; again?.Put(); }")]
    [InlineData("public void Stop() { (var pid, _pid) = (_pid, null); pid?.Put(); }")]
    [InlineData("public void Stop() => Interlocked.Exchange(ref _pid, null)?.Put();")]
    [InlineData("public void Stop() => Volatile.Read(ref _pid)?.Put();")]
    [InlineData("public void Stop() => PutOne(_pid);")]
    [InlineData("public void Stop() => PutByRef(ref _pid);")]
    [InlineData("public void Stop() => _pid?.Finish();")]
    [InlineData("public void Stop() { if (_pid is not null) Give(_pid); }")]
    [InlineData("public void Stop() { void Drop() => _pid?.Put(); Drop(); }")]
    [InlineData("public void Stop() => _cleanup = () => _pid?.Put();")]
    [InlineData("public void Stop() => _cleanup = _pid!.Put;")]
    [InlineData("public void Stop() => AppDomain.CurrentDomain.ProcessExit += (_, _) => _pid?.Put();")]
    [InlineData("public void Stop() => Task.Run(() => _pid?.Put());")]
    [InlineData("public void Stop() => ((IDisposable?)_pid)?.Dispose();")]
    [InlineData("public void Stop() { foreach (var each in new[] { _pid }) each?.Put(); }")]
    [InlineData("public void Stop() { switch (_pid) { case { } pid: pid.Put(); break; } }")]
    [InlineData("public void Stop() { lock (this) { try { Work(); } finally { _pid?.Put(); } } }")]
    [InlineData("public PidHandle? Detach() { var pid = _pid; _pid = null; return pid; }")]
    [InlineData("public PidHandle? Detach() => Interlocked.Exchange(ref _pid, null);")]
    [InlineData("public bool TryDetach(out PidHandle? pid) { pid = _pid; _pid = null; return pid is not null; } public void Stop() { if (TryDetach(out var pid)) pid?.Put(); }")]
    [InlineData("private PidHandle? Current() => _pid; public void Stop() => Current()?.Put();")]
    [InlineData("private PidHandle? Current => _pid; public void Stop() => Current?.Put();")]
    [InlineData("private readonly List<IDisposable> _all = []; public void Stop() { _all.Add(_pid!); foreach (var each in _all) each.Dispose(); }")]
    [InlineData("private readonly Session _other = new(); public void Stop() => _other.Take(_pid!);")]
    [InlineData("private Holder? _holder; public void Stop() => _holder = new Holder(_pid!);")]
    [InlineData("public void Stop() => Registry.Keep(_pid);")]
    [InlineData("public void Stop() => Registry.OnStop(_pid);")]
    [InlineData("public async ValueTask DisposeAsync() { await Task.Yield(); _pid?.Put(); }")]
    [InlineData("~Tracer() => _pid?.Put();")]
    [InlineData("public void Restart(IUtraceKernel kernel) { _pid?.Put(); _pid = kernel.FindGetPid(2); }")]
    [InlineData("public IEnumerable<PidHandle?> All() { yield return _pid; }")]
    [InlineData("public object? State => _pid; public void Stop() => (State as IDisposable)?.Dispose();")]
    [InlineData("private sealed class Cleanup(Tracer of) : IDisposable { public void Dispose() => of._pid?.Put(); }")]
    [InlineData("public void Stop(Tracer other) => other._pid?.Put();")]
    [InlineData("public static void Stop(IEnumerable<Tracer> all) { foreach (var each in all) each._pid?.Put(); }")]
    public Task Put_DoesNotTrigger(string members) => Verify.Source(Tracer("_pid", members));

    [Theory]
    [InlineData("public int Number => _pid?.Number ?? 0;")]
    [InlineData("public void Forget() => _pid = null;")]
    [InlineData("public PidHandle? Pid => _pid;")]
    [InlineData("[return: Borrowed] public PidHandle? Lend() => _pid;")]
    [InlineData("public void Show() => Use(_pid);")]
    [InlineData("public void Show() { var pid = _pid; if (pid is not null) Use(pid); }")]
    [InlineData("public void Show() => Look(_pid); private static void Look(PidHandle? pid) => Log(pid?.Number ?? 0);")]
    [InlineData("public int Read() { using (Rcu.EnterReadScope()) return _pid?.Task()?.Tgid ?? 0; }")]
    [InlineData("public void More() { using var own = _pid?.Get(); Use(own); }")]
    [InlineData("public void Stop() { var other = _pid?.Get(); other?.Put(); }")]
    [InlineData("public void Stop() => Console.WriteLine($\"stopped {_pid}\");")]
    [InlineData("private PidHandle? Current() => _pid; public void Show() => Use(Current());")]
    [InlineData("public void Stop() { void Look() => Use(_pid); Look(); }")]
    [InlineData("public Func<int> Reader() => () => _pid?.Number ?? 0;")]
    [InlineData("private Viewer? _viewer; public void Show() => _viewer = new Viewer(_pid!);")]
    [InlineData("public bool Same(Tracer other) => ReferenceEquals(_pid, other._pid) || _pid == other._pid;")]
    [InlineData("private int _pids; public void Dispose() => _pids = 0;")]
    [InlineData("public void Put() { }")]
    [InlineData("public void Stop(Tracer? _pid) => _pid?.Put(); public void Put() { }")]
    public Task NotPut_Triggers(string members) => Verify.Source(Tracer("{|UTR2004:_pid|}", members));

    private static string Tracer(string field, string members) => $$"""
        public static class Registry
        {
            public static Action<PidHandle?> OnStop { get; set; } = _ => { };
            public static void Keep(object? anything) => All.Add(anything);
            private static readonly List<object?> All = [];
            public static void Finish([Owned] this PidHandle pid) => pid.Put();
        }

        public sealed class Session
        {
            public void Take([Owned] PidHandle pid) => pid.Put();
        }

        public sealed class Holder(PidHandle pid) : IDisposable
        {
            public void Dispose() => pid.Put();
        }

        public sealed class Viewer(PidHandle pid)
        {
            public int Number => pid.Number;
        }

        public sealed class Tracer
        {
            private PidHandle? {{field}};
            private Action? _cleanup;

            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);

            public void Clean() => _cleanup?.Invoke();

            private static void PutOne(PidHandle? pid) => pid?.Put();

            private static void PutByRef(ref PidHandle? pid) => pid?.Put();

            {{members}}
        }
        """;
}
