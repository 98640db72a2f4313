namespace Utrace.Analyzers.Tests.Flow;

/// <summary>try, catch, filters and finally.</summary>
public sealed class ExceptionTests
{
    [Fact]
    public Task AcquiredInTheTryAndPutInTheFinally_DoesNotTrigger() => Verify.Body("""
        PidHandle? found = null;
        try
        {
            found = kernel.FindGetPid(nr);
            if (found is null)
                return;
            Log(found.Number);
        }
        finally
        {
            if (found != null)
                found.Put();
        }
        """);

    [Fact]
    public Task TwoReferencesPutInOneFinally_DoNotTrigger() => Verify.Body("""
        PidHandle? found = null;
        UtraceEngine? attached = null;
        try
        {
            found = kernel.FindGetPid(nr);
            if (found is null)
                return;
            attached = UtraceEngine.AttachPid(found, AttachFlags.Create, ops);
            if (attached.SetEvents(found, UtraceEvents.Reap) != Errno.None)
                throw new UtraceException(Errno.ESRCH);
        }
        finally
        {
            attached?.Put();
            found?.Put();
        }
        """);

    [Fact]
    public Task OnlyOneOfTwoReferencesPutInTheFinally_Triggers() => Verify.Body("""
        PidHandle? found = null;
        UtraceEngine? attached = null;
        try
        {
            found = {|UTR2001:kernel.FindGetPid(nr)|};
            if (found is null)
                return;
            attached = UtraceEngine.AttachPid(found, AttachFlags.Create, ops);
        }
        finally
        {
            attached?.Put();
        }
        """);

    [Fact]
    public Task NestedFinallies_DoNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr) ?? throw new InvalidOperationException();
        try
        {
            var attached = UtraceEngine.AttachPid(found, AttachFlags.Create, ops);
            try
            {
                if (flag)
                    return;
                Use(attached);
            }
            finally
            {
                attached.Put();
            }
        }
        finally
        {
            found.Put();
        }
        """);

    [Fact]
    public Task FinallyThatPutsOnlySometimes_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        try
        {
            Log(found?.Number ?? 0);
        }
        finally
        {
            if (flag)
                found?.Put();
        }
        """);

    [Fact]
    public Task SwallowedExceptionBeforeThePut_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        try
        {
            Work();
            found?.Put();
        }
        catch (InvalidOperationException)
        {
            Log("failed");
        }
        """);

    [Fact]
    public Task SwallowedExceptionOfTheAcquisition_DoesNotTrigger() => Verify.Body("""
        UtraceEngine attached;
        try
        {
            attached = UtraceEngine.AttachPid(pid, AttachFlags.Create, ops);
        }
        catch (UtraceException failure)
        {
            Log((int)failure.Errno);
            return;
        }
        Use(attached);
        attached.Put();
        """);

    [Fact]
    public Task FilterThatLetsItPass_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        try
        {
            Work();
        }
        catch (UtraceException failure) when (failure.Errno == Errno.ESRCH)
        {
            Log("gone");
        }
        catch (UtraceException failure) when (Note(failure))
        {
            throw;
        }
        found?.Put();

        static bool Note(Exception failure) => failure.Message.Length > 3;
        """);

    [Fact]
    public Task CatchThatContinuesALoop_Triggers() => Verify.Body("""
        for (var i = 0; i < nr; i++)
        {
            var found = {|UTR2001:kernel.FindGetPid(i)|};
            try
            {
                Log(found?.Number ?? 0);
            }
            catch (ObjectDisposedException)
            {
                continue;
            }
            found?.Put();
        }
        """);

    [Fact]
    public Task FinallyThatPutsOnContinueAndBreak_DoesNotTrigger() => Verify.Body("""
        for (var i = 0; i < nr; i++)
        {
            var found = kernel.FindGetPid(i);
            try
            {
                if (found is null)
                    continue;
                if (found.Number == 3)
                    break;
                Log(found.Number);
            }
            finally
            {
                found?.Put();
            }
        }
        """);

    [Fact]
    public Task TaskUsedInTheCatchBehindTheSection_Triggers() => Verify.Body("""
        TaskStruct? task = null;
        try
        {
            using (Rcu.EnterReadScope())
            {
                task = pid.Task();
                Work();
            }
        }
        catch (InvalidOperationException)
        {
            Use({|UTR1002:task|});
        }
        """);

    [Fact]
    public Task TaskUsedInTheCatchInsideTheSection_DoesNotTrigger() => Verify.Body("""
        using (Rcu.EnterReadScope())
        {
            var task = pid.Task();
            try
            {
                Work();
            }
            catch (InvalidOperationException)
            {
                Use(task);
            }
        }
        """);

    [Fact]
    public Task LookupInTheFinallyThatStillHasTheSection_DoesNotTrigger() => Verify.Body("""
        Rcu.ReadLock();
        try
        {
            Work();
        }
        finally
        {
            Use(pid.Task());
            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task LookupInTheFinallyAfterTheUnlock_Triggers() => Verify.Body("""
        Rcu.ReadLock();
        try
        {
            Work();
        }
        finally
        {
            Rcu.ReadUnlock();
            Use({|UTR1001:pid.Task()|});
        }
        """);

    [Fact]
    public Task ThrowExpressionInTheMiddle_Triggers() => Verify.Members("""
        public int Run(IUtraceKernel kernel, int nr, string? name)
        {
            var found = {|UTR2001:kernel.FindGetPid(nr)|};
            Log(name ?? throw new ArgumentNullException(nameof(name)));
            found?.Put();
            return nr;
        }
        """);

    [Fact]
    public Task ThrowHelper_IsNoPath_DoesNotTrigger() => Verify.Members("""
        public int Run(IUtraceKernel kernel, int nr, string? name)
        {
            var found = kernel.FindGetPid(nr);
            ArgumentNullException.ThrowIfNull(name);
            if (nr < 0)
                Fail();
            found?.Put();
            return nr;
        }

        [DoesNotReturn]
        private static void Fail() => throw new InvalidOperationException();
        """);

    [Fact]
    public Task PutBeforeTheThrow_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (found is { Number: 1 })
        {
            found.Put();
            throw new InvalidOperationException("init is not traced");
        }
        found?.Put();
        """);

    [Fact]
    public Task ThrowCaughtInTheSameMethod_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        try
        {
            if (found is { Number: 1 })
                throw new InvalidOperationException("init is not traced");
        }
        catch (InvalidOperationException failure)
        {
            Log(failure.Message);
        }
        found?.Put();
        """);

    [Fact]
    public Task ReturnOutOfAForeachAfterThePut_DoesNotTrigger() => Verify.Members("""
        public int Run(IUtraceKernel kernel, int[] numbers)
        {
            var found = kernel.FindGetPid(1);
            if (found is null)
                return 0;
            try
            {
                foreach (var number in numbers)
                {
                    found.Put();
                    return number;
                }

                Work();
                found.Put();
                return 0;
            }
            catch (InvalidOperationException)
            {
                found.Put();
                throw;
            }
        }
        """);

    [Fact]
    public Task CallAfterThePutInAForeachBeforeTheReturn_Triggers() => Verify.Members("""
        public int Run(IUtraceKernel kernel, int[] numbers)
        {
            var found = kernel.FindGetPid(1);
            if (found is null)
                return 0;
            try
            {
                foreach (var number in numbers)
                {
                    found.Put();
                    Work();
                    return number;
                }

                found.Put();
                return 0;
            }
            catch (InvalidOperationException)
            {
                {|UTR2002:found.Put()|};
                throw;
            }
            finally
            {
                Log(0);
            }
        }
        """);
}
