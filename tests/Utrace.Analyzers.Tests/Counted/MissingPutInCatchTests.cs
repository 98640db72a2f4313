namespace Utrace.Analyzers.Tests.Counted;

/// <summary>UTR2001: catch clauses that leave, with the pid or without.</summary>
public sealed class MissingPutInCatchTests
{
    [Fact]
    public Task CatchThatReturnsWithoutPut_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        try
        {
            Log(found?.Number ?? 0);
        }
        catch (InvalidOperationException)
        {
            return;
        }
        found?.Put();
        """);

    [Fact]
    public Task CatchThatPutsAndRethrows_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        try
        {
            Log(found?.Number ?? 0);
        }
        catch
        {
            found?.Put();
            throw;
        }
        found?.Put();
        """);

    [Fact]
    public Task CatchThatOnlyRethrows_DoesNotTrigger() => Verify.Body("""
        var found = kernel.FindGetPid(nr);
        try
        {
            Work();
        }
        catch (Exception)
        {
            Log("failed");
            throw;
        }
        found?.Put();
        """);

    [Fact]
    public Task CatchThatThrowsAnew_Triggers() => Verify.Body("""
        var found = {|UTR2001:kernel.FindGetPid(nr)|};
        try
        {
            Work();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException("no trace", failure);
        }
        found?.Put();
        """);
}
