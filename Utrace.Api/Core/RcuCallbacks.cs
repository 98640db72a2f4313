using System.Collections.Concurrent;

namespace Utrace.Core;

/// <summary>What waits for a grace period without anybody waiting for it, and the thread that runs it.</summary>
internal static class RcuCallbacks
{
    private static readonly BlockingCollection<Action> s_pending = [];
    private static readonly Thread s_worker = Start();

    public static void Enqueue(Action callback) => s_pending.Add(callback);

    public static void Flush()
    {
        if (Thread.CurrentThread == s_worker)
            throw new InvalidOperationException("A callback can not wait for the callbacks after it.");
        using var done = new ManualResetEventSlim();
        Enqueue(done.Set);
        done.Wait();
    }

    private static Thread Start()
    {
        var worker = new Thread(Work) { IsBackground = true, Name = "rcu" };
        worker.Start();
        return worker;
    }

    private static void Work()
    {
        var batch = new List<Action>();
        while (true)
        {
            batch.Add(s_pending.Take());
            while (s_pending.TryTake(out Action? next))
                batch.Add(next);
            RcuReaders.WaitForGracePeriod();
            foreach (Action callback in batch)
                callback();
            batch.Clear();
        }
    }
}
