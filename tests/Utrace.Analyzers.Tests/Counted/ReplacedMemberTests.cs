namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2005, UTR3005: a field or automatic property that is given a reference while it may hold another.</summary>
public sealed class ReplacedMemberTests
{
    private static Task Members(string members) => Verify.Members("""
        private readonly IUtraceKernel kernel;
        private readonly List<PidHandle> kept = [];
        private PidHandle? held;
        private static PidHandle? shared;
        private UtraceEngine? engine;
        private bool started;
        private PidHandle? Main { get; set; }
        public bool IsRunning => held is not null;
        public Module(IUtraceKernel kernel) => this.kernel = kernel;
        public void Dispose() { held?.Put(); Main?.Put(); engine?.Put(); }
        private void Stop() { held?.Put(); held = null; }
        private void StopAll() => Stop();
        private void Note() => Log(kept.Count);

        """ + members);

    [Theory]
    [InlineData("public void Start() => {|UTR2005:held|} = kernel.FindGetPid(1);")]
    [InlineData("public void Start() { {|UTR2005:held|} = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { {|UTR2005:this.held|} = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { var found = kernel.FindGetPid(1); Log(1); {|UTR2005:held|} = found; }")]
    [InlineData("public void Start() { Note(); {|UTR2005:held|} = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { Log(held?.Number ?? 0); {|UTR2005:held|} = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (held is not null) Log(1); {|UTR2005:held|} = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { Stop(); held = kernel.FindGetPid(1); {|UTR2005:held|} = kernel.FindGetPid(2); }")]
    [InlineData("public void Start() { for (var i = 0; i < 3; i++) { if (held is null) continue; {|UTR2005:held|} = kernel.FindGetPid(i); } }")]
    [InlineData("public void Start() { held?.Put(); for (var i = 0; i < 3; i++) {|UTR2005:held|} = kernel.FindGetPid(i); }")]
    [InlineData("public void Start() => {|UTR2005:Main|} = kernel.FindGetPid(1);")]
    [InlineData("public static void Open(IUtraceKernel kernel) => {|UTR2005:shared|} = kernel.FindGetPid(1);")]
    [InlineData("public void Start(bool again) { if (again) held?.Put(); {|UTR2005:held|} = kernel.FindGetPid(1); }")]
    [InlineData("public void Start(PidHandle pid, UtraceEngineOps ops) => {|UTR3005:engine|} = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);")]
    [InlineData("public bool Start(PidHandle pid, UtraceEngineOps ops) => UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3005:engine|}, out _);")]
    [InlineData("public void Take([Owned] PidHandle pid) => {|UTR2005:held|} = pid;")]
    [InlineData("public void Swap(PidHandle pid) { var old = held; Use(old); old = null; {|UTR2005:held|} = pid.Get(); Use(old); }")]
    [InlineData("public Module(IUtraceKernel kernel, int nr) : this(kernel) { held = kernel.FindGetPid(1); {|UTR2005:held|} = kernel.FindGetPid(nr); }")]
    [InlineData("public void Start() => Open(); private void Open() => {|UTR2005:held|} = kernel.FindGetPid(1);")]
    [InlineData("public Module() : this(null!) { Open(); } public void Again() => Open(); private void Open() => {|UTR2005:held|} = kernel.FindGetPid(1);")]
    [InlineData("public void Clear() => {|UTR2005:Interlocked.Exchange(ref held, null)|}; public void Start() => held ??= kernel.FindGetPid(1);")]
    [InlineData("public void Renew(PidHandle pid) => {|UTR2005:Interlocked.Exchange(ref held, pid.Get())|};")]
    [InlineData("public event Action Ready { add { {|UTR2005:held|} = kernel.FindGetPid(1); } remove { } }")]
    [InlineData("public Action Starter() => () => {|UTR2005:held|} = kernel.FindGetPid(1);")]
    public Task MemberThatMayHoldAnother_Triggers(string members) => Members(members);

    [Theory]
    [InlineData("public void Start() { held?.Put(); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { held?.Dispose(); held = null; held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (held is null) held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (held == null) { Note(); held = kernel.FindGetPid(1); } }")]
    [InlineData("public void Start() { if (held is not null) throw new InvalidOperationException(); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (held is not null) return; Note(); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (held is { } old) old.Put(); held = kernel.FindGetPid(1); }")]
    [InlineData("[return: Borrowed] public PidHandle? Get() => held ??= kernel.FindGetPid(1);")]
    [InlineData("[return: Borrowed] public PidHandle? Get() { lock (kept) { if (held == null) held = kernel.FindGetPid(1); return held; } }")]
    [InlineData("public void Start() { Stop(); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { StopAll(); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { Stop(); for (var i = 0; i < 3; i++) { if (i == 1) continue; held = kernel.FindGetPid(i); break; } }")]
    [InlineData("public void Start() { if (held != null) Stop(); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Swap() { var old = held; held = kernel.FindGetPid(1); old?.Put(); }")]
    [InlineData("public void Swap() { (var old, held) = (held, kernel.FindGetPid(1)); old?.Put(); }")]
    [InlineData("public void Swap() { var old = Interlocked.Exchange(ref held, kernel.FindGetPid(1)); old?.Put(); }")]
    [InlineData("public void Swap() => Interlocked.Exchange(ref held, null)?.Put();")]
    [InlineData("public void Swap() { using (Interlocked.Exchange(ref held, null)) Log(1); }")]
    [InlineData("public void Swap() { if (held is not null) kept.Add(held); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (started) throw new InvalidOperationException(); started = true; held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { if (started) return; held = kernel.FindGetPid(1); started = true; }")]
    [InlineData("public void Start() { if (!started) { started = true; held = kernel.FindGetPid(1); } }")]
    [InlineData("public void Start() { if (IsRunning) return; held = kernel.FindGetPid(1); }")]
    [InlineData("public void Start() { System.Diagnostics.Debug.Assert(held is null); held = kernel.FindGetPid(1); }")]
    [InlineData("public void Use2(PidHandle {|UTR6002:pid|}) => held = pid;")]
    [InlineData("public PidHandle? Target { get => held; set => held = value; }")]
    [InlineData("public void Reset() => held = null;")]
    [InlineData("public void Reset() => held = kept[0];")]
    [InlineData("public Module(int nr) : this(null!) => held = kernel.FindGetPid(nr);")]
    [InlineData("public Module(int nr) : this(null!) { held = kernel.FindGetPid(nr); Main = kernel.FindGetPid(nr); }")]
    [InlineData("public Module(int nr) : this(null!) => Open(nr); private void Open(int nr) => held = kernel.FindGetPid(nr);")]
    [InlineData("public Module(int nr) : this(null!) => Open(nr); private void Open(int nr) => OpenMore(nr); private void OpenMore(int nr) => held = kernel.FindGetPid(nr);")]
    [InlineData("static Module() => shared = TaskStruct.Current.GetPid();")]
    [InlineData("private readonly PidHandle first = TaskStruct.Current.GetPid(); public void End() => first.Put();")]
    [InlineData("public PidHandle Initial { init { held = value.Get(); } }")]
    [InlineData("public static Module Make(IUtraceKernel kernel) => new(kernel) { held = kernel.FindGetPid(1), Main = kernel.FindGetPid(2) };")]
    [InlineData("public void All() { foreach (var i in new[] { 1, 2 }) { Main = null; var each = kernel.FindGetPid(i); if (each is null) continue; kept.Add(each); Main = each; } }")]
    [InlineData("public void Each() { Stop(); foreach (var i in new[] { 1, 2 }) { held = kernel.FindGetPid(i); Log(held?.Number ?? 0); held?.Put(); } }")]
    [InlineData("public void Borrow(Module other) => other.held = kernel.FindGetPid(1);")]
    public Task MemberThatHoldsNothingOfItsOwn_DoesNotTrigger(string members) => Members(members);

    [Fact]
    public Task MemberThatIsOnlyLent_GivesNothingBack_DoesNotTrigger() => Verify.Members("""
        private PidHandle? current;
        public void Look(PidHandle pid) => Interlocked.Exchange(ref current, pid);
        public void LookAway() { var old = Interlocked.Exchange(ref current, null); Log(old?.Number ?? 0); }
        """);

    [Fact]
    public Task EntryPoint_DoesNotTrigger() => Verify.Source("""
        public static class Program
        {
            private static PidHandle? self;

            public static void Main()
            {
                self = TaskStruct.Current.GetPid();
                Log(self.Number);
                self.Put();
            }
        }
        """);
}
