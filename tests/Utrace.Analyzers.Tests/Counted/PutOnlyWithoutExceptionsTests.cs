namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2006, UTR3006: all regular ways put the reference, but a call in between may throw.</summary>
public sealed class PutOnlyWithoutExceptionsTests
{
    private const string Members = """
        private readonly List<PidHandle> kept = [];

        public void Stop() => kept.ForEach(each => each.Put());
        private int count;
        private void Note(int value) => count = value;
        private void Check(int value) { if (value > 3) throw new InvalidOperationException(); count = value; }
        private static void Drop(PidHandle pid) => pid.Put();
        private void Keep(PidHandle pid) => kept.Add(pid);

        """;

    private static Task Body(string statements) => Verify.MembersWithExceptions(Members + $$"""
        public async Task Run(IUtraceKernel kernel, PidHandle pid, UtraceEngine engine, UtraceEngineOps ops, int nr, bool flag, int[] all)
        {
            await Task.Yield();
        {{statements}}
        }
        """);

    [Theory]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Work(); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Use(found); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Use(found); found.Dispose();")]
    [InlineData("var found = {|UTR2006:kernel.FindGetPid(1)|}; if (found is null) return; Work(); found.Put();")]
    [InlineData("var found = {|UTR2006:kernel.FindGetPid(1)|}; if (flag) Work(); found?.Put();")]
    [InlineData("var found = {|UTR2006:kernel.FindGetPid(1)|}; Work(); Drop(found!);")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Check(1); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; await Task.Delay(1); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Log(int.Parse(\"1\")); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; var numbers = all.ToList(); found.Put(); Log(numbers.Count);")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; lock (kept) { Work(); } found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; using (pid.Get()) { Work(); } found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; try { Work(); } catch (FormatException) { Log(1); } found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; try { Work(); } catch { throw; } found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; try { Work(); } catch (FormatException) { found.Put(); throw; } found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; try { Work(); } finally { count++; } found.Put();")]
    [InlineData("var first = {|UTR2006:pid.Get()|}; var second = kernel.FindGetPid(2); second?.Put(); first.Put();")]
    [InlineData("foreach (var i in all) { var found = {|UTR2006:kernel.FindGetPid(i)|}; Work(); found?.Put(); }")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Work(); try { Work(); } finally { found.Put(); }")]
    [InlineData("var found = {|UTR3006:UtraceEngine.AttachPid(pid, AttachFlags.Create, ops)|}; Work(); found.Put();")]
    [InlineData("if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out {|UTR3006:var found|}, out _)) return; Work(); found.Put();")]
    [InlineData("void Inner() { var found = {|UTR2006:pid.Get()|}; Work(); found.Put(); } Inner();")]
    [InlineData("Action later = () => { var found = {|UTR2006:pid.Get()|}; Work(); found.Put(); }; later();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; Action later = () => Work(); later(); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; ArgumentNullException.ThrowIfNull(ops); found.Put();")]
    [InlineData("var found = {|UTR2006:pid.Get()|}; UtraceEngine.AttachPid(found, AttachFlags.Create, ops).Put(); found.Put();")]
    public Task CallThatMayThrowBeforeThePut_Triggers(string statements) => Body(statements);

    [Theory]
    [InlineData("using var found = pid.Get(); Work();")]
    [InlineData("using (var found = pid.Get()) Use(found);")]
    [InlineData("var found = pid.Get(); try { Work(); } finally { found.Put(); }")]
    [InlineData("var found = pid.Get(); try { Work(); } catch { found.Put(); throw; } found.Put();")]
    [InlineData("var found = pid.Get(); try { Work(); } catch (Exception) { Log(1); } found.Put();")]
    [InlineData("var found = pid.Get(); try { Work(); } catch { Work(); } finally { found.Put(); }")]
    [InlineData("var found = pid.Get(); try { Work(); } finally { Work(); found.Put(); }")]
    [InlineData("var found = pid.Get(); found.Put(); Work();")]
    [InlineData("Work(); var found = pid.Get(); found.Put();")]
    [InlineData("var found = kernel.FindGetPid(nr); if (found is null) Work(); else found.Put();")]
    [InlineData("var found = pid.Get(); var number = found.Number; found.Put(); Log(number);")]
    [InlineData("var found = pid.Get(); _ = engine.Control(found, ResumeAction.Resume); found.Put();")]
    [InlineData("var found = pid.Get(); Note(3); found.Put();")]
    [InlineData("var found = pid.Get(); Console.WriteLine(found.Number); found.Put();")]
    [InlineData("var found = pid.Get(); var same = found.Equals(pid); found.Put(); Log(same);")]
    [InlineData("var found = pid.Get(); var name = nameof(Work); found.Put(); Log(name);")]
    [InlineData("var found = pid.Get(); var is3 = nr is 3; found.Put(); Log(is3);")]
    [InlineData("var found = pid.Get(); lock (kept) { count++; } found.Put();")]
    [InlineData("var found = pid.Get(); var list = new List<int>(); list.Add(found.Number); found.Put();")]
    [InlineData("var found = pid.Get(); foreach (var i in all) count += i; found.Put();")]
    [InlineData("var found = pid.Get(); foreach (var each in kept) count++; found.Put();")]
    [InlineData("var found = pid.Get(); using (Rcu.EnterReadScope()) count = found.Task()?.Pid ?? 0; found.Put();")]
    [InlineData("var found = pid.Get(); Rcu.ReadLock(); Rcu.AssertReadLockHeld(); Rcu.ReadUnlock(); found.Put();")]
    [InlineData("var found = pid.Get(); Drop(found);")]
    [InlineData("var found = pid.Get(); Give(found); Work();")]
    [InlineData("var found = pid.Get(); Work(); Keep(found);")]
    [InlineData("var found = pid.Get(); kept.Add(found); Work();")]
    [InlineData("var found = pid.Get(); if (flag) { Work(); kept.Add(found); } else found.Put();")]
    [InlineData("var found = pid.Get(); var copy = found.Get(); copy.Put(); found.Put();")]
    [InlineData("Use(pid); Use(engine);")]
    public Task NothingThatThrowsInBetween_DoesNotTrigger(string statements) => Body(statements);

    [Theory]
    [InlineData("var found = {|UTR2001:pid.Get()|}; Work(); if (flag) return; found.Put();")]
    [InlineData("var found = {|UTR2001:pid.Get()|}; Work(); if (flag) throw new InvalidOperationException(); found.Put();")]
    [InlineData("var found = pid.Get(); Work(); if (flag) {|UTR2005:found|} = pid.Get(); found.Put();")]
    [InlineData("var found = {|UTR2001:pid.Get()|}; Work(); Log(found.Number);")]
    public Task WhatIsAFaultWithoutAnException_IsTheOtherRule(string statements) => Body(statements);

    [Fact]
    public Task Iterator_DoesNotTrigger() => Verify.MembersWithExceptions("""
        public IEnumerable<int> Numbers(PidHandle pid)
        {
            var found = pid.Get();
            Work();
            yield return found.Number;
            found.Put();
        }
        """);

    [Fact]
    public Task ReturnedReference_DoesNotTrigger() => Verify.MembersWithExceptions("""
        public PidHandle? Open(IUtraceKernel kernel, int nr)
        {
            var found = kernel.FindGetPid(nr);
            Work();
            return found;
        }
        """);
}
