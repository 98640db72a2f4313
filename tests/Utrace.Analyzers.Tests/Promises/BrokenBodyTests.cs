namespace Utrace.Analyzers.Tests.Promises;

/// <summary>UTR6001: a body that does otherwise than its own declaration says.</summary>
public sealed class BrokenBodyTests
{
    [Theory]
    // New references from who says that it lends.
    [InlineData("[return: Borrowed] public PidHandle? Find(int nr) => {|UTR6001:_kernel.FindGetPid(nr)|};")]
    [InlineData("[return: Borrowed] public PidHandle? Find(int nr) { var found = _kernel.FindGetPid(nr); return {|UTR6001:found|}; }")]
    [InlineData("[return: Borrowed] public PidHandle? Find(int nr) => {|UTR6001:nr > 0 ? _kernel.FindGetPid(nr) : null|};")]
    [InlineData("[return: Borrowed] public PidHandle Again(PidHandle pid) { if (_on) return pid; return {|UTR6001:pid.Get()|}; }")]
    [InlineData("[Borrowed] public PidHandle? Init { get { return {|UTR6001:_kernel.FindGetPid(1)|}; } }")]
    [InlineData("[Borrowed] public PidHandle? Init => {|UTR6001:_kernel.FindGetPid(1)|};")]
    [InlineData("[return: Borrowed] private PidHandle? Find() => {|UTR6001:_kernel.FindGetPid(1)|};")]
    [InlineData("[return: Borrowed] public UtraceEngine Attach(PidHandle pid, UtraceEngineOps ops) => {|UTR6001:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|};")]
    [InlineData("[return: Borrowed] public async Task<PidHandle?> Find() { await Task.Yield(); return {|UTR6001:_kernel.FindGetPid(1)|}; }")]
    // What is kept, from who says that it gives.
    [InlineData("[return: Owned] public PidHandle? Current() => {|UTR6001:_pid|};")]
    [InlineData("[Owned] public PidHandle? Current => {|UTR6001:_pid|};")]
    [InlineData("[return: Owned] public PidHandle? Current() { if (_on) return {|UTR6001:_pid|}; return _kernel.FindGetPid(1); }")]
    [InlineData("[return: Owned] public PidHandle? Current() { _pid ??= _kernel.FindGetPid(1); return {|UTR6001:_pid|}; }")]
    // Parameters that are said to be borrowed.
    [InlineData("public void Close([Borrowed] PidHandle pid) => {|UTR6001:pid.Put()|};")]
    [InlineData("public void Close([Borrowed] PidHandle? pid) => {|UTR6001:pid?.Put()|};")]
    [InlineData("public void Close([Borrowed] UtraceEngine engine) { if (_on) {|UTR6001:engine.Dispose()|}; }")]
    [InlineData("public void Close([Borrowed] PidHandle pid) => Drop({|UTR6001:pid|}); private static void Drop(PidHandle pid) => pid.Put();")]
    [InlineData("public void Show([Borrowed] PidHandle pid) { using ({|UTR6001:pid|}) Log(pid.Number); }")]
    [InlineData("public void Keep([Borrowed] PidHandle {|UTR6001:pid|}) => _pid = pid;")]
    [InlineData("private void Keep([Borrowed] PidHandle {|UTR6001:pid|}) { if (_on) _pid = pid; }")]
    // Tasks that are said to be good everywhere.
    [InlineData("[return: AlwaysValid] public TaskStruct? Find(PidHandle pid) { using (Rcu.EnterReadScope()) return {|UTR6001:pid.Task()|}; }")]
    [InlineData("[RequiresReadLock] [return: AlwaysValid] public TaskStruct? Find(PidHandle pid) => {|UTR6001:pid.Task()|};")]
    [InlineData("[RequiresReadLock, AlwaysValid] public TaskStruct? Parent => {|UTR6001:TaskStruct.Current.RealParent|};")]
    [InlineData("[return: AlwaysValid] public TaskStruct Vouch(TaskStruct task) => {|UTR6001:task|};")]
    [InlineData("[AlwaysValid] public TaskStruct? Mine { get; set; } public void Set(PidHandle pid) { using (Rcu.EnterReadScope()) Mine = {|UTR6001:pid.Task()|}; }")]
    // Delegates that are said to run during the call.
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => _action = {|UTR6001:action|};")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => _actions.Add({|UTR6001:action|});")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => _action += {|UTR6001:action|};")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => Done += {|UTR6001:action|};")]
    [InlineData("public Action<int> Each([InvokedDuringCall] Action<int> action) => {|UTR6001:action|};")]
    [InlineData("public void Each([InvokedDuringCall] Action action) => Task.Run({|UTR6001:action|});")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => Task.Run(() => {|UTR6001:action|}(1));")]
    [InlineData("public void Each([InvokedDuringCall] Action<int>? action) => _action = {|UTR6001:action|} ?? _action;")]
    [InlineData("public IEnumerable<int> Each([InvokedDuringCall] Action<int> action) { {|UTR6001:action|}(1); yield return 1; }")]
    public Task BodyDoesOtherwise_Triggers(string member) => InModule(member);

    [Theory]
    [InlineData("[return: Borrowed] public PidHandle? Current() => _pid;")]
    [InlineData("[return: Borrowed] public PidHandle? Current() => _pid ??= _kernel.FindGetPid(1);")]
    [InlineData("[return: Borrowed] public PidHandle? Current() { var found = _kernel.FindGetPid(1); _pid?.Put(); _pid = found; return found; }")]
    [InlineData("[return: Borrowed] public PidHandle? Find(int nr) { var found = _kernel.FindGetPid(nr); if (found != null) _all.Add(found); return found; }")]
    [InlineData("[return: Borrowed] public PidHandle Same(PidHandle pid) => pid;")]
    [InlineData("[return: Borrowed] public PidHandle? None() => null;")]
    [InlineData("[return: Borrowed] public PidHandle First() => _all[0];")]
    [InlineData("[Borrowed] public PidHandle? Current => _pid;")]
    [InlineData("[return: Owned] public PidHandle? Find(int nr) => _kernel.FindGetPid(nr);")]
    [InlineData("[return: Owned] public PidHandle? Current() => _pid?.Get();")]
    [InlineData("[return: Owned] public PidHandle? Take() { var taken = _pid; _pid = null; return taken; }")]
    [InlineData("[Owned] public PidHandle? Current => _pid?.Get();")]
    [InlineData("public void Show([Borrowed] PidHandle pid) => Log(pid.Number);")]
    [InlineData("public void Show([Borrowed] PidHandle pid) { using var own = pid.Get(); Log(own.Number); }")]
    [InlineData("public void Keep([Borrowed] PidHandle pid) { _pid?.Put(); _pid = pid.Get(); }")]
    [InlineData("public void Watch([Borrowed] PidHandle pid) => _watched = pid;")]
    [InlineData("public void Close([Owned] PidHandle pid) => pid.Put();")]
    [InlineData("public void Keep([Owned] PidHandle pid) { _pid?.Put(); _pid = pid; }")]
    [InlineData("[return: AlwaysValid] public TaskStruct Self() => TaskStruct.Current;")]
    [InlineData("[return: AlwaysValid] public TaskStruct Child(TaskStruct task) => task.AsUnreapedChild();")]
    [InlineData("[return: AlwaysValid] public TaskStruct? None() => null;")]
    [InlineData("[AlwaysValid] public TaskStruct? Mine { get; set; } public void Set() => Mine = TaskStruct.Current;")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => action(1);")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => action.Invoke(1);")]
    [InlineData("public void Each([InvokedDuringCall] Action<int>? action) { action?.Invoke(1); if (action == null) Work(); }")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => new List<int> { 1 }.ForEach(action);")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) { foreach (var n in new[] { 1 }.Where(n => { action(n); return true; })) Log(n); }")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) { Twice(action); } public void Twice([InvokedDuringCall] Action<int> action) { action(1); action(2); }")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) => Twice(action); private static void Twice(Action<int> action) => action(2);")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) { void Run(int n) => action(n); Run(1); }")]
    [InlineData("public void Each([InvokedDuringCall] Action<int> action) { ArgumentNullException.ThrowIfNull(action); var run = action; run(1); }")]
    [InlineData("public void Each(Action<int> action) => _action = action;")]
    public Task BodyDoesWhatIsSaid_DoesNotTrigger(string member) => InModule(member);

    [Theory]
    [InlineData("[AcquiresReadLock] public void {|UTR6001:Enter|}() { if (_on) Rcu.ReadLock(); }")]
    [InlineData("[AcquiresReadLock] public bool {|UTR6001:TryEnter|}() { if (!_on) return false; Rcu.ReadLock(); return true; }")]
    [InlineData("[AcquiresReadLock] public void {|UTR6001:Enter|}() { Rcu.ReadLock(); Rcu.ReadUnlock(); }")]
    [InlineData("[AcquiresReadLock] private void {|UTR6001:Enter|}() { using (Rcu.EnterReadScope()) Work(); }")]
    [InlineData("[ReleasesReadLock] public void {|UTR6001:Leave|}() { if (_on) Rcu.ReadUnlock(); }")]
    [InlineData("[ReleasesReadLock] public void {|UTR6001:Leave|}() { if (!_on) return; Rcu.ReadUnlock(); }")]
    [InlineData("[ReleasesReadLock] public void {|UTR6001:Leave|}() { Rcu.ReadLock(); Rcu.ReadUnlock(); }")]
    public Task SectionIsNotAsSaid_Triggers(string member) => InModule(member);

    [Theory]
    [InlineData("[AcquiresReadLock] public void Enter() => Rcu.ReadLock();")]
    [InlineData("[AcquiresReadLock] public void Enter() { if (_on) Work(); Rcu.ReadLock(); }")]
    [InlineData("[AcquiresReadLock] public void Enter() { if (!_on) throw new InvalidOperationException(); Rcu.ReadLock(); }")]
    [InlineData("[AcquiresReadLock] public void Enter() { Log(1); }")] // by means of its own
    [InlineData("public Rcu.ReadScope Enter() => Rcu.EnterReadScope();")]
    [InlineData("[ReleasesReadLock] public void Leave() => Rcu.ReadUnlock();")]
    [InlineData("[ReleasesReadLock] public void Leave() { try { Work(); } finally { Rcu.ReadUnlock(); } }")]
    [InlineData("[ReleasesReadLock] public void Leave() { Log(1); }")]
    [InlineData("[ReleasesReadLock] public void Leave() { using (Rcu.EnterReadScope()) Work(); Rcu.ReadUnlock(); }")]
    public Task SectionIsAsSaid_DoesNotTrigger(string member) => InModule(member);

    [Fact]
    public Task OwnScopeThatIsClosedOnce_DoesNotTrigger() => Verify.Source("""
        [ReadLockScope]
        public struct Scope : IDisposable
        {
            private bool isOpen;

            public void Dispose()
            {
                if (!isOpen)
                    return;
                isOpen = false;
                Rcu.ReadUnlock();
            }
        }
        """);

    private static Task InModule(string member) => Verify.Source($$"""
        public class Module : IDisposable
        {
            private readonly IUtraceKernel _kernel = null!;
            private readonly List<PidHandle> _all = [];
            private readonly List<Action<int>> _actions = [];
            private Action<int>? _action;
            private PidHandle? _pid;
            private PidHandle? _watched;
            private bool _on = true;

            public event Action<int>? Done;

            {{member}}

            public void Show() { _action?.Invoke(_actions.Count); Done?.Invoke(_watched?.Number ?? 0); }

            public void Dispose()
            {
                _on = false;
                _pid?.Put();
                foreach (var pid in _all)
                    pid.Put();
            }
        }
        """);
}
