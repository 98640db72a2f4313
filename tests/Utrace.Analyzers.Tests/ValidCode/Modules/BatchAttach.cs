namespace Tracing;

/// <summary>Attaches to all of a set of processes, or to none of them.</summary>
public static class BatchAttach
{
    public static IReadOnlyList<UtraceEngine> AttachAll(IUtraceKernel kernel, IEnumerable<int> numbers, UtraceEngineOps ops)
    {
        var attached = new List<UtraceEngine>();
        var complete = false;
        try
        {
            foreach (var number in numbers)
            {
                using var pid = kernel.FindGetPid(number);
                if (pid is null)
                    continue;
                attached.Add(UtraceEngine.AttachPid(pid, AttachFlags.Create, ops, number));
            }
            complete = true;
            return attached;
        }
        finally
        {
            if (!complete)
                foreach (var engine in attached)
                    engine.Put();
        }
    }

    public static int AttachWhatLives(
        IUtraceKernel kernel, IEnumerable<int> numbers, UtraceEngineOps ops, IDictionary<int, UtraceEngine> engines)
    {
        var refused = 0;
        foreach (var number in numbers)
        {
            if (kernel.FindGetPid(number) is not { } pid)
                continue;
            try
            {
                if (engines.ContainsKey(number))
                    continue;
                if (!UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out var engine, out var error))
                {
                    if (error is Errno.ENOMEM)
                        break;
                    refused++;
                    continue;
                }
                engines[number] = engine;
            }
            finally
            {
                pid.Put();
            }
        }
        return refused;
    }

    public static (PidHandle Parent, PidHandle Child)? OpenPair(IUtraceKernel kernel, int parent, int child)
    {
        var first = kernel.FindGetPid(parent);
        if (first is null)
            return null;
        var second = kernel.FindGetPid(child);
        if (second is null)
        {
            first.Put();
            return null;
        }
        return (first, second);
    }

    public static void DetachAll(IReadOnlyList<UtraceEngine> engines)
    {
        for (var i = engines.Count - 1; i >= 0; i--)
        {
            var engine = engines[i];
            Log((int)engine.Control(task: null, ResumeAction.Detach));
            engine.Put();
        }
    }
}
