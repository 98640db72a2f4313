using System.Runtime.CompilerServices;

namespace Utrace.Api.Tests;

public sealed class GracePeriodTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void Synchronize_InsideASection_Throws()
    {
        using (Rcu.EnterReadScope())
            Assert.Throws<InvalidOperationException>(Rcu.Synchronize);
    }

    [Fact]
    public void Synchronize_WithoutReaders_Returns() => Background.Run(Rcu.Synchronize);

    [Fact]
    public void Synchronize_WaitsForAnOpenSection()
    {
        using var reader = new Reader();
        reader.Enter();
        Background waiter = Background.Start(Rcu.Synchronize);
        Assert.True(waiter.IsHeldUp);
        reader.Exit();
        waiter.Finish();
    }

    [Fact]
    public void Synchronize_WaitsForTheOutermostSection()
    {
        using var reader = new Reader();
        reader.Enter();
        reader.Enter();
        reader.Exit();
        Background waiter = Background.Start(Rcu.Synchronize);
        Assert.True(waiter.IsHeldUp);
        reader.Exit();
        waiter.Finish();
    }

    [Fact]
    public void Synchronize_DoesNotWaitForALaterSection()
    {
        using var first = new Reader();
        using var later = new Reader();
        // Both are known by now, so that it is not for its being new that the later one is not waited for.
        first.Enter();
        first.Exit();
        later.Enter();
        later.Exit();
        first.Enter();
        Background waiter = Background.Start(Rcu.Synchronize);
        Assert.True(waiter.IsHeldUp);
        later.Enter();
        first.Exit();
        waiter.Finish();
        later.Exit();
    }

    [Fact]
    public void Synchronize_DoesNotWaitForAThreadThatDied()
    {
        Background.Run(Rcu.ReadLock);
        Background.Run(Rcu.Synchronize);
    }

    [Fact]
    public void Synchronize_StopsWaitingForAThreadThatDies()
    {
        using var entered = new ManualResetEventSlim();
        using var mayDie = new ManualResetEventSlim();
        Background reader = Background.Start(() =>
        {
            Rcu.ReadLock();
            entered.Set();
            Assert.True(mayDie.Wait(s_limit));
        });
        Assert.True(entered.Wait(s_limit));
        Background waiter = Background.Start(Rcu.Synchronize);
        Assert.True(waiter.IsHeldUp);
        mayDie.Set();
        reader.Finish();
        waiter.Finish();
    }

    [Fact]
    public void ThreadsThatDied_AreForgotten()
    {
        List<WeakReference> threads = Enumerable.Range(0, 50).Select(_ => DeadReader()).ToList();
        Rcu.Synchronize();
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return threads.Count(thread => thread.IsAlive) <= 1;
            },
            s_limit));
    }

    [Fact]
    public void Call_WithoutACallback_IsRefused() => Assert.Throws<ArgumentNullException>(() => Rcu.Call(null!));

    [Fact]
    public void Call_RunsAfterTheSectionsThatAreOpen()
    {
        using var reader = new Reader();
        using var ran = new ManualResetEventSlim();
        reader.Enter();
        Rcu.Call(ran.Set);
        Assert.False(ran.Wait(50));
        reader.Exit();
        Assert.True(ran.Wait(s_limit));
    }

    [Fact]
    public void Call_InsideASection_ReturnsAtOnce()
    {
        using var ran = new ManualResetEventSlim();
        using (Rcu.EnterReadScope())
        {
            Rcu.Call(ran.Set);
            Assert.False(ran.IsSet);
        }
        Assert.True(ran.Wait(s_limit));
    }

    [Fact]
    public void Barrier_WaitsForWhatWasCalledBefore()
    {
        int ran = 0;
        for (int i = 0; i < 100; i++)
            Rcu.Call(() => ran++);
        Background.Run(Rcu.Barrier);
        Assert.Equal(100, ran);
    }

    [Fact]
    public void Calls_RunInOrder()
    {
        var order = new List<int>();
        for (int i = 0; i < 100; i++)
        {
            int number = i;
            Rcu.Call(() => order.Add(number));
        }
        Background.Run(Rcu.Barrier);
        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    [Fact]
    public void Barrier_InsideASection_Throws()
    {
        using (Rcu.EnterReadScope())
            Assert.Throws<InvalidOperationException>(Rcu.Barrier);
    }

    [Fact]
    public void Barrier_InACallback_Throws()
    {
        Exception? failure = null;
        Rcu.Call(() => failure = Record.Exception(Rcu.Barrier));
        Background.Run(Rcu.Barrier);
        Assert.IsType<InvalidOperationException>(failure);
    }

    [Fact]
    public void Readers_NeverSeeWhatWasFreedAfterAGracePeriod()
    {
        var shared = new Box();
        bool stops = false;
        int bad = 0;
        Thread[] readers = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref stops))
            {
                using (Rcu.EnterReadScope())
                {
                    Box box = Volatile.Read(ref shared);
                    for (int i = 0; i < 20; i++)
                    {
                        if (Volatile.Read(ref box.IsFreed))
                            Interlocked.Increment(ref bad);
                    }
                }
            }
        }) { IsBackground = true })];
        foreach (Thread reader in readers)
            reader.Start();

        long end = Environment.TickCount64 + 300;
        int rounds = 0;
        for (; Environment.TickCount64 < end; rounds++)
        {
            Box old = Interlocked.Exchange(ref shared, new Box());
            Rcu.Synchronize();
            Volatile.Write(ref old.IsFreed, true);
        }
        Volatile.Write(ref stops, true);
        Assert.All(readers, reader => Assert.True(reader.Join(s_limit)));
        Assert.True(rounds > 0);
        Assert.Equal(0, bad);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference DeadReader()
    {
        var thread = new Thread(Rcu.ReadLock) { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(s_limit));
        return new WeakReference(thread);
    }

    private sealed class Box
    {
        public bool IsFreed;
    }

    /// <summary>A thread that opens and closes sections when it is told to.</summary>
    private sealed class Reader : IDisposable
    {
        private readonly SemaphoreSlim _asked = new(0);
        private readonly SemaphoreSlim _done = new(0);
        private readonly Thread _thread;
        private Action? _next;

        public Reader()
        {
            _thread = new Thread(Work) { IsBackground = true };
            _thread.Start();
        }

        public void Enter() => Do(Rcu.ReadLock);

        public void Exit() => Do(Rcu.ReadUnlock);

        public void Dispose()
        {
            _next = null;
            _asked.Release();
            _thread.Join(s_limit);
            _asked.Dispose();
            _done.Dispose();
        }

        private void Do(Action what)
        {
            _next = what;
            _asked.Release();
            Assert.True(_done.Wait(s_limit));
        }

        private void Work()
        {
            while (true)
            {
                _asked.Wait();
                if (_next is not { } next)
                    return;
                next();
                _done.Release();
            }
        }
    }
}
