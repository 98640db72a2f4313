//// types: constructor store, put in Dispose
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private readonly PidHandle? _pid = kernel.FindGetPid(1);
    public void Dispose() => _pid?.Dispose();
}
//// types: constructor store, never put
public sealed class Case
{
    private readonly PidHandle? _pid; // UTR2004
    public Case(IUtraceKernel kernel) => _pid = kernel.FindGetPid(1);
    public int Number => _pid?.Number ?? 0;
}
//// types: initializer of a primary constructor, never put
public sealed class Case(IUtraceKernel kernel)
{
    private readonly PidHandle? _pid = kernel.FindGetPid(1); // UTR2004
    public int Number => _pid?.Number ?? 0;
}
//// types: lent to the constructor
public sealed class Case(PidHandle pid)
{
    private readonly PidHandle _pid = pid;
    public int Number => _pid.Number;
}
//// types: given to the constructor, put in Dispose
public sealed class Case([Owned] PidHandle pid) : IDisposable
{
    private readonly PidHandle _pid = pid;
    public int Number => _pid.Number;
    public void Dispose() => _pid.Dispose();
}
//// types: given to the constructor, never put
public sealed class Case
{
    private readonly PidHandle _pid; // UTR2004
    public Case([Owned] PidHandle pid) => _pid = pid;
    public int Number => _pid.Number;
}
//// types: a reference of its own to what is lent, put
public sealed class Case(PidHandle pid) : IDisposable
{
    private readonly PidHandle _pid = pid.Get();
    public int Number => _pid.Number;
    public void Dispose() => _pid.Dispose();
}
//// types: a reference of its own to what is lent, never put
public sealed class Case(PidHandle pid)
{
    private readonly PidHandle _pid = pid.Get(); // UTR2004
    public int Number => _pid.Number;
}
//// types: disposable that forgets one of two
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private readonly PidHandle? _first = kernel.FindGetPid(1);
    private readonly PidHandle? _second = kernel.FindGetPid(2); // UTR2004
    public int Number => _second?.Number ?? 0;
    public void Dispose() => _first?.Dispose();
}
//// types: Stop is cleanup enough
public sealed class Case(IUtraceKernel kernel)
{
    private PidHandle? _pid = kernel.FindGetPid(1);
    public void Stop()
    {
        _pid?.Dispose();
        _pid = null;
    }
}
//// types: auto-property, put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? Pid { get; } = kernel.FindGetPid(1);
    public void Dispose() => Pid?.Dispose();
}
//// types: auto-property, never put
public sealed class Case(IUtraceKernel kernel)
{
    private PidHandle? Pid { get; } = kernel.FindGetPid(1); // UTR2004
    public int Number => Pid?.Number ?? 0;
}
//// types: set by out in the constructor, put
public sealed class Case : IDisposable
{
    private readonly UtraceEngine? _engine;
    public Case(PidHandle pid, UtraceEngineOps ops) => UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out _engine, out _);
    public void Dispose() => _engine?.Dispose();
}
//// types: set by out in the constructor, never put
public sealed class Case
{
    private readonly UtraceEngine? _engine; // UTR3004
    public Case(PidHandle pid, UtraceEngineOps ops) => UtraceEngine.TryAttachPid(pid, AttachFlags.Create, ops, null, out _engine, out _);
    public bool IsAttached => _engine is not null;
}
//// types: lazily created, put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid;
    public int Number => (_pid ??= kernel.FindGetPid(1))?.Number ?? 0;
    public void Dispose() => _pid?.Dispose();
}
//// types: lazily created, never put
public sealed class Case(IUtraceKernel kernel)
{
    private PidHandle? _pid; // UTR2004
    public int Number => (_pid ??= kernel.FindGetPid(1))?.Number ?? 0;
}
//// types: lazily created by a test, put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid;
    public int Number()
    {
        if (_pid is null)
            _pid = kernel.FindGetPid(1);
        return _pid?.Number ?? 0;
    }
    public void Dispose() => _pid?.Dispose();
}
//// types: assigned anew without a put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid;
    public void Open(int number)
    {
        _pid = kernel.FindGetPid(number); // UTR2005
    }
    public void Dispose() => _pid?.Dispose();
}
//// types: assigned anew after a put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid;
    public void Open(int number)
    {
        _pid?.Dispose();
        _pid = kernel.FindGetPid(number);
    }
    public void Dispose() => _pid?.Dispose();
}
//// types: exchanged
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid = kernel.FindGetPid(1);
    public void Dispose() => Interlocked.Exchange(ref _pid, null)?.Dispose();
}
//// types: exchanged, the old one put
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid;
    public void Open(int number)
    {
        var old = Interlocked.Exchange(ref _pid, kernel.FindGetPid(number));
        old?.Dispose();
    }
    public void Dispose() => Interlocked.Exchange(ref _pid, null)?.Dispose();
}
//// types: put through a local
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private PidHandle? _pid = kernel.FindGetPid(1);
    public void Dispose()
    {
        var pid = _pid;
        _pid = null;
        if (pid is not null)
            pid.Dispose();
    }
}
//// types: asynchronous cleanup
public sealed class Case(IUtraceKernel kernel) : IAsyncDisposable
{
    private readonly PidHandle? _pid = kernel.FindGetPid(1);
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        _pid?.Dispose();
    }
}
//// types: asynchronous cleanup that forgets
public sealed class Case(IUtraceKernel kernel) : IAsyncDisposable
{
    private readonly PidHandle? _pid = kernel.FindGetPid(1); // UTR2004
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Log(_pid?.Number ?? 0);
    }
}
//// types: a base class puts
public abstract class Base : IDisposable
{
    protected PidHandle? Pid { get; set; }
    public void Dispose() => Pid?.Dispose();
}
public sealed class Case : Base
{
    public Case(IUtraceKernel kernel) => Pid = kernel.FindGetPid(1);
}
//// types: handed to a base class that puts
public abstract class Base([Owned] PidHandle? pid) : IDisposable
{
    private readonly PidHandle? _pid = pid;
    public void Dispose() => _pid?.Dispose();
}
public sealed class Case(IUtraceKernel kernel) : Base(kernel.FindGetPid(1));
//// types: the usual Dispose pattern
public class Case(IUtraceKernel kernel) : IDisposable
{
    private readonly PidHandle? _pid = kernel.FindGetPid(1);
    private bool _disposed;
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
            _pid?.Dispose();
        _disposed = true;
    }
}
//// types: an override that puts
public class Base : IDisposable
{
    public void Dispose() => Dispose(true);
    protected virtual void Dispose(bool disposing) { }
}
public sealed class Case(IUtraceKernel kernel) : Base
{
    private readonly PidHandle? _pid = kernel.FindGetPid(1);
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _pid?.Dispose();
        base.Dispose(disposing);
    }
}
//// types: record that is lent
public sealed record Case(PidHandle Pid);
//// types: record that makes one and never puts it
public sealed record Case(PidHandle Lent)
{
    private readonly PidHandle _own = Lent.Get(); // UTR2004
    public int Number => _own.Number;
}
//// types: struct that puts
public readonly struct Case([Owned] PidHandle pid) : IDisposable
{
    private readonly PidHandle _pid = pid;
    public void Dispose() => _pid.Dispose();
}
//// types: handed out and forgotten
public sealed class Case(IUtraceKernel kernel)
{
    private PidHandle? _pid = kernel.FindGetPid(1);
    [return: Owned]
    public PidHandle? Detach()
    {
        var pid = _pid;
        _pid = null;
        return pid;
    }
}
//// types: put by a lambda that is registered
public sealed class Case
{
    private readonly PidHandle? _pid;
    public Case(IUtraceKernel kernel, CancellationToken stop)
    {
        _pid = kernel.FindGetPid(1);
        stop.Register(() => _pid?.Dispose());
    }
}
//// types: put by an event handler
public sealed class Case
{
    private PidHandle? _pid;
    public Case(IUtraceKernel kernel)
    {
        _pid = kernel.FindGetPid(1);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }
    private void OnExit(object? sender, EventArgs e) => _pid?.Dispose();
}
//// types: used after it was put in the same method
public sealed class Case(IUtraceKernel kernel) : IDisposable
{
    private readonly PidHandle _pid = kernel.FindGetPid(1)!;
    public void Dispose()
    {
        _pid.Dispose();
        Log(_pid.Number); // UTR2003
    }
}
//// types: stored in a holder that puts it
public sealed class Holder([Owned] PidHandle pid) : IDisposable
{
    private readonly PidHandle _pid = pid;
    public void Dispose() => _pid.Dispose();
}
public sealed class Case(PidHandle pid) : IDisposable
{
    private readonly Holder _holder = new(pid.Get());
    public void Dispose() => _holder.Dispose();
}
//// types: factory that gives away what it made
public sealed class Case : IDisposable
{
    private PidHandle? _pid;
    public static Case Open(IUtraceKernel kernel)
    {
        var opened = new Case();
        opened._pid = kernel.FindGetPid(1);
        return opened;
    }
    public void Dispose() => _pid?.Dispose();
}
//// types: object initializer
public sealed class Case : IDisposable
{
    public PidHandle? Pid { get; init; }
    public static Case Open(IUtraceKernel kernel) => new() { Pid = kernel.FindGetPid(1) };
    public void Dispose() => Pid?.Dispose();
}
//// types: constructor that fails after the acquisition puts it first
public sealed class Case : IDisposable
{
    private readonly PidHandle _pid;
    public Case(IUtraceKernel kernel, bool strict)
    {
        var pid = kernel.FindGetPid(1) ?? throw new InvalidOperationException();
        if (strict && pid.Number == 1)
        {
            pid.Dispose();
            throw new InvalidOperationException();
        }

        _pid = pid;
    }
    public void Dispose() => _pid.Dispose();
}
//// types: engine in a field, put with its pid
public sealed class Case : IDisposable
{
    private readonly PidHandle _pid;
    private readonly UtraceEngine _engine;
    public Case(PidHandle pid, UtraceEngineOps ops)
    {
        _pid = pid.Get();
        _engine = UtraceEngine.AttachPid(_pid, AttachFlags.Create, ops, null);
    }
    public void Dispose()
    {
        _engine.Dispose();
        _pid.Dispose();
    }
}
//// types: engine in a field, only its pid put
public sealed class Case : IDisposable
{
    private readonly PidHandle _pid;
    private readonly UtraceEngine _engine; // UTR3004
    public Case(PidHandle pid, UtraceEngineOps ops)
    {
        _pid = pid.Get();
        _engine = UtraceEngine.AttachPid(_pid, AttachFlags.Create, ops, null);
    }
    public bool IsAttached => _engine.Ops is not null;
    public void Dispose() => _pid.Dispose();
}
