namespace Utrace.Analyzers.Tests.Counted.Owners;

/// <summary>UTR2004: what is made lazily, in tasks, and across base and derived types.</summary>
public sealed class OwnersLaterTests
{
    private const string Lazily = "private readonly Lazy<PidHandle> {0} = new(() => kernel.FindGetPid(1)!);";

    [Theory]
    [InlineData("Lazy<PidHandle?>", "_it = new(() => kernel.FindGetPid(1));")]
    [InlineData("Lazy<PidHandle?>", "_it = new Lazy<PidHandle?>(() => { Work(); return kernel.FindGetPid(1); }, true);")]
    [InlineData("Task<PidHandle?>", "_it = Task.Run(() => kernel.FindGetPid(1));")]
    [InlineData("Task<PidHandle?>", "_it = Task.FromResult(kernel.FindGetPid(1));")]
    [InlineData("Task<PidHandle?>", "_it = Task.CompletedTask.ContinueWith(_ => kernel.FindGetPid(1));")]
    [InlineData("PidHandle", "LazyInitializer.EnsureInitialized(ref _it, () => kernel.FindGetPid(1)!);")]
    public Task NeverPut_Triggers(string type, string store) => Verify.Source(Making(type, "{|UTR2004:_it|}", store, "", "void Stop()"));

    [Theory]
    [InlineData("Lazy<PidHandle?>", "_it = new(() => kernel.FindGetPid(1));", "if (_it is { IsValueCreated: true }) _it.Value?.Put();", "void Stop()")]
    [InlineData("Lazy<PidHandle?>", "_it = new(() => kernel.FindGetPid(1));", "using var pid = _it?.Value;", "void Stop()")]
    [InlineData("Task<PidHandle?>", "_it = Task.Run(() => kernel.FindGetPid(1));", "(await _it!)?.Put();", "async Task Stop()")]
    [InlineData("Task<PidHandle?>", "_it = Task.Run(() => kernel.FindGetPid(1));", "if (_it is not null) (await _it.ConfigureAwait(false))?.Put();", "async Task Stop()")]
    [InlineData("Task<PidHandle?>", "_it = Task.Run(() => kernel.FindGetPid(1));", "var pid = await _it!; pid?.Put();", "async ValueTask DisposeAsync()")]
    [InlineData("Task<PidHandle?>", "_it = Task.Run(() => kernel.FindGetPid(1));", "_it?.ContinueWith(done => done.Result?.Put());", "void Stop()")]
    [InlineData("Task<PidHandle?>", "_it = Task.Run(() => kernel.FindGetPid(1));", "_it?.Result?.Put();", "void Stop()")]
    [InlineData("PidHandle", "LazyInitializer.EnsureInitialized(ref _it, () => kernel.FindGetPid(1)!);", "_it?.Put();", "void Stop()")]
    public Task PutLater_DoesNotTrigger(string type, string store, string put, string stop) =>
        Verify.Source(Making(type, "_it", store, put, stop));

    [Fact]
    public Task LazyInitializer_Triggers() => Verify.Source($$"""
        public sealed class Tracer(IUtraceKernel kernel)
        {
            {{string.Format(null, Lazily, "{|UTR2004:_init|}")}}
            public int Number => _init.Value.Number;
        }
        """);

    [Fact]
    public Task LazyInitializerPut_DoesNotTrigger() => Verify.Source($$"""
        public sealed class Tracer(IUtraceKernel kernel) : IDisposable
        {
            {{string.Format(null, Lazily, "_init")}}
            public void Dispose()
            {
                if (_init.IsValueCreated)
                    _init.Value.Dispose();
            }
        }
        """);

    [Fact]
    public Task AwaitedAndStored_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public async Task Start(IUtraceKernel kernel) => _pid = await Find(kernel);
            private static async Task<PidHandle?> Find(IUtraceKernel kernel)
            {
                await Task.Yield();
                return kernel.FindGetPid(1);
            }
        }
        """);

    [Fact]
    public Task AwaitedAndPutInDisposeAsync_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IAsyncDisposable
        {
            private PidHandle? _pid;
            public async Task Start(IUtraceKernel kernel) => _pid ??= await Find(kernel);
            public ValueTask DisposeAsync()
            {
                _pid?.Put();
                return default;
            }
            private static async Task<PidHandle?> Find(IUtraceKernel kernel)
            {
                await Task.Yield();
                return kernel.FindGetPid(1);
            }
        }
        """);

    [Fact]
    public Task IteratorThatStores_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public IEnumerable<int> Numbers(IUtraceKernel kernel)
            {
                for (var nr = 1; nr < 3; nr++)
                {
                    _pid ??= kernel.FindGetPid(nr);
                    yield return _pid?.Number ?? 0;
                }
            }
        }
        """);

    [Fact]
    public Task BaseThatPuts_DoesNotTrigger() => Verify.Source("""
        public abstract class Session : IDisposable
        {
            protected List<PidHandle> Owned { get; } = [];
            private readonly List<IDisposable> _all = [];
            protected void Register(IDisposable owned) => _all.Add(owned);
            public virtual void Dispose()
            {
                foreach (var pid in Owned)
                    pid.Put();
                foreach (var each in _all)
                    each.Dispose();
            }
        }
        public sealed class Tracer : Session
        {
            private readonly PidHandle? _pid;
            public Tracer(IUtraceKernel kernel)
            {
                Owned.Add(kernel.FindGetPid(1)!);
                _pid = kernel.FindGetPid(2);
                Register(_pid!);
            }
        }
        """);

    [Fact]
    public Task DerivedThatPuts_DoesNotTrigger() => Verify.Source("""
        public abstract class Session
        {
            protected PidHandle? Pid;
            public void Start(IUtraceKernel kernel) => Pid ??= kernel.FindGetPid(1);
        }
        public sealed class Tracer : Session, IDisposable
        {
            public void Dispose() => Pid?.Put();
        }
        """);

    [Fact]
    public Task NeitherBaseNorDerivedPuts_Triggers() => Verify.Source("""
        public abstract class Session
        {
            protected PidHandle? {|UTR2004:Pid|};
            public void Start(IUtraceKernel kernel) => Pid = kernel.FindGetPid(1);
        }
        public sealed class Tracer : Session, IDisposable
        {
            public void Dispose() => Log(Pid?.Number ?? 0);
        }
        """);

    [Fact]
    public Task DerivedFillsTheBase_TriggersOnce() => Verify.Source("""
        public abstract class Session
        {
            protected PidHandle? {|UTR2004:Pid|};
            public int Number => Pid?.Number ?? 0;
        }
        public sealed class Tracer : Session
        {
            public Tracer(IUtraceKernel kernel) => Pid = kernel.FindGetPid(1);
        }
        public sealed class Watcher : Session
        {
            public Watcher(IUtraceKernel kernel) => Pid = kernel.FindGetPid(2);
        }
        """);

    [Fact]
    public Task BaseConstructorThatTakes_DoesNotTrigger() => Verify.Source("""
        public abstract class Session([Owned] PidHandle pid) : IDisposable
        {
            public void Dispose() => pid.Put();
        }
        public sealed class Tracer(IUtraceKernel kernel) : Session(kernel.FindGetPid(1)!);
        """);

    [Fact]
    public Task PropertyOfAnInterfacePutByItsUsers_DoesNotTrigger() => Verify.Source("""
        public interface IHasPid
        {
            PidHandle? Pid { get; }
        }
        public sealed class Tracer : IHasPid
        {
            public PidHandle? Pid { get; private set; }
            public void Start(IUtraceKernel kernel) => Pid ??= kernel.FindGetPid(1);
        }
        public static class Cleanup
        {
            public static void Of(IEnumerable<IHasPid> all)
            {
                foreach (var each in all)
                    each.Pid?.Put();
            }
        }
        """);

    [Fact]
    public Task OverrideOfDisposeBool_DoesNotTrigger() => Verify.Source("""
        public class Session : IDisposable
        {
            public void Dispose() => Dispose(true);
            protected virtual void Dispose(bool disposing) { }
        }
        public sealed class Tracer(IUtraceKernel kernel) : Session
        {
            private readonly PidHandle? _pid = kernel.FindGetPid(1);
            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    _pid?.Put();
                base.Dispose(disposing);
            }
        }
        """);

    private static string Making(string type, string field, string store, string put, string stop) => $$"""
        public sealed class Tracer
        {
            private {{type}}? {{field}};

            public void Start(IUtraceKernel kernel)
            {
                {{store}}
            }

            public {{stop}}
            {
                {{put}}
            }
        }
        """;
}
