namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2003.</summary>
public sealed class UseAfterPutTests
{
    [Theory]
    [InlineData("found.Put(); Log({|UTR2003:found|}.Number);")]
    [InlineData("found.Dispose(); Log({|UTR2003:found|}.Number);")]
    [InlineData("found.Put(); Use({|UTR2003:found|});")]
    [InlineData("found.Put(); using (Rcu.EnterReadScope()) Use({|UTR2003:found|}.Task());")]
    [InlineData("found.Put(); using var copy = {|UTR2003:found|}.Get();")]
    [InlineData("found.Put(); Use({|UTR2003:found|}); Use(found); Log(found.Number);")]
    [InlineData("found.Put(); if (flag) Use({|UTR2003:found|}); else Log({|UTR2003:found|}.Number);")]
    [InlineData("if (flag) found.Put(); Log({|UTR2003:found|}.Number); if (!flag) found.Put();")]
    [InlineData("var alias = found; found.Put(); Log({|UTR2003:alias|}.Number);")]
    [InlineData("var alias = found; alias.Put(); Log({|UTR2003:found|}.Number);")]
    [InlineData("try { Work(); } finally { found.Put(); } Log({|UTR2003:found|}.Number);")]
    [InlineData("try { found.Put(); Work(); } catch (InvalidOperationException) { Log({|UTR2003:found|}.Number); }")]
    [InlineData("using (found) Work(); Log({|UTR2003:found|}.Number);")]
    [InlineData("Drop(found); Log({|UTR2003:found|}.Number);")]
    [InlineData("void End() => found.Put(); End(); Log({|UTR2003:found|}.Number);")]
    [InlineData("found.Put(); Log({|UTR2003:found|} is { Number: 1 });")]
    [InlineData("found.Put(); _ = engine.Control({|UTR2003:found|}, ResumeAction.Resume);")]
    [InlineData("found.Put(); Log($\"pid {{|UTR2003:found|}.Number}\");")]
    public Task UseAfterThePut_Triggers(string statements) => Verify.Members($$"""
        private static void Drop(PidHandle pid) => pid.Put();

        public void Run(IUtraceKernel kernel, UtraceEngine engine, int nr, bool flag)
        {
            var found = kernel.FindGetPid(nr);
            if (found is null)
                return;
            {{statements}}
        }
        """);

    [Theory]
    [InlineData("Log(found.Number); found.Put();")]
    [InlineData("var number = found.Number; found.Put(); Log(number);")]
    [InlineData("found.Put(); Log(found is null);")]
    [InlineData("found.Put(); Log(found == null);")]
    [InlineData("found.Put(); Log(nameof(found.Number));")]
    [InlineData("found.Put(); found = null;")]
    [InlineData("found.Put(); found = kernel.FindGetPid(nr); Log(found?.Number ?? 0); found?.Put();")]
    [InlineData("if (flag) { found.Put(); return; } Log(found.Number); found.Put();")]
    [InlineData("if (flag) found.Put(); else { Log(found.Number); found.Put(); }")]
    [InlineData("if (flag) found.Put(); if (!flag) { Log(found.Number); found.Put(); }")]
    [InlineData("var copy = found.Get(); found.Put(); Log(copy.Number); copy.Put();")]
    [InlineData("using (found) Log(found.Number);")]
    [InlineData("try { Log(found.Number); } finally { found.Put(); }")]
    [InlineData("if (flag) { found.Put(); found = null; } Log(found?.Number ?? 0); found?.Put();")]
    [InlineData("if (flag) { found.Put(); found = null; } if (found is not null) { Log(found.Number); found.Put(); }")]
    [InlineData("void End() { Log(found.Number); found.Put(); } End();")]
    [InlineData("Log(found.Number); Give(found);")]
    public Task UseBeforeThePut_DoesNotTrigger(string statements) => Verify.Body($$"""
        var found = kernel.FindGetPid(nr);
        if (found is null)
            return;
        {{statements}}
        """);

    [Fact]
    public Task ReturnAfterThePut_Triggers() => Verify.Members("""
        public PidHandle? Open(IUtraceKernel kernel, int nr)
        {
            var found = kernel.FindGetPid(nr);
            found?.Put();
            return {|UTR2003:found|};
        }
        """);

    [Fact]
    public Task ReturnOutOfAUsing_Triggers() => Verify.Members("""
        public int Run(IUtraceKernel kernel, int nr)
        {
            PidHandle? found;
            using (found = kernel.FindGetPid(nr))
                Work();
            return {|UTR2003:found|}?.Number ?? 0;
        }
        """);

    [Fact]
    public Task ValueReturnedOutOfAUsing_DoesNotTrigger() => Verify.Members("""
        public int Run(IUtraceKernel kernel, int nr)
        {
            using (var found = kernel.FindGetPid(nr))
                return found?.Number ?? 0;
        }
        """);

    [Fact]
    public Task UseOfABorrowedReferenceAfterItsOwnerPutIt_Triggers() => Verify.Source("""
        public sealed class Target(PidHandle lent)
        {
            private readonly PidHandle pid = lent.Get();

            public int Close()
            {
                pid.Put();
                return {|UTR2003:pid|}.Number;
            }
        }
        """);

    [Fact]
    public Task UseOfAFieldInAnotherMethod_DoesNotTrigger() => Verify.Source("""
        public sealed class Target(PidHandle lent) : IDisposable
        {
            private readonly PidHandle pid = lent.Get();

            public void Dispose() => pid.Put();

            public int Number => pid.Number;
        }
        """);
}
