//// list that is emptied
void M(IUtraceKernel kernel, int[] numbers)
{
    var pids = new List<PidHandle>();
    foreach (var number in numbers)
        if (kernel.FindGetPid(number) is { } pid)
            pids.Add(pid);
    foreach (var pid in pids)
        pid.Dispose();
}
//// list returned
List<PidHandle> M(IUtraceKernel kernel, int[] numbers)
{
    var pids = new List<PidHandle>();
    foreach (var number in numbers)
        if (kernel.FindGetPid(number) is { } pid)
            pids.Add(pid);
    return pids;
}
//// array that is emptied
void M(IUtraceKernel kernel)
{
    PidHandle?[] pids = [kernel.FindGetPid(1), kernel.FindGetPid(2)];
    foreach (var pid in pids)
        pid?.Dispose();
}
//// the one that is not added is lost
void M(IUtraceKernel kernel, List<PidHandle> pids, int number)
{
    var pid = kernel.FindGetPid(number); // UTR2001
    if (pid?.Number > 3)
        pids.Add(pid);
}
//// the one that is not added is put
void M(IUtraceKernel kernel, List<PidHandle> pids, int number)
{
    var pid = kernel.FindGetPid(number);
    if (pid is null)
        return;
    if (pid.Number > 3)
        pids.Add(pid);
    else
        pid.Dispose();
}
//// query that makes a list
List<PidHandle> M(IUtraceKernel kernel, int[] numbers) => numbers.Select(number => kernel.FindGetPid(number)).OfType<PidHandle>().ToList();
//// tuple returned
(PidHandle?, int) M(IUtraceKernel kernel) => (kernel.FindGetPid(1), 1);
//// types: list in a field, put
public sealed class Case : IDisposable
{
    private readonly List<PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Add(pid.Get());
    public void Dispose()
    {
        foreach (var pid in _pids)
            pid.Dispose();
        _pids.Clear();
    }
}
//// types: list in a field, never put
public sealed class Case
{
    private readonly List<PidHandle> _pids = []; // UTR2004
    public void Add(PidHandle pid) => _pids.Add(pid.Get());
    public int Count => _pids.Count;
}
//// types: list in a field, cleared and never put
public sealed class Case
{
    private readonly List<PidHandle> _pids = []; // UTR2004
    public void Add(PidHandle pid) => _pids.Add(pid.Get());
    public void Clear() => _pids.Clear();
}
//// types: list in a field, ForEach
public sealed class Case : IDisposable
{
    private readonly List<PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Add(pid.Get());
    public void Dispose() => _pids.ForEach(pid => pid.Dispose());
}
//// types: list in a field of what is lent
public sealed class Case
{
    private readonly List<PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Add(pid);
    public int Count => _pids.Count;
}
//// types: dictionary, put by its values
public sealed class Case : IDisposable
{
    private readonly Dictionary<int, PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids[pid.Number] = pid.Get();
    public void Dispose()
    {
        foreach (var pid in _pids.Values)
            pid.Dispose();
    }
}
//// types: dictionary, put by its pairs
public sealed class Case : IDisposable
{
    private readonly Dictionary<int, PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Add(pid.Number, pid.Get());
    public void Dispose()
    {
        foreach (var (_, pid) in _pids)
            pid.Dispose();
    }
}
//// types: dictionary, put at removal
public sealed class Case
{
    private readonly Dictionary<int, PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Add(pid.Number, pid.Get());
    public void Remove(int number)
    {
        if (_pids.Remove(number, out var pid))
            pid.Dispose();
    }
}
//// types: dictionary, never put
public sealed class Case
{
    private readonly Dictionary<int, PidHandle> _pids = []; // UTR2004
    public void Add(PidHandle pid) => _pids.Add(pid.Number, pid.Get());
    public void Remove(int number) => _pids.Remove(number);
}
//// types: queue, drained
public sealed class Case : IDisposable
{
    private readonly Queue<PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Enqueue(pid.Get());
    public void Dispose()
    {
        while (_pids.TryDequeue(out var pid))
            pid.Dispose();
    }
}
//// types: queue, one at a time
public sealed class Case
{
    private readonly Queue<PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Enqueue(pid.Get());
    public void Next()
    {
        using var pid = _pids.Dequeue();
        Log(pid.Number);
    }
}
//// types: queue, never drained
public sealed class Case
{
    private readonly Queue<PidHandle> _pids = []; // UTR2004
    public void Add(PidHandle pid) => _pids.Enqueue(pid.Get());
    public int Count => _pids.Count;
}
//// types: concurrent dictionary
public sealed class Case : IDisposable
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids[pid.Number] = pid.Get();
    public void Dispose()
    {
        foreach (var number in _pids.Keys)
            if (_pids.TryRemove(number, out var pid))
                pid.Dispose();
    }
}
//// types: concurrent bag, never drained
public sealed class Case
{
    private readonly System.Collections.Concurrent.ConcurrentBag<PidHandle> _pids = []; // UTR2004
    public void Add(PidHandle pid) => _pids.Add(pid.Get());
    public int Count => _pids.Count;
}
//// types: array in a field, put
public sealed class Case(PidHandle first, PidHandle second) : IDisposable
{
    private readonly PidHandle[] _pids = [first.Get(), second.Get()];
    public void Dispose() => Array.ForEach(_pids, pid => pid.Dispose());
}
//// types: array in a field, never put
public sealed class Case(PidHandle first, PidHandle second)
{
    private readonly PidHandle[] _pids = [first.Get(), second.Get()]; // UTR2004
    public int Count => _pids.Length;
}
//// types: array filled by index, put
public sealed class Case : IDisposable
{
    private readonly PidHandle?[] _pids = new PidHandle?[4];
    public void Set(int index, PidHandle pid)
    {
        _pids[index]?.Dispose();
        _pids[index] = pid.Get();
    }
    public void Dispose()
    {
        for (var i = 0; i < _pids.Length; i++)
            _pids[i]?.Dispose();
    }
}
//// types: tuples in a list, put
public sealed class Case : IDisposable
{
    private readonly List<(int Number, PidHandle Pid)> _pids = [];
    public void Add(PidHandle pid) => _pids.Add((pid.Number, pid.Get()));
    public void Dispose()
    {
        foreach (var (_, pid) in _pids)
            pid.Dispose();
    }
}
//// types: a stack that is handed over as a whole
public sealed class Case
{
    private readonly Stack<PidHandle> _pids = [];
    public void Add(PidHandle pid) => _pids.Push(pid.Get());
    public IReadOnlyCollection<PidHandle> TakeAll()
    {
        var all = _pids.ToArray();
        _pids.Clear();
        return all;
    }
}
//// types: weak table
public sealed class Case
{
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<object, PidHandle> _pids = [];
    public void Add(object key, PidHandle pid) => _pids.Add(key, pid.Get());
    public void Remove(object key)
    {
        if (_pids.TryGetValue(key, out var pid))
        {
            _pids.Remove(key);
            pid.Dispose();
        }
    }
}
//// types: lazy, put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private readonly Lazy<PidHandle?> _pid = new(() => kernel.FindGetPid(1));
    public int Number => _pid.Value?.Number ?? 0;
    public void Dispose()
    {
        if (_pid.IsValueCreated)
            _pid.Value?.Dispose();
    }
}
