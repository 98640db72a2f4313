namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2002.</summary>
public sealed class DoublePutTests
{
    [Theory]
    [InlineData("found.Put(); {|UTR2002:found.Put()|};")]
    [InlineData("found.Put(); {|UTR2002:found.Dispose()|};")]
    [InlineData("found.Dispose(); {|UTR2002:found.Put()|};")]
    [InlineData("found.Put(); Work(); if (flag) {|UTR2002:found.Put()|};")]
    [InlineData("if (flag) found.Put(); else { Work(); found.Put(); } {|UTR2002:found.Put()|};")]
    [InlineData("if (flag) { found.Put(); } {|UTR2002:found.Put()|};")]
    [InlineData("var alias = found; alias.Put(); {|UTR2002:found.Put()|};")]
    [InlineData("var alias = found; found.Put(); {|UTR2002:alias.Put()|};")]
    [InlineData("found.Put(); {|UTR2002:found?.Put()|};")]
    [InlineData("try { found.Put(); } finally { {|UTR2002:found.Put()|}; }")]
    [InlineData("try { Work(); } finally { found.Put(); } {|UTR2002:found.Put()|};")]
    [InlineData("Drop(found); {|UTR2002:found.Put()|};")]
    [InlineData("void Drop2() => found.Put(); Drop2(); {|UTR2002:found.Put()|};")]
    [InlineData("Action drop = () => found.Put(); drop(); {|UTR2002:found.Put()|};")]
    [InlineData("using (found) Work(); {|UTR2002:found.Put()|};")]
    [InlineData("using (found) { Work(); {|UTR2002:found.Put()|}; }")]
    public Task SecondPut_Triggers(string statements) => Verify.Members($$"""
        private static void Drop(PidHandle pid) => pid.Put();

        public void Run(IUtraceKernel kernel, int nr, bool flag)
        {
            var found = kernel.FindGetPid(nr);
            if (found is null)
                return;
            {{statements}}
        }
        """);

    [Theory]
    [InlineData("found.Put();")]
    [InlineData("if (flag) found.Put(); else found.Put();")]
    [InlineData("if (flag) { found.Put(); return; } found.Put();")]
    [InlineData("if (flag) found.Put(); if (!flag) found.Put();")]
    [InlineData("if (flag) { found.Put(); found = null; } found?.Put();")]
    [InlineData("found.Put(); found = null; found?.Put();")]
    [InlineData("found.Put(); found = kernel.FindGetPid(nr + 1); found?.Put();")]
    [InlineData("var copy = found.Get(); found.Put(); copy.Put();")]
    [InlineData("switch (nr) { case 1: found.Put(); break; case 2: found.Put(); return; default: found.Put(); break; }")]
    [InlineData("try { Work(); } finally { found.Put(); }")]
    [InlineData("try { Work(); } catch { found.Put(); throw; } found.Put();")]
    [InlineData("try { Work(); } catch (InvalidOperationException) { found.Put(); return; } found.Put();")]
    [InlineData("using (found) Log(found.Number);")]
    [InlineData("var put = false; if (flag) { found.Put(); put = true; } if (!put) found.Put();")]
    [InlineData("try { if (flag) { found.Put(); found = null; } Work(); } finally { found?.Put(); }")]
    [InlineData("Give(found);")]
    [InlineData("Drop(found);")]
    [InlineData("Read(found); found.Put();")]
    [InlineData("Use(found); found.Put();")]
    public Task OnePut_DoesNotTrigger(string statements) => Verify.Members($$"""
        private static void Drop(PidHandle pid) => pid.Put();

        private static void Read(PidHandle pid) => Log(pid.Number);

        public void Run(IUtraceKernel kernel, int nr, bool flag)
        {
            var found = kernel.FindGetPid(nr);
            if (found is null)
                return;
            {{statements}}
        }
        """);

    [Fact]
    public Task PutOfAUsingDeclaration_TriggersOnTheExplicitPut() => Verify.Body("""
        using var found = kernel.FindGetPid(nr);
        if (found is null)
            return;
        Log(found.Number);
        {|UTR2002:found.Put()|};
        """);

    [Fact]
    public Task PutInALoopOfAReferenceFromBeforeIt_Triggers() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        do
        {
            {|UTR2002:found.Put()|};
        }
        while (flag);
        """);

    [Fact]
    public Task PutThatEndsALoop_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr)!;
        while (true)
        {
            if (found.Number > 3)
            {
                found.Put();
                break;
            }
            Work();
        }
        """);

    [Fact]
    public Task PutInALoopOfAReferenceOfThatIteration_DoesNotTrigger() => Verify.Body("""
        for (var i = 0; i < nr; i++)
        {
            var found = kernel.FindGetPid(i);
            found?.Put();
        }
        """);

    [Fact]
    public Task PutOfOthersInAFinally_ThrowsNothingThatBringsItBack() => Verify.MembersWithExceptions("""
        public void Run(PidHandle pid, PidHandle?[] others)
        {
            var own = pid.Get();
            while (true)
            {
                try
                {
                    try
                    {
                        own.Put();
                        break;
                    }
                    finally
                    {
                        foreach (var other in others)
                            other?.Put();
                    }
                }
                catch (InvalidOperationException)
                {
                }

                own.Put();
                break;
            }
        }
        """);

    [Fact]
    public Task PutOfAFieldTwice_Triggers() => Verify.Source("""
        public sealed class Target(PidHandle pid)
        {
            private readonly PidHandle pid = pid.Get();

            public void Close(bool force)
            {
                pid.Put();
                if (force)
                    {|UTR2002:pid.Put()|};
            }
        }
        """);

    [Fact]
    public Task PutOfAFieldInTwoMethods_DoesNotTrigger() => Verify.Source("""
        public sealed class Target(PidHandle lent) : IDisposable
        {
            private PidHandle? pid = lent.Get();

            public void Stop()
            {
                pid?.Put();
                pid = null;
            }

            public void Dispose()
            {
                Stop();
                pid?.Put();
            }
        }
        """);
}
