namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2005, UTR3005: a variable that is assigned something else while it alone holds a reference that is owed.</summary>
public sealed class OverwrittenTests
{
    private const string Members = """
        private static PidHandle? Passed(PidHandle? pid) => pid;
        private static PidHandle? Swapped([Owned] PidHandle? pid, IUtraceKernel kernel) { pid?.Put(); return kernel.FindGetPid(1); }
        private static void Replace(ref PidHandle? pid, IUtraceKernel kernel) { pid?.Put(); pid = kernel.FindGetPid(1); }
        private static void Clear(ref PidHandle? pid) => pid = null;
        private static void Exchange<T>(ref T one, ref T other) => (one, other) = (other, one);
        public static PidHandle Checked(PidHandle? pid) => pid ?? throw new ArgumentNullException(nameof(pid));
        [return: Owned] public static PidHandle Copy(PidHandle? pid) => pid!.Get();
        public static bool TryFind(int nr, [NotNullWhen(true)] out PidHandle? pid) => throw new NotSupportedException();
        public static (PidHandle? Pid, int Number) Pair(int nr) => throw new NotSupportedException();

        """;

    private static Task Body(string statements) => Verify.Members(Members + $$"""
        public void Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops, int nr, bool flag)
        {
        {{statements}}
        }
        """);

    [Theory]
    [InlineData("var found = kernel.FindGetPid(1); {|UTR2005:found|} = kernel.FindGetPid(2); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); {|UTR2005:found|} = null; Use(found);")]
    [InlineData("var found = kernel.FindGetPid(1); {|UTR2005:found|} = default; Use(found);")]
    [InlineData("var found = kernel.FindGetPid(1); {|UTR2005:found|} = pid; Use(found);")]
    [InlineData("var found = pid.Get(); {|UTR2005:found|} = pid.Get(); found.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); if (flag) {|UTR2005:found|} = kernel.FindGetPid(2); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); {|UTR2005:found|} = flag ? kernel.FindGetPid(2) : null; found?.Put();")]
    [InlineData("PidHandle? found = null; for (var i = 0; i < nr; i++) {|UTR2005:found|} = kernel.FindGetPid(i); found?.Put();")]
    [InlineData("PidHandle? found = null; foreach (var i in new[] { 1, 2 }) { {|UTR2005:found|} = kernel.FindGetPid(i); Use(found); } found?.Put();")]
    [InlineData("PidHandle? found; do { {|UTR2005:found|} = kernel.FindGetPid(nr++); } while (nr < 9); found?.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); if (TryFind(nr, out {|UTR2005:found|})) found.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); {|UTR2005:found|} = Copy(found); found.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); {|UTR2005:found|} = found?.Get(); found?.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); Clear(ref {|UTR2005:found|}); Use(found);")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); ({|UTR2005:found|}, var number) = (kernel.FindGetPid(2), 3); Log(number); found?.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); ({|UTR2005:found|}, var number) = Pair(2); Log(number); Use(found);")]
    [InlineData("var a = kernel.FindGetPid(1); var b = kernel.FindGetPid(2); ({|UTR2005:a|}, b) = (b, null); a?.Put();")]
    [InlineData("var a = kernel.FindGetPid(1); var b = kernel.FindGetPid(2); {|UTR2005:a|} = b; a?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); void Forget() => {|UTR2005:found|} = null; Forget(); Use(found);")]
    [InlineData("var found = kernel.FindGetPid(1); switch (nr) { case 1: {|UTR2005:found|} = null; break; case 2: found?.Put(); break; default: found?.Put(); break; }")]
    [InlineData("var found = kernel.FindGetPid(1); {|UTR2005:found|} = nr switch { 1 => kernel.FindGetPid(2), _ => null }; found?.Put();")]
    [InlineData("var found = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops); {|UTR3005:found|} = engine; Use(found);")]
    [InlineData("UtraceEngine? found = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops); if (UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3005:found|}, out _)) found.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); try { Work(); {|UTR2005:found|} = null; } finally { found?.Put(); }")]
    public Task ReferenceThatIsOverwritten_Triggers(string statements) => Body(statements);

    [Theory]
    [InlineData("var found = kernel.FindGetPid(1); found?.Put(); found = kernel.FindGetPid(2); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); found = Swapped(found, kernel); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); found = Passed(found); found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); found = Checked(found); found.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); var old = found; found = kernel.FindGetPid(2); old?.Put(); found?.Put();")]
    [InlineData("var a = kernel.FindGetPid(1); var b = kernel.FindGetPid(2); (a, b) = (b, a); a?.Put(); b?.Put();")]
    [InlineData("var a = kernel.FindGetPid(1); var b = kernel.FindGetPid(2); var t = a; a = b; b = t; a?.Put(); b?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); found ??= kernel.FindGetPid(2); found?.Put();")]
    [InlineData("PidHandle? found = null; found ??= kernel.FindGetPid(2); found?.Put();")]
    [InlineData("PidHandle? found = null; while (found is null) found = kernel.FindGetPid(nr++); found.Put();")]
    [InlineData("PidHandle? found; do { found = kernel.FindGetPid(nr++); } while (found == null); found.Put();")]
    [InlineData("PidHandle? found = null; for (var i = 0; i < nr && found is null; i++) found = kernel.FindGetPid(i); found?.Put();")]
    [InlineData("PidHandle? found = null; foreach (var i in new[] { 1, 2 }) { found?.Put(); found = kernel.FindGetPid(i); } found?.Put();")]
    [InlineData("PidHandle? found = null; for (var i = 0; i < nr; i++) { found = kernel.FindGetPid(i); found?.Put(); }")]
    [InlineData("PidHandle? found = null; for (var i = 0; i < nr; i++) { found = kernel.FindGetPid(i); if (found is not null) break; } found?.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); if (found is null && TryFind(nr, out found)) Log(1); found?.Put();")]
    [InlineData("PidHandle? found = kernel.FindGetPid(1); Replace(ref found, kernel); found?.Put();")]
    [InlineData("PidHandle? a = kernel.FindGetPid(1), b = kernel.FindGetPid(2); Exchange(ref a, ref b); a?.Put(); b?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); if (found is null) found = kernel.FindGetPid(2); found?.Put();")]
    [InlineData("PidHandle? found = null; if (flag) found = kernel.FindGetPid(1); if (!flag) found = kernel.FindGetPid(2); found?.Put();")]
    [InlineData("var all = new List<PidHandle>(); var found = pid.Get(); all.Add(found); found = pid.Get(); all.Add(found);")]
    [InlineData("var found = pid.Get(); Give(found); found = pid.Get(); Give(found);")]
    [InlineData("var lent = pid; lent = engine is null ? null! : pid; Use(lent);")]
    [InlineData("PidHandle? found = nr switch { 1 => kernel.FindGetPid(1), 2 => kernel.FindGetPid(2), _ => null }; found?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); var old = Interlocked.Exchange(ref found, null); old?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); Interlocked.Exchange(ref found, null)?.Put();")]
    [InlineData("var found = kernel.FindGetPid(1); found?.Put(); found = null; Use(found);")]
    [InlineData("var found = kernel.FindGetPid(1); try { Work(); } finally { found?.Put(); found = null; }")]
    [InlineData("PidHandle? found = null; try { found = kernel.FindGetPid(1); } finally { found?.Put(); }")]
    [InlineData("var found = kernel.FindGetPid(1); void Forget() { found?.Put(); found = null; } Forget(); Use(found);")]
    [InlineData("var have = false; PidHandle? found = null; for (var i = 0; i < nr; i++) { if (have) found?.Put(); found = kernel.FindGetPid(i); have = true; } found?.Put();")]
    [InlineData("for (var next = kernel.FindGetPid(nr); next is not null;) { var following = kernel.FindGetPid(next.Number + 1); next.Put(); next = following; }")]
    [InlineData("again: var found = kernel.FindGetPid(nr); if (found is null) { nr++; goto again; } found.Put();")]
    public Task ReferenceThatIsNotLost_DoesNotTrigger(string statements) => Body(statements);

    [Fact]
    public Task OverwrittenOnOneWayAndLeakedOnAnother_AreTwoFaults() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(1)|};
        if (flag)
            return;
        {|UTR2005:found|} = kernel.FindGetPid(2);
        found?.Put();
        """);

    [Fact]
    public Task LoopThatForgetsTheLastOneToo_AreTwoFaults() => Verify.Body("""
        PidHandle? found = null;
        for (var i = 0; i < nr; i++)
            {|UTR2005:found|} = {|UTR2001:kernel.FindGetPid(i)|};
        Use(found);
        """);

    [Fact]
    public Task OwnedParameter_Triggers() => Verify.Members("""
        public void Take(IUtraceKernel kernel, [Owned] PidHandle? pid)
        {
            {|UTR2005:pid|} = kernel.FindGetPid(1);
            pid?.Put();
        }
        """);

    [Fact]
    public Task LentRefParameter_DoesNotTrigger() => Verify.Members("""
        public void Fill(IUtraceKernel kernel, ref PidHandle? slot) => slot = kernel.FindGetPid(1);
        """);
}
