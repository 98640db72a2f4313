namespace Utrace.Analyzers.Tests.Promises;

/// <summary>UTR6002: callers go by the declaration, and it lacks the word that they need.</summary>
public sealed class UndeclaredContractTests
{
    [Theory]
    // Parameters that are put.
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) => pid.Put();")]
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) => pid.Dispose();")]
    [InlineData("public void Close(PidHandle? {|UTR6002:pid|}) => pid?.Put();")]
    [InlineData("public void Close(PidHandle? {|UTR6002:pid|}) { if (pid != null) pid.Put(); }")]
    [InlineData("public void Close(UtraceEngine {|UTR6002:engine|}) => engine.Put();")]
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) { if (_on) pid.Put(); }")]
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) { using (pid) Log(pid.Number); }")]
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) { using var own = pid; Log(own.Number); }")]
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) { try { Log(pid.Number); } finally { pid.Put(); } }")]
    [InlineData("public void Close(PidHandle {|UTR6002:pid|}) => Drop(pid); private static void Drop(PidHandle pid) => pid.Put();")]
    [InlineData("public void Close(PidHandle {|UTR6002:first|}, PidHandle {|UTR6002:second|}) { first.Put(); second.Put(); }")]
    [InlineData("public static void Close(PidHandle {|UTR6002:pid|}) => pid.Put();")]
    [InlineData("protected void Close(PidHandle {|UTR6002:pid|}) => pid.Put();")]
    [InlineData("public virtual void Close(PidHandle {|UTR6002:pid|}) => pid.Put();")]
    [InlineData("internal virtual void Close(PidHandle {|UTR6002:pid|}) => pid.Put();")]
    [InlineData("public int Close(PidHandle {|UTR6002:pid|}) { var number = pid.Number; pid.Put(); return number; }")]
    [InlineData("public async Task Close(PidHandle {|UTR6002:pid|}) { await Task.Yield(); pid.Put(); }")]
    // Parameters that are kept.
    [InlineData("public void Keep(PidHandle {|UTR6002:pid|}) => _pid = pid;")]
    [InlineData("public void Keep(PidHandle {|UTR6002:pid|}) { _pid?.Put(); _pid = pid; }")]
    [InlineData("public void Keep(PidHandle? {|UTR6002:pid|}) { if (pid != null && _on) _pid = pid; }")]
    [InlineData("public void Keep(UtraceEngine {|UTR6002:engine|}) => Engine = engine;")]
    // What is lent by a method.
    [InlineData("public PidHandle? {|UTR6002:Current|}() => _pid;")]
    [InlineData("public PidHandle? {|UTR6002:Current|}() { return this._pid; }")]
    [InlineData("public PidHandle {|UTR6002:Current|}() => _pid ?? throw new InvalidOperationException();")]
    [InlineData("public PidHandle? {|UTR6002:Current|}() { var held = _pid; return held; }")]
    [InlineData("public PidHandle? {|UTR6002:Current|}() { if (_on) return null; return _pid; }")]
    [InlineData("public PidHandle? {|UTR6002:Current|}() => _pid ??= _kernel.FindGetPid(1);")]
    [InlineData("public UtraceEngine? {|UTR6002:Attached|}() => Engine;")]
    [InlineData("public static PidHandle? {|UTR6002:Shared|}() => _shared;")]
    [InlineData("protected virtual PidHandle? {|UTR6002:Current|}() => _pid;")]
    [InlineData("public bool TryGet(out PidHandle? {|UTR6002:pid|}) { pid = _pid; return pid != null; }")]
    // What is given by a property.
    [InlineData("public PidHandle? Init => {|UTR6002:_kernel.FindGetPid(1)|};")]
    [InlineData("public PidHandle? Init { get { return {|UTR6002:_kernel.FindGetPid(1)|}; } }")]
    [InlineData("public PidHandle? this[int nr] => {|UTR6002:_kernel.FindGetPid(nr)|};")]
    [InlineData("public PidHandle Self => {|UTR6002:TaskStruct.Current.GetPid()|};")]
    [InlineData("public PidHandle? Another { get { var held = _pid?.Get(); Log(held?.Number ?? 0); return {|UTR6002:held|}; } }")]
    public Task WordIsMissing_Triggers(string member) => InModule(member);

    [Theory]
    [InlineData("public void Close([Owned] PidHandle pid) => pid.Put();")]
    [InlineData("private void Close(PidHandle pid) => pid.Put();")]
    [InlineData("internal void Close(PidHandle pid) => pid.Put();")]
    [InlineData("private protected void Close(PidHandle pid) => pid.Put();")]
    [InlineData("public void Show(PidHandle pid) => Log(pid.Number);")]
    [InlineData("public void Show(PidHandle pid) { using var own = pid.Get(); Log(own.Number); }")]
    [InlineData("public void Show(PidHandle pid) { pid = pid.Get(); pid.Put(); }")]
    [InlineData("public void Show(PidHandle? pid) { using var found = pid == null ? _kernel.FindGetPid(1) : null; Log(found?.Number ?? 0); }")]
    [InlineData("public void Close(IDisposable it) => it.Dispose();")]
    [InlineData("public void Close<T>(T it) where T : IDisposable => it.Dispose();")]
    [InlineData("public void Close(IEnumerable<PidHandle> all) { foreach (var one in all) one.Put(); }")]
    [InlineData("public void Close(ref PidHandle? pid) { pid?.Put(); pid = null; }")]
    [InlineData("public void Close() => _pid?.Put();")]
    [InlineData("public void Keep([Owned] PidHandle pid) { _pid?.Put(); _pid = pid; }")]
    [InlineData("public void Keep(PidHandle pid) { _pid?.Put(); _pid = pid.Get(); }")]
    [InlineData("public void Watch(PidHandle pid) => _watched = pid;")]
    [InlineData("internal void Keep(PidHandle pid) => _pid = pid;")]
    [InlineData("public void Swap(PidHandle pid) { var before = _pid; _pid = pid; Log(before?.Number ?? 0); _pid = before; }")]
    [InlineData("[return: Borrowed] public PidHandle? Current() => _pid;")]
    [InlineData("private PidHandle? Current() => _pid; public int Number() => Current()?.Number ?? 0;")]
    [InlineData("internal PidHandle? Current() => _pid;")]
    [InlineData("public PidHandle? Current => _pid;")]
    [InlineData("public PidHandle? Current() => _pid?.Get();")]
    [InlineData("public PidHandle? Take() { var taken = _pid; _pid = null; return taken; }")]
    [InlineData("public PidHandle? Take() => Interlocked.Exchange(ref _pid, null);")]
    [InlineData("public PidHandle? Find(int nr) => _kernel.FindGetPid(nr);")]
    [InlineData("public PidHandle? Watched() => _watched;")]
    [InlineData("public PidHandle? Any() { if (_on) return _pid; return _kernel.FindGetPid(1); }")]
    [InlineData("public bool TryFind(out PidHandle? pid) { pid = _kernel.FindGetPid(1); return pid != null; }")]
    [InlineData("public bool TryGet([Borrowed] out PidHandle? pid) { pid = _pid; return pid != null; }")]
    [InlineData("[Owned] public PidHandle? Init => _kernel.FindGetPid(1);")]
    [InlineData("private PidHandle? Init => _kernel.FindGetPid(1); public int Number() { using var init = Init; return init?.Number ?? 0; }")]
    [InlineData("public PidHandle? Init => _pid ??= _kernel.FindGetPid(1);")]
    [InlineData("public int Number { get { using var init = _kernel.FindGetPid(1); return init?.Number ?? 0; } }")]
    [InlineData("public TaskStruct Self() => TaskStruct.Current;")]
    [InlineData("public Action Closer(PidHandle pid) { return () => Log(pid.Number); }")]
    public Task NothingIsMissing_DoesNotTrigger(string member) => InModule(member);

    [Theory]
    [InlineData("public Session(PidHandle pid) => _pid = pid;")]
    [InlineData("public Session(PidHandle pid) { _pid = pid; Log(pid.Number); }")]
    public Task ConstructorThatKeepsItsArgument_DoesNotTrigger(string constructor) => Verify.Source(Session(constructor));

    [Fact]
    public Task ConstructorThatPutsItsArgument_Triggers() =>
        Verify.Source(Session("public Session(PidHandle {|UTR6002:pid|}) { _pid = pid.Get(); pid.Put(); }"));

    [Fact]
    public Task PrivateAndLocalFunctions_AreKnownByTheirBodies() => Verify.Members("""
        public void Run(IUtraceKernel kernel)
        {
            var found = kernel.FindGetPid(1);
            if (found == null)
                return;
            Drop(found);
            void Drop(PidHandle pid) => pid.Put();
            Action<PidHandle> drop = pid => pid.Put();
            if (kernel.FindGetPid(2) is { } other)
                drop(other);
        }
        """);

    private static string Session(string constructor) => $$"""
        public sealed class Session : IDisposable
        {
            private readonly PidHandle _pid;

            {{constructor}}

            public void Dispose() => _pid.Put();
        }
        """;

    private static Task InModule(string member) => Verify.Source($$"""
        public class Module : IDisposable
        {
            private static PidHandle? _shared;
            private readonly IUtraceKernel _kernel = null!;
            private PidHandle? _pid;
            private PidHandle? _watched;
            private bool _on = true;

            private UtraceEngine? Engine { get; set; }

            {{member}}

            public int Show() => _watched?.Number ?? 0;

            public void Dispose()
            {
                _on = !_on;
                _pid?.Put();
                Engine?.Put();
                _shared?.Put();
                _shared = null;
            }
        }
        """);
}
