namespace Utrace.Analyzers.Tests.Counted.Owners;

/// <summary>UTR2004: fields that are filled when they are asked for, by a setter, or in exchange for another.</summary>
public sealed class OwnersReplacedFieldTests
{
    [Fact]
    public Task CoalesceAssignment_Triggers() => Verify.Source("""
        public sealed class Tracer(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_init|};
            public int Init => (_init ??= kernel.FindGetPid(1))?.Number ?? 0;
        }
        """);

    [Fact]
    public Task CoalesceAssignmentPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer(IUtraceKernel kernel) : IDisposable
        {
            private PidHandle? _init;
            public int Init => (_init ??= kernel.FindGetPid(1))?.Number ?? 0;
            public void Dispose() => _init?.Put();
        }
        """);

    [Fact]
    public Task LazyGetter_Triggers() => Verify.Source("""
        public sealed class Tracer(IUtraceKernel kernel)
        {
            private PidHandle? {|UTR2004:_init|};
            public PidHandle? Init => _init ??= kernel.FindGetPid(1);
        }
        """);

    [Fact]
    public Task LazyGetterPutThroughTheProperty_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer(IUtraceKernel kernel)
        {
            private PidHandle? _init;
            public PidHandle? Init => _init ??= kernel.FindGetPid(1);
        }
        public static class Cleanup
        {
            public static void Of(Tracer tracer) => tracer.Init?.Put();
        }
        """);

    [Fact]
    public Task FieldKeyword_Triggers() => Verify.Source("""
        public sealed class Tracer(IUtraceKernel kernel)
        {
            public PidHandle? {|UTR2004:Init|} => field ??= kernel.FindGetPid(1);
        }
        """);

    [Fact]
    public Task SetterThatStores_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            private PidHandle? Pid
            {
                get => _pid;
                set => _pid = value;
            }
            public int Number => Pid?.Number ?? 0;
            public void Start(IUtraceKernel kernel, int nr) => Pid = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task SetterThatPutsTheOldOne_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? _pid;
            private PidHandle? Pid
            {
                get => _pid;
                set
                {
                    _pid?.Put();
                    _pid = value;
                }
            }
            public void Start(IUtraceKernel kernel, int nr) => Pid = kernel.FindGetPid(nr);
        }
        """);

    [Fact]
    public Task Exchanged_Triggers() => Verify.Source("""
        public sealed class Tracer
        {
            private PidHandle? {|UTR2004:_pid|};
            public bool Start(IUtraceKernel kernel, int nr) => {|UTR2005:Interlocked.Exchange(ref _pid, kernel.FindGetPid(nr))|} is null;
        }
        """);

    [Fact]
    public Task ExchangedAndPut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer : IDisposable
        {
            private PidHandle? _pid;
            public void Start(IUtraceKernel kernel, int nr) => Interlocked.Exchange(ref _pid, kernel.FindGetPid(nr))?.Put();
            public void Dispose() => Interlocked.Exchange(ref _pid, null)?.Put();
        }
        """);
}
