namespace Tracing;

/// <summary>Keeps the references of the pids that were asked for last; lends them out.</summary>
public sealed class PidCache(IUtraceKernel kernel, int capacity) : IDisposable
{
    private readonly Dictionary<int, LinkedListNode<PidHandle>> byNumber = [];
    private readonly LinkedList<PidHandle> byAge = new();

    /// <summary>The cache's own reference: do not put it.</summary>
    [return: Borrowed]
    public PidHandle? Find(int number)
    {
        if (byNumber.TryGetValue(number, out var node))
        {
            byAge.Remove(node);
            byAge.AddFirst(node);
            return node.Value;
        }

        var pid = kernel.FindGetPid(number);
        if (pid is null)
            return null;
        while (byAge.Count >= capacity && byAge.Last is { } oldest)
            Evict(oldest);
        byNumber[number] = byAge.AddFirst(pid);
        return pid;
    }

    /// <summary>A reference of the caller's own.</summary>
    [return: Owned]
    public PidHandle? Open(int number) => Find(number)?.Get();

    public string NameOf(int number)
    {
        var pid = Find(number);
        if (pid is null)
            return "gone";
        using (Rcu.EnterReadScope())
            return pid.Task()?.Comm ?? "gone";
    }

    public int Trim()
    {
        var gone = new List<LinkedListNode<PidHandle>>();
        using (Rcu.EnterReadScope())
        {
            for (var node = byAge.First; node is not null; node = node.Next)
                if (node.Value.Task() is null or { IsExiting: true })
                    gone.Add(node);
        }

        foreach (var node in gone)
            Evict(node);
        return gone.Count;
    }

    public void Dispose()
    {
        while (byAge.First is { } first)
            Evict(first);
    }

    private void Evict(LinkedListNode<PidHandle> node)
    {
        byAge.Remove(node);
        byNumber.Remove(node.Value.Number);
        node.Value.Put();
    }
}
