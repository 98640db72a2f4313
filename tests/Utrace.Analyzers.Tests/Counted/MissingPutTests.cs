namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2001: paths on which a pid is not put.</summary>
public sealed class MissingPutTests
{
    [Fact]
    public Task NeverPut_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        Log(found?.Number ?? 0);
        """);

    [Fact]
    public Task Put_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        Log(found?.Number ?? 0);
        found?.Put();
        """);

    [Fact]
    public Task Dispose_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        Log(found?.Number ?? 0);
        found?.Dispose();
        """);

    [Fact]
    public Task UsingDeclaration_DoesNotTrigger() => Verify.Body("""
        using var found = kernel.FindGetPid(nr);
        if (found is null)
            return;
        Log(found.Number);
        """);

    [Fact]
    public Task UsingStatement_DoesNotTrigger() => Verify.Body("""
        using (var found = kernel.FindGetPid(nr))
        {
            if (found is null)
                throw new InvalidOperationException();
            Log(found.Number);
        }
        """);

    [Fact]
    public Task UsingOfALocal_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        using (found)
            Log(found?.Number ?? 0);
        """);

    [Fact]
    public Task EarlyReturnBeforeThePut_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if (found is null)
            return;
        if (found.Number == 1)
            return;
        found.Put();
        """);

    [Fact]
    public Task EarlyReturnAfterANullTest_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (found is null)
            return;
        Log(found.Number);
        found.Put();
        """);

    [Fact]
    public Task EarlyReturnThatPuts_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (found is null)
            return;
        if (found.Number == 1)
        {
            found.Put();
            return;
        }
        found.Put();
        """);

    [Fact]
    public Task ThrowBeforeThePut_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if (found is null)
            throw new ArgumentException("no such process");
        if (found.Number == 1)
            throw new ArgumentException("init is not traced");
        found.Put();
        """);

    [Fact]
    public Task ThrowOnTheNullSide_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr) ?? throw new ArgumentException("no such process");
        Log(found.Number);
        found.Put();
        """);

    [Fact]
    public Task ThrowInsideATryWhoseFinallyPuts_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        try
        {
            if (found is null)
                throw new ArgumentException("no such process");
            if (found.Number == 1)
                throw new ArgumentException("init is not traced");
        }
        finally
        {
            found?.Put();
        }
        """);

    [Fact]
    public Task CallThatMayThrow_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        Work();
        found?.Put();
        """);

    [Fact]
    public Task PutOnOneBranch_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if (flag)
            found?.Put();
        """);

    [Fact]
    public Task PutOnBothBranches_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (flag)
        {
            found?.Put();
        }
        else
        {
            Work();
            found?.Put();
        }
        """);

    [Theory]
    [InlineData("if (found != null) found.Put();")]
    [InlineData("if (found is not null) found.Put();")]
    [InlineData("if (found is { } alive) alive.Put();")]
    [InlineData("if (found is PidHandle alive) alive.Put();")]
    [InlineData("if (null != found) { Log(found.Number); found.Put(); }")]
    [InlineData("if (found == null) Work(); else found.Put();")]
    [InlineData("if (!(found is null)) found.Put();")]
    [InlineData("if (found is null) return; found.Put();")]
    [InlineData("if (found == null || nr < 0) { found?.Put(); return; } found.Put();")]
    [InlineData("if (found != null && found.Number > 1) { found.Put(); return; } found?.Put();")]
    [InlineData("found!.Put();")]
    [InlineData("(found)?.Put();")]
    [InlineData("((IDisposable?)found)?.Dispose();")]
    [InlineData("while (found is null) { Work(); return; } found.Put();")]
    public Task PutBehindANullTest_DoesNotTrigger(string statement) => Verify.Body($$"""
        var found = kernel.FindGetPid(nr);
        {{statement}}
        """);

    [Theory]
    [InlineData("if (found == null) found?.Put();")]
    [InlineData("if (found is null) return; Log(found.Number);")]
    [InlineData("if (found is { Number: > 1 } other) other.Put();")]
    [InlineData("if (found != null && found.Number > 1) found.Put();")]
    [InlineData("if (found == null || found.Number == 1) return; found.Put();")]
    public Task PutThatMissesTheNonNullSide_Triggers(string statement) => Verify.Body($$"""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        {{statement}}
        """);

    [Fact]
    public Task OutOfScopeInALoop_Triggers() => Verify.Body("""
        for (var i = 0; i < nr; i++)
        {
            var found = {|UTR2001:kernel.FindGetPid(i)|};
            if (found is null)
                continue;
            Log(found.Number);
        }
        """);

    [Fact]
    public Task PutInALoop_DoesNotTrigger() => Verify.Body("""
        for (var i = 0; i < nr; i++)
        {
            var found = kernel.FindGetPid(i);
            if (found is null)
                continue;
            Log(found.Number);
            found.Put();
        }
        """);

    [Fact]
    public Task PatternVariableThatIsNotPut_Triggers() => Verify.Body("""
        if ({|UTR2001:kernel.FindGetPid(nr)|} is { } found)
            Log(found.Number);
        """);

    [Fact]
    public Task PatternVariableThatIsPut_DoesNotTrigger() => Verify.Body("""
        if (kernel.FindGetPid(nr) is { } found)
        {
            Log(found.Number);
            found.Put();
        }
        """);

    [Fact]
    public Task NegatedPatternVariable_DoesNotTrigger() => Verify.Body("""
        if (kernel.FindGetPid(nr) is not { } found)
            return;
        Log(found.Number);
        found.Put();
        """);

    [Fact]
    public Task InfiniteLoop_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        while (true)
            Log(found?.Number ?? 0);
        """);

    [Fact]
    public Task PutAtALabelThatAllPathsReach_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        if (flag)
            goto put;
        if (found is null)
            goto done;
        Log(found.Number);
        put:
            found?.Put();
        done:
            Work();
        """);

    [Fact]
    public Task GotoThatSkipsThePut_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        if (flag)
            goto done;
        found?.Put();
        done:
            Work();
        """);
}
