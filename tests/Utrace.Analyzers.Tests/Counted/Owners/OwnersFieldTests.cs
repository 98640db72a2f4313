namespace Utrace.Analyzers.Tests.Counted.Owners;

/// <summary>UTR2004: fields and properties that a type stores an owned pid in.</summary>
public sealed class OwnersFieldTests
{
    [Fact]
    public Task FoundInConstructor_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private readonly PidHandle? {|UTR2004:_pid|};
            public Tracer(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr);
            public int Number => _pid?.Number ?? 0;
        }
        """);

    [Fact]
    public Task FoundInConstructorAndPutInDispose_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            private readonly PidHandle? _pid;
            public Tracer(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr);
            public void Dispose() => _pid?.Put();
        }
        """);

    [Fact]
    public Task PutInStop_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? _pid;
            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);
            public void Stop()
            {
                _pid?.Put();
                _pid = null;
            }
        }
        """);

    [Fact]
    public Task DisposeThatForgetsIt_Triggers() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            private PidHandle? _pid;
            private PidHandle? {|UTR2004:_parent|};
            public void Start(IUtraceKernel kernel, int nr)
            {
                _pid ??= kernel.FindGetPid(nr);
                _parent = kernel.FindGetPid(nr + 1);
            }
            public void Dispose() => _pid?.Put();
        }
        """);

    [Fact]
    public Task FieldInitializer_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private static readonly Utrace.Simulation.SimulatedKernel Kernel = new();
            private readonly PidHandle? {|UTR2004:_pid|} = Kernel.FindGetPid(1);
            public int Number => _pid?.Number ?? 0;
        }
        """);

    [Fact]
    public Task FieldInitializerPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private static readonly Utrace.Simulation.SimulatedKernel Kernel = new();
            private readonly PidHandle? _pid = Kernel.FindGetPid(1);
            public void Stop() => _pid?.Dispose();
        }
        """);

    [Fact]
    public Task PropertyInitializer_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private static readonly Utrace.Simulation.SimulatedKernel Kernel = new();
            private PidHandle? {|UTR2004:Pid|} { get; } = Kernel.FindGetPid(1);
            public int Number => Pid?.Number ?? 0;
        }
        """);

    [Fact]
    public Task AutoProperty_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            public PidHandle? {|UTR2004:Pid|} { get; private set; }
            public void Start(IUtraceKernel kernel, int nr) => Pid = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task AutoPropertyPutByItsType_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            public PidHandle? Pid { get; private set; }
            public void Start(IUtraceKernel kernel, int nr) => Pid ??= kernel.FindGetPid(nr);
            public void Dispose() => Pid?.Put();
        }
        """);

    [Fact]
    public Task AutoPropertyPutByAnotherType_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            public PidHandle? Pid { get; private set; }
            public void Start(IUtraceKernel kernel, int nr) => Pid ??= kernel.FindGetPid(nr);
        }
        public static class Cleanup
        {
            public static void Of(Tracer tracer) => tracer.Pid?.Put();
        }
        """);

    [Fact]
    public Task InternalFieldPutByAnotherType_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            internal PidHandle? Pid;
            public void Start(IUtraceKernel kernel, int nr) => Pid ??= kernel.FindGetPid(nr);
        }
        internal static class Cleanup
        {
            public static void Of(Tracer tracer)
            {
                var pid = tracer.Pid;
                tracer.Pid = null;
                pid?.Put();
            }
        }
        """);

    [Fact]
    public Task InternalFieldReadByAnotherType_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            internal PidHandle? {|UTR2004:Pid|};
            public void Start(IUtraceKernel kernel, int nr) => Pid = kernel.FindGetPid(nr);
        }
        internal static class Watch
        {
            public static int Of(Tracer tracer) => tracer.Pid?.Number ?? 0;
        }
        """);

    [Fact]
    public Task OwnReferenceTaken_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private readonly PidHandle {|UTR2004:_pid|};
            public Tracer(PidHandle pid) => _pid = pid.Get();
            public int Number => _pid.Number;
        }
        """);

    [Fact]
    public Task OwnReferenceTakenAndPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            private readonly PidHandle _pid;
            public Tracer(PidHandle pid) => _pid = pid.Get();
            public void Dispose() => _pid.Put();
        }
        """);

    [Fact]
    public Task ThroughLocal_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public bool Start(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                if (found is null)
                    return false;
                if (found.Number == 1)
                {
                    found.Put();
                    return false;
                }
                _pid = found;
                return true;
            }
        }
        """);

    [Fact]
    public Task StoredForAWhileAndPutByTheSameMethod_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? _current;
            public int Current => _current?.Number ?? 0;
            public void Run(IUtraceKernel kernel, int nr)
            {
                var found = kernel.FindGetPid(nr);
                _current = found;
                try
                {
                    Work();
                }
                finally
                {
                    _current = null;
                    found?.Put();
                }
            }
        }
        """);

    [Fact]
    public Task OrThrow_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private readonly PidHandle {|UTR2004:_pid|};
            public Tracer(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr) ?? throw new ArgumentException("no such pid");
            public int Number => _pid.Number;
        }
        """);

    [Fact]
    public Task OrThrowAndPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            private readonly PidHandle _pid;
            public Tracer(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr) ?? throw new ArgumentException("no such pid");
            public void Dispose() => _pid.Dispose();
        }
        """);

    [Fact]
    public Task NeverReadAtAll_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public void Start(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task OutArgument_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private UtraceEngine? {|UTR3004:_engine|};
            public bool Start(PidHandle pid, UtraceEngineOps ops) =>
                UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out _engine, out _);
        }
        """);

    [Fact]
    public Task OutArgumentPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            private UtraceEngine? _engine;
            public bool Start(PidHandle pid, UtraceEngineOps ops) =>
                _engine is null && UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out _engine, out _);
            public void Dispose() => _engine?.Put();
        }
        """);

    [Fact]
    public Task RefArgumentOfPrivateMethod_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public void Start(IUtraceKernel kernel, int nr) => Find(kernel, nr, ref _pid);
            private static void Find(IUtraceKernel kernel, int nr, ref PidHandle? place) => place = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task RefArgumentThatIsPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? _pid;
            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);
            public void Stop() => Drop(ref _pid);
            private static void Drop(ref PidHandle? place)
            {
                place?.Put();
                place = null;
            }
        }
        """);

    [Fact]
    public Task Struct_Triggers() => Verify.Source("""
        public struct Slot
        {
            private PidHandle? {|UTR2004:_pid|};
            public void Fill(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task RecordClass_Triggers() => Verify.Source("""
        public sealed record Watch(string Name)
        {
            private PidHandle? {|UTR2004:_pid|};
            public void Start(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task NullTestsAndNameOfPutNothing_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public void Start(IUtraceKernel kernel, int nr) => _pid = kernel.FindGetPid(nr);
            public bool IsStarted => _pid is not null && _pid != null;
            public override string ToString() => $"{nameof(_pid)} {_pid}";
            public void Show() => Console.WriteLine(_pid);
            public bool Is(PidHandle other) => Equals(_pid, other) || other.Equals(_pid);
        }
        """);

    [Fact]
    public Task UsedByTheKernelPutsNothing_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            private UtraceEngine? _engine;
            public void Start(IUtraceKernel kernel, int nr, UtraceEngineOps ops)
            {
                _pid = kernel.FindGetPid(nr);
                if (_pid is { } pid)
                    _engine = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
            }
            public Errno Stop()
            {
                if (_engine is null)
                    return Errno.None;
                var answer = _engine.Control(_pid!, ResumeAction.Detach);
                if (answer == Errno.EINPROGRESS)
                    answer = _engine.Barrier(_pid!);
                _engine.Put();
                return answer;
            }
        }
        """);
}
