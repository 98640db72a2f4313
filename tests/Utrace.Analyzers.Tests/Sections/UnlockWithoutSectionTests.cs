namespace Utrace.Analyzers.Tests.Sections;

/// <summary>UTR4002.</summary>
public sealed class UnlockWithoutSectionTests
{
    [Theory]
    [InlineData("{|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("Rcu.ReadLock(); Rcu.ReadUnlock(); {|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("{|UTR4002:Rcu.ReadUnlock()|}; using (Rcu.EnterReadScope()) Work();")]
    [InlineData("if (flag) {|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("if (flag) Rcu.ReadLock(); {|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("if (flag) Rcu.ReadLock(); if (!flag) {|UTR4002:Rcu.ReadUnlock()|}; if (flag) Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); if (flag) Rcu.ReadUnlock(); {|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("Rcu.ReadLock(); try { Work(); Rcu.ReadUnlock(); } finally { {|UTR4002:Rcu.ReadUnlock()|}; }")]
    [InlineData("using (Rcu.EnterReadScope()) Work(); {|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("{|UTR4001:Rcu.ReadLock()|}; for (var i = 0; i < nr; i++) {|UTR4002:Rcu.ReadUnlock()|};")]
    [InlineData("var scope = Rcu.EnterReadScope(); scope.Dispose(); {|UTR4002:Rcu.ReadUnlock()|};")]
    public Task UnlockWithoutSection_Triggers(string statements) => Verify.Body(statements);

    [Theory]
    [InlineData("Rcu.ReadLock(); Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); Rcu.ReadUnlock(); Rcu.ReadLock(); Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); Rcu.ReadLock(); Work(); Rcu.ReadUnlock(); Rcu.ReadUnlock();")]
    [InlineData("if (flag) Rcu.ReadLock(); if (flag) Rcu.ReadUnlock();")]
    [InlineData("if (flag) Rcu.ReadLock(); else Rcu.ReadLock(); Rcu.ReadUnlock();")]
    [InlineData("Rcu.ReadLock(); try { Work(); } finally { Rcu.ReadUnlock(); }")]
    [InlineData("try { Rcu.ReadLock(); } finally { Rcu.ReadUnlock(); }")]
    [InlineData("Rcu.ReadLock(); if (flag) { Rcu.ReadUnlock(); return; } Rcu.ReadUnlock();")]
    [InlineData("var scope = Rcu.EnterReadScope(); scope.Dispose(); scope.Dispose();")]
    [InlineData("using (Rcu.EnterReadScope()) { Rcu.ReadLock(); Rcu.ReadUnlock(); }")]
    [InlineData("using (Rcu.EnterReadScope()) using (Rcu.EnterReadScope()) Work();")]
    [InlineData("Rcu.ReadLock(); while (flag) { Rcu.ReadUnlock(); Work(); Rcu.ReadLock(); } Rcu.ReadUnlock();")]
    public Task MatchedUnlock_DoesNotTrigger(string statements) => Verify.Body(statements);

    [Fact]
    public Task MethodThatReleases_DoesNotTrigger() => Verify.Members("""
        [ReleasesReadLock]
        public void Leave() => Rcu.ReadUnlock();

        [ReleasesReadLock]
        private static void LeaveAndLog()
        {
            Log("left");
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task PrivateMethodWithoutThatContract_TriggersInItselfOnly() => Verify.Members("""
        private static void Leave() => {|UTR4002:Rcu.ReadUnlock()|};

        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            Use(pid.Task());
            Leave();
        }
        """);

    [Fact]
    public Task CallOfAMethodThatReleasesWithoutSection_Triggers() => Verify.Members("""
        [ReleasesReadLock]
        private static void Leave() => Rcu.ReadUnlock();

        public void Run() => {|UTR4002:Leave()|};
        """);

    [Fact]
    public Task MethodThatReleasesTwice_TriggersAtTheSecond() => Verify.Members("""
        [ReleasesReadLock]
        public void Leave()
        {
            Rcu.ReadUnlock();
            {|UTR4002:Rcu.ReadUnlock()|};
        }
        """);

    [Fact]
    public Task MethodThatReleasesAndAcquires_DoesNotTrigger() => Verify.Members("""
        [ReleasesReadLock, AcquiresReadLock]
        public void Pause()
        {
            Rcu.ReadUnlock();
            Rcu.Synchronize();
            Rcu.ReadLock();
        }

        public void Run(PidHandle pid)
        {
            Rcu.ReadLock();
            Use(pid.Task());
            Pause();
            Use(pid.Task());
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task UnlockInALambdaThatCanRunLater_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        ThreadPool.QueueUserWorkItem(_ => {|UTR4002:Rcu.ReadUnlock()|});
        Rcu.ReadUnlock();
        """);

    [Fact]
    public Task UnlockInALocalFunctionThatIsCalled_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        Use(pid.Task());
        Leave();

        [ReleasesReadLock]
        static void Leave() => Rcu.ReadUnlock();
        """);
}
