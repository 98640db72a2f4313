namespace Utrace.Analyzers.Tests.Sections;

/// <summary>UTR4001.</summary>
public sealed class OpenSectionTests
{
    [Theory]
    [InlineData("{|UTR4001:Rcu.ReadLock()|};")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; Use(pid.Task());")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; if (flag) return; Rcu.ReadUnlock();")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; if (flag) throw new InvalidOperationException(); Rcu.ReadUnlock();")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; if (flag) Rcu.ReadUnlock();")]
    [InlineData("if (flag) {|UTR4001:Rcu.ReadLock()|};")]
    [InlineData("if (flag) {|UTR4001:Rcu.ReadLock()|}; if (nr > 0) { if (flag) Rcu.ReadUnlock(); }")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; if (pid.Task() is not { } task) return; Use(task); Rcu.ReadUnlock();")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; Rcu.ReadLock(); Rcu.ReadUnlock();")]
    [InlineData("for (var i = 0; i < nr; i++) { {|UTR4001:Rcu.ReadLock()|}; if (i == 3) continue; Rcu.ReadUnlock(); }")]
    [InlineData("for (var i = 0; i < nr; i++) { {|UTR4001:Rcu.ReadLock()|}; if (i == 3) break; Rcu.ReadUnlock(); }")]
    [InlineData("switch (nr) { case 1: {|UTR4001:Rcu.ReadLock()|}; break; default: break; }")]
    [InlineData("try { {|UTR4001:Rcu.ReadLock()|}; Work(); } catch (InvalidOperationException) { return; } Rcu.ReadUnlock();")]
    [InlineData("var scope = {|UTR4001:Rcu.EnterReadScope()|}; Use(pid.Task());")]
    [InlineData("var scope = {|UTR4001:Rcu.EnterReadScope()|}; if (flag) return; scope.Dispose();")]
    [InlineData("var scope = {|UTR4001:Rcu.EnterReadScope()|}; if (flag) scope.Dispose();")]
    public Task SectionLeftOpen_Triggers(string statements) => Verify.Body(statements);

    [Theory]
    [InlineData("Rcu.ReadLock(); Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); Use(pid.Task()); Work(); Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); if (flag) { Rcu.ReadUnlock(); return; } Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); try { if (flag) throw new InvalidOperationException(); } finally { Rcu.ReadUnlock(); }")]
    [InlineData("Rcu.ReadLock(); try { if (flag) return; Work(); } finally { Rcu.ReadUnlock(); }")]
    [InlineData("try { Rcu.ReadLock(); Work(); } finally { Rcu.ReadUnlock(); }")]
    [InlineData("Rcu.ReadLock(); try { Work(); } catch { Rcu.ReadUnlock(); throw; } Rcu.ReadUnlock();")]
    [InlineData("if (flag) Rcu.ReadLock(); Work(); if (flag) Rcu.ReadUnlock();")]
    [InlineData("if (nr > 3) Rcu.ReadLock(); Work(); if (nr > 3) Rcu.ReadUnlock();")]
    [InlineData("var locked = false; if (flag) { Rcu.ReadLock(); locked = true; } Work(); if (locked) Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); Rcu.ReadLock(); Rcu.ReadUnlock(); Rcu.ReadUnlock();")]
    [InlineData("for (var i = 0; i < nr; i++) { Rcu.ReadLock(); Work(); Rcu.ReadUnlock(); }")]
    [InlineData("for (var i = 0; i < nr; i++) { Rcu.ReadLock(); if (i == 3) { Rcu.ReadUnlock(); break; } Rcu.ReadUnlock(); }")]
    [InlineData("using (Rcu.EnterReadScope()) Work();")]
    [InlineData("using var scope = Rcu.EnterReadScope();")]
    [InlineData("using (Rcu.EnterReadScope()) { if (flag) return; throw new InvalidOperationException(); }")]
    [InlineData("using var scope = Rcu.EnterReadScope(); if (flag) throw new InvalidOperationException();")]
    [InlineData("var scope = Rcu.EnterReadScope(); scope.Dispose();")]
    [InlineData("var scope = Rcu.EnterReadScope(); try { Work(); } finally { scope.Dispose(); }")]
    [InlineData("var scope = Rcu.EnterReadScope(); using (scope) Work();")]
    [InlineData("using Rcu.ReadScope outer = Rcu.EnterReadScope(), inner = Rcu.EnterReadScope();")]
    [InlineData("while (true) { Rcu.ReadLock(); Work(); Rcu.ReadUnlock(); }")]
    [InlineData("Rcu.AssertReadLockHeld(); Use(pid.Task());")]
    [InlineData("Rcu.Synchronize();")]
    public Task SectionClosed_DoesNotTrigger(string statements) => Verify.Body(statements);

    [Fact]
    public Task ReturnOfAValueWithTheSectionOpen_Triggers() => Verify.Members("""
        public int NumberOf(PidHandle pid)
        {
            {|UTR4001:Rcu.ReadLock()|};
            return pid.Task()?.Pid ?? 0;
        }
        """);

    [Fact]
    public Task MethodThatAcquires_DoesNotTrigger() => Verify.Members("""
        [AcquiresReadLock]
        public void Enter() => Rcu.ReadLock();

        [AcquiresReadLock]
        private static void EnterAndCount(ref int count)
        {
            Rcu.ReadLock();
            count++;
        }
        """);

    [Fact]
    public Task MethodThatReturnsAScope_DoesNotTrigger() => Verify.Members("""
        public static Rcu.ReadScope Enter() => Rcu.EnterReadScope();

        public void Run(PidHandle pid)
        {
            using (Enter())
                Use(pid.Task());
        }
        """);

    [Fact]
    public Task PrivateMethodThatLeavesOneOpen_TriggersInItselfOnly() => Verify.Members("""
        private static void Enter() => {|UTR4001:Rcu.ReadLock()|};

        public void Run(PidHandle pid)
        {
            Enter();
            Use(pid.Task());
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task CallerThatForgetsToLeave_Triggers() => Verify.Members("""
        [AcquiresReadLock]
        private static void Enter() => Rcu.ReadLock();

        public void Run(PidHandle pid)
        {
            {|UTR4001:Enter()|};
            Use(pid.Task());
        }
        """);

    [Fact]
    public Task SectionOpenedInALambda_TriggersThere() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ => {|UTR4001:Rcu.ReadLock()|});
        """);

    [Fact]
    public Task SectionOpenedAndClosedInALambda_DoesNotTrigger() => Verify.Body("""
        ThreadPool.QueueUserWorkItem(_ =>
        {
            Rcu.ReadLock();
            Work();
            Rcu.ReadUnlock();
        });
        """);

    [Fact]
    public Task UsersOwnScopeType_DoesNotTrigger() => Verify.Source("""
        [ReadLockScope]
        public readonly ref struct Section : IDisposable
        {
            public Section() => Rcu.ReadLock();

            public void Dispose() => Rcu.ReadUnlock();
        }

        public static class Printer
        {
            public static void Print(PidHandle pid)
            {
                using var section = new Section();
                Use(pid.Task());
            }
        }
        """);

    [Fact]
    public Task UsersOwnScopeThatIsNotDisposed_Triggers() => Verify.Source("""
        [ReadLockScope]
        public ref struct Section : IDisposable
        {
            public static Section Enter() => default;

            public void Dispose() { }
        }

        public static class Printer
        {
            public static void Print(PidHandle pid)
            {
                var section = {|UTR4001:Section.Enter()|};
                Use(pid.Task());
            }
        }
        """);
}
