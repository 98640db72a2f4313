using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Tracing;

/// <summary>An exec that happened; it owns the reference on the pid that did it.</summary>
public sealed record ExecEvent(PidHandle Pid, string Path, int Parent) : IDisposable
{
    public void Dispose() => Pid.Put();
}

/// <summary>Tells a reader of each exec of the traced processes.</summary>
public sealed class ExecMonitor : UtraceEngineOps, IAsyncDisposable
{
    private readonly Channel<ExecEvent> events = Channel.CreateBounded<ExecEvent>(64);
    private readonly ConcurrentDictionary<int, string> last = new();
    private readonly Task reader;
    private readonly Action<ExecEvent> handler;

    public ExecMonitor(Action<ExecEvent> handler)
    {
        this.handler = handler;
        reader = Task.Run(ReadAsync);
    }

    public override ResumeAction ReportExec(ResumeAction action, UtraceEngine engine, string path, TaskRegisters regs)
    {
        var current = TaskStruct.Current;
        int parent;
        using (Rcu.EnterReadScope())
            parent = current.RealParent?.Pid ?? 0;
        last[current.Pid] = path;

        var pid = current.GetPid();
        var happened = new ExecEvent(pid, path, parent);
        if (!events.Writer.TryWrite(happened))
            happened.Dispose();
        return ResumeAction.Resume;
    }

    public override void ReportReap(UtraceEngine engine, TaskStruct task)
    {
        if (last.TryRemove(task.Pid, out var path))
            Log($"{path} ended");
    }

    public async ValueTask DisposeAsync()
    {
        events.Writer.TryComplete();
        await reader.ConfigureAwait(false);
        while (events.Reader.TryRead(out var unread))
            unread.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var happened in events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            using (happened)
            {
                try
                {
                    handler(happened);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    Log(failure.Message);
                }
            }
        }
    }
}
