namespace Tracing;

public readonly record struct WatchedExit(int Number, string Name, TimeSpan Lived);

/// <summary>Polls processes until they are gone.</summary>
public sealed class Watcher(IUtraceKernel kernel, TimeSpan interval, TimeProvider time)
{
    public async Task<WatchedExit?> WaitForExitAsync(int number, CancellationToken cancellation)
    {
        using var pid = kernel.FindGetPid(number);
        if (pid is null)
            return null;
        var started = time.GetTimestamp();
        var name = NameOf(pid);
        if (name is null)
            return null;
        while (IsAlive(pid))
            await Task.Delay(interval, time, cancellation).ConfigureAwait(false);
        return new WatchedExit(number, name, time.GetElapsedTime(started));
    }

    public async IAsyncEnumerable<WatchedExit> WaitForAllAsync(
        IEnumerable<int> numbers,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var pending = numbers.Select(number => WaitForExitAsync(number, cancellation)).ToList();
        while (pending.Count > 0)
        {
            var finished = await Task.WhenAny(pending).ConfigureAwait(false);
            pending.Remove(finished);
            if (await finished.ConfigureAwait(false) is { } exit)
                yield return exit;
        }
    }

    public async Task<int> PollAsync(IReadOnlyList<PidHandle> pids, Action<string> report, CancellationToken cancellation)
    {
        var rounds = 0;
        var alive = pids.Count;
        while (alive > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            alive = 0;
            foreach (var pid in pids)
            {
                string? line = null;
                using (Rcu.EnterReadScope())
                {
                    var task = pid.Task();
                    if (task is { IsExiting: false })
                    {
                        alive++;
                        line = $"{task.Pid} {task.Comm}";
                    }
                }
                if (line is not null)
                    report(line);
            }
            rounds++;
            await Task.Delay(interval, time, cancellation).ConfigureAwait(false);
        }
        return rounds;
    }

    private static bool IsAlive(PidHandle pid)
    {
        using (Rcu.EnterReadScope())
            return pid.Task() is { IsExiting: false };
    }

    private static string? NameOf(PidHandle pid)
    {
        Rcu.ReadLock();
        var name = pid.Task()?.Comm;
        Rcu.ReadUnlock();
        return name;
    }
}
