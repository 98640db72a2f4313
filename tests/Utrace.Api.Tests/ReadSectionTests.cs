namespace Utrace.Api.Tests;

public sealed class ReadSectionTests
{
    [Fact]
    public void Unlock_WithoutASection_Throws() => Assert.Throws<InvalidOperationException>(Rcu.ReadUnlock);

    [Fact]
    public void Sections_Nest()
    {
        Assert.False(Rcu.IsReadLockHeld);
        Rcu.ReadLock();
        Rcu.ReadLock();
        Rcu.ReadUnlock();
        Assert.True(Rcu.IsReadLockHeld);
        Rcu.ReadUnlock();
        Assert.False(Rcu.IsReadLockHeld);
    }

    [Fact]
    public void AScope_ClosesItsSectionOnce()
    {
        Rcu.ReadLock();
        Rcu.ReadScope scope = Rcu.EnterReadScope();
        scope.Dispose();
        scope.Dispose();
        Assert.True(Rcu.IsReadLockHeld);
        Rcu.ReadUnlock();
    }

    [Fact]
    public void AScope_WhoseSectionIsClosedAlready_Throws()
    {
        Rcu.ReadScope scope = Rcu.EnterReadScope();
        Rcu.ReadUnlock();
        try
        {
            scope.Dispose();
            Assert.Fail("The scope closed a section that is not open.");
        }
        catch (InvalidOperationException)
        {
            Assert.False(Rcu.IsReadLockHeld);
        }
    }

    [Fact]
    public void ADefaultScope_ClosesNothing()
    {
        Rcu.ReadScope scope = default;
        scope.Dispose();
        Assert.False(Rcu.IsReadLockHeld);
    }

    [Fact]
    public void AssertReadLockHeld_OutsideASection_Throws() => Assert.Throws<InvalidOperationException>(Rcu.AssertReadLockHeld);

    [Fact]
    public void AssertReadLockHeld_InsideASection_Passes()
    {
        using (Rcu.EnterReadScope())
            Rcu.AssertReadLockHeld();
    }

    [Fact]
    public void ASection_IsItsThreadsOwn()
    {
        using (Rcu.EnterReadScope())
            Assert.False(Background.Run(() => Rcu.IsReadLockHeld));
    }
}
