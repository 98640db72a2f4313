namespace Utrace.Analyzers.Tests.Flow;

/// <summary>Exception filters, where they stand inside what runs on the way of another exit.</summary>
public sealed class FilterTests
{
    [Fact]
    public Task FilterInsideAFinally_DoesNotTrigger() => Verify.Body("""
        try
        {
            Work();
        }
        finally
        {
            var own = pid.Get();
            try
            {
                Work();
            }
            catch (InvalidOperationException) when (flag)
            {
                Log(1);
            }

            own.Put();
        }
        """);

    [Fact]
    public Task SectionAroundAFilterInsideAFinally_DoesNotTrigger() => Verify.Body("""
        try
        {
            Work();
        }
        finally
        {
            Rcu.ReadLock();
            try
            {
                Log(1);
            }
            catch (InvalidOperationException) when (flag)
            {
            }

            Rcu.ReadUnlock();
        }
        """);

    [Fact]
    public Task PutThatOnlyTheFilteredHandlerMakes_Triggers() => Verify.Body("""
        try
        {
            Work();
        }
        finally
        {
            var own = {|UTR2001:pid.Get()|};
            try
            {
                Work();
            }
            catch (InvalidOperationException) when (flag)
            {
                own.Put();
            }
        }
        """);

    [Fact]
    public Task FilterOfATryInsideAFinally_SaysNo_GoesOnToTheOuterHandler() => Verify.Body("""
        var own = pid.Get();
        try
        {
            try
            {
                Work();
            }
            finally
            {
                try
                {
                    Work();
                    own.Put();
                }
                catch (InvalidOperationException) when (flag)
                {
                    own.Put();
                }
            }
        }
        catch (InvalidOperationException)
        {
            {|UTR2002:own.Put()|};
        }
        """);
}
