namespace Utrace.Api.Tests;

/// <summary>Something that runs on a thread of its own, and is waited for with a limit.</summary>
public sealed class Background
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly Thread _thread;
    private Exception? _failure;

    private Background(Action act)
    {
        _thread = new Thread(() => _failure = Record.Exception(act)) { IsBackground = true };
        _thread.Start();
    }

    public static Background Start(Action act) => new(act);

    /// <summary>Runs something elsewhere, to its end.</summary>
    public static void Run(Action act) => Start(act).Finish();

    /// <summary>Runs something elsewhere, to its end.</summary>
    public static T Run<T>(Func<T> call)
    {
        T result = default!;
        Run(() => { result = call(); });
        return result;
    }

    /// <summary>Whether it is still at work a little later.</summary>
    public bool IsHeldUp => !_thread.Join(50);

    public void Finish()
    {
        Assert.True(_thread.Join(s_limit), "It did not end in time.");
        Assert.Null(_failure);
    }
}
