namespace Utrace.Analyzers.Tests.Promises;

/// <summary>UTR6001: a member that says, or does, otherwise than what it overrides or implements.</summary>
public sealed class InheritedContractTests
{
    [Theory]
    [InlineData("void Show(PidHandle pid);", "[RequiresReadLock] public void {|UTR6001:Show|}(PidHandle pid) => Log(pid.Task()?.Pid ?? 0);")]
    [InlineData("void Show(PidHandle pid);", "[RequiresReadLock] void ITarget.{|UTR6001:Show|}(PidHandle pid) => Log(pid.Task()?.Pid ?? 0);")]
    [InlineData("void Show(PidHandle pid);", "[AssertsReadLock] public void {|UTR6001:Show|}(PidHandle pid) => Rcu.AssertReadLockHeld();")]
    [InlineData("int Parent { get; }", "[RequiresReadLock] public int {|UTR6001:Parent|} => TaskStruct.Current.RealParent?.Pid ?? 0;")]
    [InlineData("void Wait();", "[MayBlock] public void {|UTR6001:Wait|}() => Rcu.Synchronize();")]
    [InlineData("void Enter();", "[AcquiresReadLock] public void {|UTR6001:Enter|}() => Rcu.ReadLock();")]
    [InlineData("void Leave();", "[ReleasesReadLock] public void {|UTR6001:Leave|}() => Rcu.ReadUnlock();")]
    [InlineData("[return: Borrowed] PidHandle Find();", "[return: Owned] public PidHandle {|UTR6001:Find|}() => _pid.Get();")]
    [InlineData("[return: Borrowed] PidHandle Find();", "public PidHandle Find() => {|UTR6001:_pid.Get()|};")]
    [InlineData("PidHandle Find();", "[return: Borrowed] public PidHandle {|UTR6001:Find|}() => _pid;")]
    [InlineData("PidHandle Find();", "public PidHandle Find() => {|UTR6001:_pid|};")]
    [InlineData("[return: Owned] PidHandle Find();", "public PidHandle Find() => {|UTR6001:_pid|};")]
    [InlineData("PidHandle Current { get; }", "[Owned] public PidHandle {|UTR6001:Current|} => _pid.Get();")]
    [InlineData("PidHandle Current { get; }", "public PidHandle Current => {|UTR6001:_pid.Get()|};")]
    [InlineData("[Owned] PidHandle Current { get; }", "public PidHandle Current => {|UTR6001:_pid|};")]
    [InlineData("void Close(PidHandle pid);", "public void Close([Owned] PidHandle {|UTR6001:pid|}) => pid.Put();")]
    [InlineData("void Close(PidHandle pid);", "public void Close(PidHandle pid) => {|UTR6001:pid.Put()|};")]
    [InlineData("void Close([Borrowed] PidHandle pid);", "public void Close(PidHandle pid) => {|UTR6001:pid.Put()|};")]
    [InlineData("void Keep(PidHandle pid);", "public void Keep(PidHandle {|UTR6001:pid|}) => _pid = pid;")]
    [InlineData("void Show([Owned] PidHandle pid);", "public void Show([Borrowed] PidHandle {|UTR6001:pid|}) => Log(pid.Number);")]
    [InlineData("bool TryFind(out PidHandle pid);", "public bool TryFind([Borrowed] out PidHandle {|UTR6001:pid|}) { pid = _pid; return true; }")]
    [InlineData("bool TryFind([Borrowed] out PidHandle pid);", "public bool TryFind([Owned] out PidHandle {|UTR6001:pid|}) { pid = _pid.Get(); return true; }")]
    [InlineData("void Show(TaskStruct task);", "public void Show([AlwaysValid] TaskStruct {|UTR6001:task|}) => Log(task.Pid);")]
    [InlineData("void Show(TaskStruct task);", "public void Show([ValidDuringCall] TaskStruct {|UTR6001:task|}) => Log(task.Pid);")]
    [InlineData("void Each([InvokedDuringCall] Action action);", "public void Each(Action action) => Task.Run({|UTR6001:action|});")]
    [InlineData("[AcquiresReadLock] void Enter();", "public void {|UTR6001:Enter|}() { if (_on) Rcu.ReadLock(); }")]
    [InlineData("[RequiresReadLock] [return: AlwaysValid] TaskStruct? Find(PidHandle pid);", "public TaskStruct? Find(PidHandle pid) => {|UTR6001:pid.Task()|};")]
    public Task OtherwiseThanTheInterface_Triggers(string contract, string member) => Implements(contract, member);

    [Theory]
    [InlineData("[RequiresReadLock] void Show(PidHandle pid);", "public void Show(PidHandle pid) => Log(pid.Task()?.Pid ?? 0);")]
    [InlineData("[RequiresReadLock] void Show(PidHandle pid);", "[RequiresReadLock] public void Show(PidHandle pid) => Log(pid.Task()?.Pid ?? 0);")]
    [InlineData("[RequiresReadLock] void Show(PidHandle pid);", "[AssertsReadLock] public void Show(PidHandle pid) => Rcu.AssertReadLockHeld();")]
    [InlineData("[RequiresReadLock] int Parent { get; }", "public int Parent => TaskStruct.Current.RealParent?.Pid ?? 0;")]
    [InlineData("[MayBlock] void Wait();", "public void Wait() => Rcu.Synchronize();")]
    [InlineData("[MayBlock] void Wait();", "public void Wait() { }")]
    [InlineData("[AcquiresReadLock] void Enter();", "public void Enter() => Rcu.ReadLock();")]
    [InlineData("[ReleasesReadLock] void Leave();", "[ReleasesReadLock] public void Leave() => Rcu.ReadUnlock();")]
    [InlineData("PidHandle Find();", "public PidHandle Find() => _pid.Get();")]
    [InlineData("PidHandle Find();", "[return: Owned] public PidHandle Find() => _pid.Get();")]
    [InlineData("[return: Borrowed] PidHandle Find();", "public PidHandle Find() => _pid;")]
    [InlineData("[return: Borrowed] PidHandle Find();", "[return: Borrowed] public PidHandle Find() => _pid;")]
    [InlineData("PidHandle Current { get; }", "public PidHandle Current => _pid;")]
    [InlineData("[Owned] PidHandle Current { get; }", "public PidHandle Current => _pid.Get();")]
    [InlineData("void Close([Owned] PidHandle pid);", "public void Close(PidHandle pid) => pid.Put();")]
    [InlineData("void Keep([Owned] PidHandle pid);", "public void Keep(PidHandle pid) { _pid?.Put(); _pid = pid; }")]
    [InlineData("void Show(PidHandle pid);", "public void Show([Borrowed] PidHandle pid) => Log(pid.Number);")]
    [InlineData("void Keep(PidHandle pid);", "public void Keep(PidHandle pid) { _pid?.Put(); _pid = pid.Get(); }")]
    [InlineData("bool TryFind(out PidHandle pid);", "public bool TryFind([Owned] out PidHandle pid) { pid = _pid.Get(); return true; }")]
    [InlineData("void Show(TaskStruct task);", "public void Show([StaleTolerant] TaskStruct? task) { }")]
    [InlineData("void Show([ValidDuringCall] TaskStruct task);", "public void Show(TaskStruct task) => Log(task.Pid);")]
    [InlineData("void Show([AlwaysValid] TaskStruct task);", "public void Show([ValidDuringCall] TaskStruct task) => Log(task.Pid);")]
    [InlineData("void Each(Action action);", "public void Each([InvokedDuringCall] Action action) => action();")]
    [InlineData("TaskStruct Self();", "[return: AlwaysValid] public TaskStruct Self() => TaskStruct.Current;")]
    [InlineData("void Show(PidHandle pid);", "public void Show(PidHandle pid) => Log(pid.Number); [RequiresReadLock] public void Show(PidHandle pid, int nr) => Log(pid.Task()?.Pid ?? nr);")]
    public Task AsTheInterfaceSays_DoesNotTrigger(string contract, string member) => Implements(contract, member);

    /// <summary>What the body owes by the base's word is UTR2001's, as in a method of its own.</summary>
    [Fact]
    public Task InheritedOwnedParameterThatIsNotPut_IsForMissingPut() =>
        Implements("void Close([Owned] PidHandle pid);", "public void Close({|UTR2001:PidHandle pid|}) => Log(pid.Number);");

    [Fact]
    public Task OverrideOfACallback_Triggers() => Verify.Source("""
        public sealed class Ops : UtraceEngineOps
        {
            public override ResumeAction ReportQuiesce(ResumeAction action, UtraceEngine engine, UtraceEvents @event)
            {
                {|UTR6001:engine.Put()|};
                return action;
            }

            [MayBlock]
            public override ResumeAction {|UTR6001:ReportClone|}(
                ResumeAction action, UtraceEngine engine, CloneFlags flags, [AlwaysValid] TaskStruct {|UTR6001:child|}) => action;
        }
        """);

    [Fact]
    public Task OverrideAsItsBase_DoesNotTrigger() => Verify.Source("""
        public abstract class Source
        {
            [RequiresReadLock]
            public abstract TaskStruct? Find(PidHandle pid);

            [return: Borrowed]
            protected virtual PidHandle? Held() => null;
        }

        public sealed class Fixed(PidHandle pid) : Source
        {
            public override TaskStruct? Find(PidHandle _) => pid.Task();

            protected override PidHandle? Held() => pid;
        }
        """);

    [Fact]
    public Task OverrideOfAnOverride_IsMeasuredByTheFirst() => Verify.Source("""
        public abstract class First
        {
            [return: Borrowed]
            public abstract PidHandle Find(PidHandle pid);
        }

        public class Second : First
        {
            public override PidHandle Find(PidHandle pid) => pid;
        }

        public sealed class Third : Second
        {
            public override PidHandle Find(PidHandle pid) => {|UTR6001:pid.Get()|};
        }
        """);

    [Fact]
    public Task InterfaceThatSpeaksOfAnything_SaysNothingOfReferences() => Verify.Source("""
        public interface IBox<T>
        {
            T Content();
            void Take(T content);
        }

        public sealed class PidBox(PidHandle first) : IBox<PidHandle>, IDisposable
        {
            private PidHandle _pid = first.Get();

            public PidHandle Content() => _pid;

            public void Take(PidHandle content)
            {
                _pid.Put();
                _pid = content;
            }

            public void Dispose() => _pid.Put();
        }
        """);

    private static Task Implements(string contract, string member) => Verify.Source($$"""
        public interface ITarget
        {
            {{contract}}
        }

        public class Target(PidHandle first) : ITarget, IDisposable
        {
            private PidHandle _pid = first.Get();
            private bool _on;

            {{member}}

            public void Dispose()
            {
                _on = !_on;
                _pid.Put();
            }
        }
        """);
}
