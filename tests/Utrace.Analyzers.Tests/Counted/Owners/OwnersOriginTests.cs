namespace Utrace.Analyzers.Tests.Counted.Owners;

/// <summary>UTR2004: what makes a member own, and what is only lent to it.</summary>
public sealed class OwnersOriginTests
{
    [Theory]
    [InlineData("public Tracer(PidHandle pid) => _pid = pid;")]
    [InlineData("public Tracer(PidHandle pid) { ArgumentNullException.ThrowIfNull(pid); _pid = pid; }")]
    [InlineData("public Tracer(PidHandle pid) { var same = pid; _pid = same; }")]
    [InlineData("internal void Use(PidHandle pid) => _pid = pid;")]
    [InlineData("public Tracer(UtraceEngineOps ops) => _pid = null;")]
    [InlineData("public static Tracer Of(PidHandle pid) => new() { _pid = pid };")]
    [InlineData("public void Copy(Tracer other) => _pid = other._pid;")]
    [InlineData("[return: Borrowed] private static PidHandle? Shared() => null; public void Start() => _pid = Shared();")]
    public Task LentToAField_DoesNotTrigger(string members) => Verify.Source(Tracer("_pid", members));

    [Theory]
    [InlineData("public Tracer([Owned] PidHandle pid) => _pid = pid;")]
    [InlineData("public void Take([Owned] PidHandle pid) => _pid = pid;")]
    [InlineData("private Tracer(PidHandle pid) => _pid = pid; public static Tracer Open(IUtraceKernel kernel) => new(kernel.FindGetPid(1)!);")]
    [InlineData("private void Keep(PidHandle? pid) => _pid = pid; public void Start(IUtraceKernel kernel) => Keep(kernel.FindGetPid(1));")]
    [InlineData("public static Tracer Open(IUtraceKernel kernel) => new() { _pid = kernel.FindGetPid(1) };")]
    [InlineData("public static Tracer Open(IUtraceKernel kernel) { var tracer = new Tracer(); tracer._pid = kernel.FindGetPid(1); return tracer; }")]
    [InlineData("private static PidHandle? Find(IUtraceKernel kernel) => kernel.FindGetPid(1); public void Start(IUtraceKernel kernel) => _pid = Find(kernel);")]
    [InlineData("public void Start(IUtraceKernel kernel) { void Find() => _pid = kernel.FindGetPid(1); Find(); }")]
    [InlineData("public Action Starter(IUtraceKernel kernel) => () => _pid = kernel.FindGetPid(1);")]
    [InlineData("public void Start(IUtraceKernel kernel, bool flag) => _pid = flag ? kernel.FindGetPid(1) : null;")]
    [InlineData("public void Start(IUtraceKernel kernel, int nr) => _pid = nr switch { 1 => kernel.FindGetPid(1), _ => null };")]
    [InlineData("public void Start(IUtraceKernel kernel) { if ((_pid = kernel.FindGetPid(1)) is null) Work(); }")]
    [InlineData("private int _nr; public void Start(IUtraceKernel kernel) => (_pid, _nr) = (kernel.FindGetPid(1), 1);")]
    [InlineData("private sealed class Starter(Tracer of) { public void Run(IUtraceKernel kernel) => of._pid = kernel.FindGetPid(1); } public object New() => new Starter(this);")]
    [InlineData("public int Tgid(TaskStruct task) { _pid = task.GetPid(); return _pid.Number; }")]
    public Task OwnedByAField_Triggers(string members) => Verify.Source(Tracer("{|UTR2004:_pid|}", members));

    [Fact]
    public Task FilledByOutsiders_DoesNotTrigger() => Verify.Source("""
        public sealed class Watch
        {
            public PidHandle? Pid { get; set; }
            public required PidHandle Parent { get; init; }
        }
        public static class Watches
        {
            public static Watch Of(IUtraceKernel kernel, int nr)
            {
                var watch = new Watch { Parent = kernel.FindGetPid(1)! };
                watch.Pid = kernel.FindGetPid(nr);
                return watch;
            }
        }
        """);

    [Fact]
    public Task FilledByTheTypeThatContainsIt_Triggers() => Verify.Source("""
        public sealed class Watches
        {
            private readonly List<Node> _nodes = [];
            public void Add(IUtraceKernel kernel, int nr) => _nodes.Add(new Node { Pid = kernel.FindGetPid(nr) });
            public int Count => _nodes.Count(node => node.Pid is not null);
            private sealed class Node
            {
                public PidHandle? {|UTR2004:Pid|} { get; set; }
            }
        }
        """);

    [Fact]
    public Task PutByTheTypeThatContainsIt_DoesNotTrigger() => Verify.Source("""
        public sealed class Watches
        {
            private readonly List<Node> _nodes = [];
            public void Add(IUtraceKernel kernel, int nr) => _nodes.Add(new Node { Pid = kernel.FindGetPid(nr) });
            public void Stop() => _nodes.ForEach(node => node.Pid?.Put());
            private sealed class Node
            {
                public PidHandle? Pid { get; set; }
            }
        }
        """);

    [Fact]
    public Task BorrowedField_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            [Borrowed]
            private PidHandle? _pid;
            [Borrowed]
            public PidHandle? Parent { get; private set; }
            public void Start(IUtraceKernel kernel, int nr)
            {
                _pid = kernel.FindGetPid(nr);
                Parent = kernel.FindGetPid(nr);
            }
        }
        """);

    [Fact]
    public Task Static_DoesNotTrigger() => Verify.Source("""
        public static class Cache
        {
            private static readonly Dictionary<int, PidHandle> All = [];
            private static PidHandle? s_init;
            public static PidHandle? Init(IUtraceKernel kernel) => Lent(s_init ??= kernel.FindGetPid(1));
            public static void Add(IUtraceKernel kernel, int nr) => All[nr] = kernel.FindGetPid(nr)!;
            [return: Borrowed]
            private static PidHandle? Lent(PidHandle? pid) => pid;
        }
        """);

    [Fact]
    public Task HandedOnToAStaticCache_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private static readonly List<PidHandle> All = [];
            private PidHandle? _pid;
            public void Start(IUtraceKernel kernel, int nr)
            {
                if (kernel.FindGetPid(nr) is not { } found)
                    return;
                All.Add(found);
                _pid ??= found;
            }
        }
        """);

    [Fact]
    public Task InTwoCollectionsAndPutInOne_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer
        {
            private readonly List<PidHandle> _inOrder = [];
            private readonly Dictionary<int, PidHandle> _byNumber = [];
            public void Add(IUtraceKernel kernel, int nr)
            {
                if (kernel.FindGetPid(nr) is not { } found)
                    return;
                _inOrder.Add(found);
                _byNumber[nr] = found;
            }
            public void Stop()
            {
                foreach (var pid in _byNumber.Values)
                    pid.Put();
                _inOrder.Clear();
            }
        }
        """);

    [Fact]
    public Task InTwoCollectionsAndPutInNone_TriggersOnce() => Verify.Source("""
        public sealed class Tracer
        {
            private readonly List<PidHandle> {|UTR2004:_inOrder|} = [];
            private readonly Dictionary<int, PidHandle> _byNumber = [];
            public void Add(IUtraceKernel kernel, int nr)
            {
                if (kernel.FindGetPid(nr) is not { } found)
                    return;
                _inOrder.Add(found);
                _byNumber[nr] = found;
            }
        }
        """);

    [Fact]
    public Task PrimaryConstructorThatTakes_Triggers() => Verify.Source("""
        public sealed class Tracer([Owned] PidHandle {|UTR2004:pid|})
        {
            public int Number => pid.Number;
        }
        """);

    [Fact]
    public Task PrimaryConstructorIntoField_TriggersOnTheField() => Verify.Source("""
        public sealed class Tracer([Owned] PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_pid|} = pid;
            public int Number => _pid.Number;
        }
        """);

    [Theory]
    [InlineData("([Owned] PidHandle pid)", "public void Dispose() => pid.Put();")]
    [InlineData("([Owned] PidHandle pid)", "private readonly PidHandle _pid = pid; public void Dispose() => _pid.Put();")]
    [InlineData("(PidHandle pid)", "public int Number => pid.Number; public void Dispose() { }")]
    [InlineData("(PidHandle pid)", "private readonly PidHandle _pid = pid; public void Dispose() => Log(_pid.Number);")]
    [InlineData("(PidHandle pid)", "private readonly PidHandle _own = pid.Get(); public void Dispose() => _own.Put();")]
    public Task PrimaryConstructor_DoesNotTrigger(string parameters, string members) => Verify.Source($$"""
        public sealed class Tracer{{parameters}} : IDisposable
        {
            {{members}}
        }
        """);

    [Fact]
    public Task PrimaryConstructorTakesItsOwn_Triggers() => Verify.Source("""
        public sealed class Tracer(PidHandle pid)
        {
            private readonly PidHandle {|UTR2004:_own|} = pid.Get();
            public int Number => _own.Number;
        }
        """);

    [Fact]
    public Task Record_DoesNotTrigger() => Verify.Source("""
        public sealed record Entry(int Number, PidHandle Pid);
        public readonly record struct Slot(PidHandle? Pid);
        public static class Entries
        {
            public static Entry Of(IUtraceKernel kernel, int nr) => new(nr, kernel.FindGetPid(nr)!);
        }
        """);

    [Fact]
    public Task RecordThatTakes_Triggers() => Verify.Source("""
        public sealed record Entry(int Number, [Owned] PidHandle {|UTR2004:Pid|});
        """);

    [Fact]
    public Task RecordThatTakesAndPuts_DoesNotTrigger() => Verify.Source("""
        public sealed record Entry(int Number, [Owned] PidHandle Pid) : IDisposable
        {
            public void Dispose() => Pid.Put();
        }
        """);

    [Fact]
    public Task PartialType_DoesNotTrigger() => Verify.Source("""
        public sealed partial class Tracer
        {
            private PidHandle? _pid;
            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);
        }
        public sealed partial class Tracer : IDisposable
        {
            public void Dispose() => _pid?.Put();
        }
        """);

    [Fact]
    public Task GenericType_Triggers() => Verify.Source("""
        public sealed class Tracer<T>
        {
            private readonly Dictionary<string, PidHandle> {|UTR2004:_byName|} = [];
            public void Add(string name, PidHandle pid) => _byName[name] = pid.Get();
        }
        """);

    [Fact]
    public Task GenericTypePut_DoesNotTrigger() => Verify.Source("""
        public sealed class Tracer<T>
        {
            private readonly Dictionary<string, PidHandle> _byName = [];
            public void Add(string name, PidHandle pid) => _byName[name] = pid.Get();
            public static void Stop(Tracer<int> other)
            {
                foreach (var pid in other._byName.Values)
                    pid.Put();
            }
        }
        """);

    [Fact]
    public Task HalfTypedMember_DoesNotTrigger() => Verify.Broken("""
        public sealed class Tracer
        {
            private PidHandle? _pid;
            public void Start(IUtraceKernel kernel, int nr) => _pid ??= kernel.FindGetPid(nr);
            public void Stop() => _pid?.
        }
        """);

    [Fact]
    public Task CountedTypeOfSomebodyElse_Triggers() => Verify.Source("""
        [Counted("blob")]
        public sealed class Blob : IDisposable
        {
            public void Dispose() { }
        }
        public sealed class Store
        {
            private readonly Blob {|UTR2004:_blob|} = new();
            public override string ToString() => _blob.ToString()!;
        }
        """);

    private static string Tracer(string field, string members) => $$"""
        public sealed class Tracer
        {
            private PidHandle? {{field}};

            public int Number => _pid?.Number ?? 0;

            private Tracer() { }

            public static Tracer Empty() => new();

            {{members}}
        }
        """;
}
